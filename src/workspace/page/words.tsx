import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { usePage } from './context.ts';
import type { Inline } from './mrkdwn.ts';
import { isSafe, parseMrkdwn } from './mrkdwn.ts';
import { placeOf } from './place.ts';
import { useTimes } from './time.ts';

/** Text as people read it: every node is text to the browser, never HTML. */

export function Mrkdwn({ source }: { readonly source: string }) {
  return <Inlines parts={useMemo(() => parseMrkdwn(source), [source])} />;
}

function Inlines({ parts }: { readonly parts: readonly Inline[] }) {
  return parts.map((part, index) => <One key={index} part={part} />);
}

function One({ part }: { readonly part: Inline }): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return (
        <strong>
          <Inlines parts={part.inner} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines parts={part.inner} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines parts={part.inner} />
        </s>
      );
    case 'code':
      return <code>{part.text}</code>;
    case 'pre':
      return <pre>{part.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Inlines parts={part.inner} />
        </blockquote>
      );
    case 'link':
      return <Link url={part.url}>{part.text}</Link>;
    case 'user':
      return <UserMention id={part.id} label={part.label} />;
    case 'room':
      return <RoomMention id={part.id} label={part.label} />;
    case 'group':
      return <GroupMention id={part.id} />;
    case 'broadcast':
      return <span class="mention loud">@{part.id}</span>;
    case 'date':
      return <Moment seconds={part.seconds} format={part.format} fallback={part.fallback} />;
    default:
      return part satisfies never;
  }
}

export function Moment(moment: {
  readonly seconds: number;
  readonly format: string;
  readonly fallback?: string;
}) {
  const { dated } = useTimes();
  return <time title={moment.fallback}>{dated(moment.seconds, moment.format)}</time>;
}

export function Link({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  const { go } = usePage();
  if (!isSafe(url)) return <span>{children}</span>;
  // A permalink leads to a message of this very workspace.
  const own = url.startsWith(`${location.origin}/archives/`);
  const follow = (event: MouseEvent) => {
    const place = own ? placeOf(new URL(url)) : undefined;
    if (!place) return;
    event.preventDefault();
    go(place);
  };
  return (
    <a href={url} target={own ? '_self' : '_blank'} rel="noopener noreferrer" onClick={follow}>
      {children}
    </a>
  );
}

export function UserMention({ id, label = '' }: { readonly id: string; readonly label?: string }) {
  const { view, me } = usePage();
  const person = view.people.find((one) => one.id === id);
  return <span class={id === me.id ? 'mention loud' : 'mention'}>@{person?.name ?? (label || id)}</span>;
}

export function RoomMention({ id, label = '' }: { readonly id: string; readonly label?: string }) {
  const { view } = usePage();
  return <span class="mention">#{view.rooms.find((one) => one.id === id)?.name ?? (label || id)}</span>;
}

export function GroupMention({ id }: { readonly id: string }) {
  const { view, me } = usePage();
  const group = view.groups.find((one) => one.id === id);
  return (
    <span class={group?.members.includes(me.id) ? 'mention loud' : 'mention'}>@{group?.handle ?? id}</span>
  );
}
