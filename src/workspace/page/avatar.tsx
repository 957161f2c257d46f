import type { Person } from '../state/people.ts';
import { Icon } from './icons.tsx';

/** Initials on a colour of one's own; the ferry for the app. */
export function Avatar({ person }: { readonly person: Person | undefined }) {
  if (!person)
    return (
      <span class="avatar" aria-hidden="true">
        ?
      </span>
    );
  const bot = person.standing === 'bot';
  const initials = person.realName
    .split(' ')
    .map(([first]) => first)
    .join('');
  const hue = Array.from(person.id).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 360;
  return (
    <span
      class={bot ? 'avatar app' : 'avatar'}
      style={bot ? {} : { background: `oklch(0.48 0.1 ${hue})` }}
      aria-hidden="true"
    >
      {person.name === 'ferryman' ? <Icon name="ferry" size={22} /> : initials.slice(0, 2)}
    </span>
  );
}
