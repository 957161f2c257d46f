import type { View } from '../state/view.ts';
import type { Inline } from './mrkdwn.ts';
import { parseMrkdwn } from './mrkdwn.ts';

/** Mrkdwn as it is read aloud: without its marks. */
export const plainText = (source: string, view: Pick<View, 'people' | 'rooms'>): string =>
  parseMrkdwn(source)
    .map((part) => spoken(part, view))
    .join('');

function spoken(part: Inline, view: Pick<View, 'people' | 'rooms'>): string {
  switch (part.kind) {
    case 'bold':
    case 'italic':
    case 'strike':
    case 'quote':
      return part.inner.map((inner) => spoken(inner, view)).join('');
    case 'user':
      return view.people.find(({ id }) => id === part.id)?.realName ?? part.label;
    case 'room':
      return view.rooms.find(({ id }) => id === part.id)?.name ?? part.label;
    case 'group':
      return part.label;
    case 'broadcast':
      return part.id;
    case 'date':
      return part.fallback;
    case 'text':
    case 'code':
    case 'pre':
    case 'link':
      return part.text;
    default:
      return part satisfies never;
  }
}
