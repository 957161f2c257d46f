import type { Message } from '../state/message.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { act } from './server.ts';

/** What can be done with a message: its thread, and the shortcuts of the app. */
export function Toolbar({ message, inThread }: { readonly message: Message; readonly inThread: boolean }) {
  const { view, me, place, go, complain } = usePage();
  const { shortcuts } = view;
  if (inThread && shortcuts.length === 0) return null;
  const use = async (callbackId: string) => {
    const wrong = await act('shortcut', {
      callbackId,
      messageTs: message.ts,
      channel: place.room,
      user: me.id,
    });
    if (wrong !== undefined) complain(wrong);
  };
  return (
    <div class="toolbar">
      {!inThread && (
        <button
          class="button to-thread"
          title="Reply in thread"
          onClick={() => go({ room: place.room, thread: message.thread_ts ?? message.ts })}
        >
          <Icon name="thread" />
          <span class="unseen">Reply in thread</span>
        </button>
      )}
      {shortcuts.map(({ callback_id, name, description }) => (
        <button key={callback_id} class="button" title={description} onClick={() => void use(callback_id)}>
          {name}
        </button>
      ))}
    </div>
  );
}
