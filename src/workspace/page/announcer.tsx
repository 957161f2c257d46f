import { useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { plainText } from './plain-text.ts';

const longest = 300;

/**
 * Says to a screen reader what comes in: the text that each message carries for notifications, once, and again when an edit changes it.
 * The list itself stays silent, or each tick of a running operation would be read out with its whole card.
 */
export function Announcer({ room }: { readonly room: Room }) {
  const { view, me } = usePage();
  const [said, say] = useState('');
  const known = useRef<{ place: string; texts: ReadonlyMap<string, string> } | undefined>(undefined);
  const place = `${me.id} ${room.id}`;
  const messages = view.messages[room.id] ?? [];
  const whispers = view.ephemerals.filter(({ channel, user }) => channel === room.id && user === me.id);
  useEffect(() => {
    const lines = [...messages, ...whispers.map((one) => ({ ...one, user: one.from }))];
    const before = known.current;
    known.current = { place, texts: new Map(lines.map(({ ts, text }) => [ts, text])) };
    if (before?.place !== place) return;
    const news = lines.findLast(({ ts, text, user }) => user !== me.id && before.texts.get(ts) !== text);
    if (!news) return;
    const who = view.people.find(({ id }) => id === news.user)?.realName ?? news.user;
    say(`${who}: ${plainText(news.text, view).slice(0, longest)}`);
  }, [messages, whispers.length, place]);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
