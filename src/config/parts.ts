import { z } from 'zod';
import { isAddress } from '../hosts/address.ts';
import { blockOf, wrong } from './sentences.ts';

/** What the sections of ferryman.yaml are made of. */

export function block<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, blockOf(Object.keys(shape)));
}

export function oneOrMore<Item extends z.ZodType<string>>(item: Item) {
  return z.union(
    [item.transform((one) => [one]), z.array(item)],
    wrong('is no text', 'write one value, or a list of them'),
  );
}

export function text(instead: string) {
  const message = wrong('is no text', instead);
  // The system takes no path or name with a NUL in it.
  return z.string(message).regex(/^[^\0]+$/, message);
}

const portMessage = wrong('is no port', 'write a number from 1 to 65535, without quotes');
export const port = z.int(portMessage).min(1, portMessage).max(65_535, portMessage);

export const path = text('write the path of a file');

const addressMessage = {
  error: ({ input }: { input: unknown }) =>
    wrong(addressTrouble(input), 'write an IP address or a host name').error({ input }),
};
export const address = z.string(addressMessage).refine(isAddress, addressMessage);

function addressTrouble(input: unknown): string {
  if (typeof input !== 'string') return 'is no address';
  if (input.includes('://')) return 'is a URL';
  if (input.includes('/')) return 'is a subnet';
  if (input.includes('@')) return 'holds a user name, which belongs under user';
  if (/^[^:]+:\d+$/.test(input)) return 'holds a port, which belongs under port';
  return 'is no address';
}

export const word = (what: string, instead = 'write letters, digits, . _ -') => {
  const message = wrong(`is no ${what}`, instead);
  return z.string(message).regex(/^[a-zA-Z0-9][\w.-]*$/, message);
};
export const words = (what: string) => z.array(word(what), wrong('is no list', `write [${what}, ${what}]`));

export function ids(what: string, pattern: RegExp, example: string) {
  const instead = `write the id, like ${example}; names change, ids do not`;
  const message = wrong(`is no ${what} id`, instead);
  return z
    .array(z.string(message).regex(pattern, message), wrong('is no list', `write [${example}]`))
    .default([]);
}

/** A list; one item alone is a list of one. */
export function listOf<Item extends z.ZodType>(item: Item, what: string, example: string) {
  const list = z.array(item, wrong(`is no ${what} and no list`, `write ${example}`));
  return z.preprocess((input) => (isOne(input) ? [input] : input), list);
}

function isOne(input: unknown): boolean {
  return typeof input === 'string' || typeof input === 'number';
}

const zoneMessage = wrong('is no time zone', 'write a name like Asia/Shanghai, Europe/Berlin or UTC');
/** IANA. Short names are left out but for UTC: CST is Chicago to a computer, and Shanghai to its reader. */
export const zone = z
  .string(zoneMessage)
  .refine((name) => (name === 'UTC' || name.includes('/')) && isZone(name), zoneMessage);

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `09:00` as minutes since midnight; 24:00 is the end of a day. */
export function timeOfDay(example: string) {
  const message = wrong('is no time of day', `write one like '${example}'`);
  return z
    .string(message)
    .regex(/^(?:(?:[01]?\d|2[0-3]):[0-5]\d|24:00)$/, message)
    .transform((time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return hours * 60 + minutes;
    });
}
