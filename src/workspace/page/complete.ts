import type { View } from '../state/view.ts';

/** A way to go on with what is being written. */
export interface Offer {
  readonly name: string;
  readonly hint: string;
  readonly about: string;
  /** What takes the place of the word that is being written. */
  readonly insert: string;
}

type Known = Pick<View, 'commands' | 'people'>;

/** Commands at the start of a line, people after an @. */
export function offersFor(text: string, { commands, people }: Known): readonly Offer[] {
  if (/^\/\S*$/.test(text)) {
    return commands
      .filter(({ command }) => command.startsWith(text))
      .map(({ command, usage_hint = '', description = '' }) => ({
        name: command,
        hint: usage_hint,
        about: description,
        insert: `${command} `,
      }));
  }
  const [, begun] = /(?:^|\s)@([\w.-]*)$/.exec(text) ?? [];
  if (begun === undefined) return [];
  return people
    .filter(
      ({ id, name, realName }) =>
        id !== 'USLACKBOT' &&
        [name, realName].some((one) => one.toLowerCase().startsWith(begun.toLowerCase())),
    )
    .map(({ name, realName }) => ({ name: `@${name}`, hint: realName, about: '', insert: `@${name} ` }));
}

/** The text with the word at its end written out. */
export const completed = (text: string, { insert }: Offer): string => text.replace(/\S*$/, insert);
