import { createHash } from 'node:crypto';

/** Addresses that this play of the story was given, and what the page calls them. */
export type Names = ReadonlyMap<string, string>;

export type Steady = (text: string) => string;

/**
 * What differs between two plays of one story and says nothing about it is put in a form that stays, so that the page
 * changes only where the story does:
 * - the lab's public addresses become addresses that RFC 5737 keeps for documentation;
 * - ids of containers, images and networks, names of their devices, and hardware addresses become others, the same for the same;
 * - times of day, durations, ages and process ids, and ports that the kernel picked for clients, become `…`;
 * - a counter that stands still says so without its number, storage drivers that Docker lists in any order stand in that of
 *   the alphabet, and spaces at the ends of lines are dropped.
 */
export function steadier(names: Names): Steady {
  const ids = numbered();
  const devices = numbered();
  const cards = numbered();
  return (text) => {
    let steady = text;
    for (const [from, to] of names) steady = steady.replaceAll(from, to);
    return steady
      .replaceAll(/(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-f])/g, (id) =>
        hash(`id ${ids(id.slice(0, 12))}`).slice(0, id.length),
      )
      .replaceAll(/\bveth[0-9a-f]{7}\b/g, (device) => `veth${hash(`veth ${devices(device)}`).slice(0, 7)}`)
      .replaceAll(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, (card) => `02:00:00:00:00:0${cards(card)}`)
      .replaceAll(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| UTC|[+-]\d\d:?\d\d)?/g, '…')
      .replaceAll(/\b\d+ packets before, \d+ after\b/g, (count) =>
        isUnchanged(count) ? 'as many packets before as after' : count,
      )
      .replaceAll(/\b\d+(?:\.\d+)?(?:\/\d+\.\d+)*(?= (?:ms|milliseconds)\b)/g, '…')
      .replaceAll(
        /\b(Up|Exited \(\d+\)|Restarting \(\d+\)) (?:Less than |About )?(?:an?|\d+) \w+( ago)?/g,
        '$1 …$2',
      )
      .replaceAll(/\b(pid[= ]|PID |[a-z]+\[)\d+/g, '$1…')
      .replaceAll(/(?<=\d\.\d{1,3}:|[sd]port=)(?:3[3-9]\d{3}|[45]\d{4}|60\d{3})\b/g, '…')
      .replaceAll(/(?<=several valid graphdrivers: )[a-z0-9, ]+/g, (drivers) =>
        drivers.split(', ').toSorted().join(', '),
      )
      .replaceAll(/[ \t]+$/gm, '');
  };
}

function isUnchanged(count: string): boolean {
  const [before, after] = count.match(/\d+/g) ?? [];
  return before === after;
}

/** The first that is asked for is 1, and stays 1. */
function numbered(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const number = seen.get(key) ?? seen.size + 1;
    seen.set(key, number);
    return number;
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
