import type { ComponentChildren } from 'preact';
import type { Ephemeral, Message as MessageType } from '../state/message.ts';
import { Avatar } from './avatar.tsx';
import { asJson, Blocks } from './blocks.tsx';
import { usePage } from './context.ts';
import { File } from './file.tsx';
import { Icon } from './icons.tsx';
import { languageOf } from './language-of.ts';
import { emoji } from './mrkdwn.ts';
import { OnMessage } from './surface.tsx';
import { useTimes } from './time.ts';
import { Toolbar } from './toolbar.tsx';
import { unreadOf } from './unread.ts';
import { Mrkdwn } from './words.tsx';

export interface MessageProps {
  readonly message: MessageType;
  /** Its replies, where they are told rather than shown. */
  readonly replies?: readonly MessageType[];
  readonly status?: string;
  /** In a thread there is no thread to open. */
  readonly inThread?: boolean;
  /** Right below another one of the same person. */
  readonly compact?: boolean;
}

export function Message(props: MessageProps) {
  const { message, replies = [], status = '', inThread = false, compact = false } = props;
  const { view, place } = usePage();
  const person = view.people.find(({ id }) => id === message.user);
  const name = person?.realName ?? message.user;
  const kind = ['message', compact && 'compact', place.message === message.ts && inThread && 'meant'];
  return (
    <article
      class={kind.filter(Boolean).join(' ')}
      data-ts={message.ts}
      tabIndex={-1}
      aria-label={`Message of ${name}`}
    >
      {!compact && <Avatar person={person} />}
      <div class="body">
        {!compact && <Byline name={name} app={message.bot_id !== undefined} ts={message.ts} />}
        <Content message={message}>{message.edited && <small class="muted"> (edited)</small>}</Content>
        {message.files?.map((file) => (
          <File key={file.id} file={file} />
        ))}
        {message.reactions && (
          <div class="reactions">
            {message.reactions.map(({ name: reaction, count }) => (
              <span key={reaction} class="reaction" title={`:${reaction}:`}>
                {emoji(reaction) ?? `:${reaction}:`} {count}
              </span>
            ))}
          </div>
        )}
        {status !== '' && <Status>{status}</Status>}
        {!inThread && <Replies message={message} replies={replies} />}
      </div>
      <Toolbar message={message} inThread={inThread} />
    </article>
  );
}

export function Whisper({ ephemeral }: { readonly ephemeral: Ephemeral }) {
  const { view } = usePage();
  const person = view.people.find(({ id }) => id === ephemeral.from);
  const name = person?.realName ?? ephemeral.from;
  return (
    <article
      class="message ephemeral"
      data-ts={ephemeral.ts}
      tabIndex={-1}
      aria-label={`For you alone, of ${name}`}
    >
      <Avatar person={person} />
      <div class="body">
        <small class="muted">
          <Icon name="eye" size={13} /> Only visible to you
        </small>
        <Byline name={name} app ts={ephemeral.ts} />
        <Content message={ephemeral} />
      </div>
    </article>
  );
}

interface ContentProps {
  readonly message: Pick<MessageType, 'ts' | 'text' | 'blocks'>;
  readonly children?: ComponentChildren;
}

function Content({ message: { ts, text, blocks }, children }: ContentProps) {
  if (blocks) {
    return (
      <OnMessage ts={ts}>
        <div lang={languageOf(text)}>
          <Blocks blocks={asJson(blocks)} />
        </div>
      </OnMessage>
    );
  }
  if (text === '') return null;
  return (
    <div class="words" lang={languageOf(text)}>
      <Mrkdwn source={text} />
      {children}
    </div>
  );
}

function Byline({ name, app, ts }: { readonly name: string; readonly app: boolean; readonly ts: string }) {
  const { clock, full } = useTimes();
  return (
    <p class="byline">
      <strong>{name}</strong>
      {app && <span class="app-badge">APP</span>}
      <time title={full(ts)}>{clock(ts)}</time>
    </p>
  );
}

/** "is diagnosing…", as Slack shows it under a thread. */
export const Status = ({ children }: { readonly children: string }) => (
  <p class="status">
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
    Ferryman {children}
  </p>
);

function Replies({ message, replies }: Required<Pick<MessageProps, 'message' | 'replies'>>) {
  const { view, me, marks, place, go } = usePage();
  const { clock } = useTimes();
  const last = replies.at(-1);
  if (!last) return null;
  const unread = place.thread === message.ts ? 0 : unreadOf(replies, me, marks, message.ts);
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 3);
  return (
    <button
      class={unread > 0 ? 'replies unread' : 'replies'}
      onClick={() => go({ room: place.room, thread: message.ts })}
    >
      <span class="faces" aria-hidden="true">
        {authors.map((user) => (
          <Avatar key={user} person={view.people.find(({ id }) => id === user)} />
        ))}
      </span>
      {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
      {unread > 0 && <span class="badge">{unread} new</span>}
      <small> last at {clock(last.ts)}</small>
    </button>
  );
}
