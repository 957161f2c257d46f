import type { View } from '../state/view.ts';

/** A way to go on with what is being written. */
export interface Offer {
  readonly name: string;
  readonly hint: string;
  readonly about: string;
  /** What takes the place of the word that is being written. */
  readonly insert: string;
}

type Known = Pick<View, 'commands' | 'people' | 'groups'>;

/** Commands at the start of a line, people and user groups after an @. */
export function offersFor(text: string, { commands, people, groups }: Known): readonly Offer[] {
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
  const called = [
    ...people
      .filter(({ id }) => id !== 'USLACKBOT')
      .map(({ name, realName }) => ({ name, hint: realName, about: '' })),
    ...groups.map(({ handle, name, members }) => ({ name: handle, hint: name, about: sizeOf(members) })),
  ];
  return called
    .filter(({ name, hint }) => [name, hint].some((one) => one.toLowerCase().startsWith(begun.toLowerCase())))
    .map((one) => ({ ...one, name: `@${one.name}`, insert: `@${one.name} ` }));
}

function sizeOf({ length }: { readonly length: number }): string {
  return length === 1 ? 'a group of one person' : `a group of ${length} people`;
}

/** A text as it is sent: names of people and of user groups behind an @ are mentions. */
export function mentioned(text: string, { people, groups }: Pick<View, 'people' | 'groups'>): string {
  return text.replaceAll(/(^|\s)@([\w.-]+)/g, (whole, before: string, written: string) => {
    const name = written.replace(/[.-]+$/, '');
    const rest = written.slice(name.length);
    const person = people.find((one) => one.name === name);
    if (person) return `${before}<@${person.id}>${rest}`;
    const group = groups.find((one) => one.handle === name);
    return group ? `${before}<!subteam^${group.id}|@${group.handle}>${rest}` : whole;
  });
}

/** The text with the word at its end written out. */
export const completed = (text: string, { insert }: Offer): string => text.replace(/\S*$/, insert);
