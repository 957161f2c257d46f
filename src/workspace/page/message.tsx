import type { Ephemeral, Message as MessageType } from '../state/message.ts';
import { Avatar } from './avatar.tsx';
import { asJson, Blocks } from './blocks.tsx';
import { usePage } from './context.ts';
import { File } from './file.tsx';
import { Icon } from './icons.tsx';
import { emoji } from './mrkdwn.ts';
import { clockTime, fullTime } from './time.ts';
import { Mrkdwn } from './words.tsx';

export interface MessageProps {
  readonly message: MessageType;
  /** Its replies, where they are told rather than shown. */
  readonly replies?: readonly MessageType[];
  readonly status?: string;
  /** In a thread there is no thread to open. */
  readonly inThread?: boolean;
}

export function Message({ message, replies = [], status = '', inThread = false }: MessageProps) {
  const { view, openThread } = usePage();
  const person = view.people.find(({ id }) => id === message.user);
  const last = replies.at(-1);
  return (
    <article
      class="message"
      data-ts={message.ts}
      aria-label={`Message of ${person?.realName ?? message.user}`}
    >
      <Avatar person={person} />
      <div class="body">
        <Byline name={person?.realName ?? message.user} app={message.bot_id !== undefined} ts={message.ts} />
        {message.blocks ? (
          <Blocks blocks={asJson(message.blocks)} of={message.ts} />
        ) : (
          message.text !== '' && (
            <div class="words">
              <Mrkdwn source={message.text} />
              {message.edited && <small class="muted"> (edited)</small>}
            </div>
          )
        )}
        {message.files?.map((file) => (
          <File key={file.id} file={file} />
        ))}
        {message.reactions && (
          <div class="reactions">
            {message.reactions.map(({ name, count }) => (
              <span key={name} class="reaction" title={`:${name}:`}>
                {emoji(name) ?? `:${name}:`} {count}
              </span>
            ))}
          </div>
        )}
        {status !== '' && <p class="status">Ferryman {status}</p>}
        {!inThread && last && (
          <button class="replies" onClick={() => openThread(message.ts)}>
            {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
            <small> last at {clockTime(last.ts)}</small>
          </button>
        )}
      </div>
      {!inThread && (
        <button class="button reply" onClick={() => openThread(message.ts)}>
          Reply in thread
        </button>
      )}
    </article>
  );
}

export function Whisper({ ephemeral }: { readonly ephemeral: Ephemeral }) {
  const { view } = usePage();
  const person = view.people.find(({ id }) => id === ephemeral.from);
  return (
    <article class="message ephemeral" data-ts={ephemeral.ts}>
      <Avatar person={person} />
      <div class="body">
        <small class="muted">
          <Icon name="eye" size={13} /> Only visible to you
        </small>
        <Byline name={person?.realName ?? ephemeral.from} app ts={ephemeral.ts} />
        {ephemeral.blocks ? (
          <Blocks blocks={asJson(ephemeral.blocks)} of={ephemeral.ts} />
        ) : (
          <div class="words">
            <Mrkdwn source={ephemeral.text} />
          </div>
        )}
      </div>
    </article>
  );
}

function Byline({ name, app, ts }: { readonly name: string; readonly app: boolean; readonly ts: string }) {
  return (
    <p class="byline">
      <strong>{name}</strong>
      {app && <span class="app-badge">APP</span>}
      <time title={fullTime(ts)}>{clockTime(ts)}</time>
    </p>
  );
}
