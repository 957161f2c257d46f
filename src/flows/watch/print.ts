import { createHash } from 'node:crypto';

/** What a look saw, by part: `routes` → a digest that the host made, `worker 203.0.113.7:30003` → how the attempt ended. */
export type Print = Readonly<Record<string, string>>;

/** What every host says something about. One that is cut short leaves some out, which is not the same as a part that is empty. */
const PARTS = [
  'root',
  'boot',
  'addresses',
  'routes',
  'settings',
  'listeners',
  'iptables',
  'ip6tables',
  'nft',
  'names',
  'daemon-json',
  'mounts',
  'disks',
  'inodes',
  'memory',
  'conntrack',
  'units',
  'docker',
  'containers',
  'networks',
] as const;

/** As much of a digest as tells two states of one host apart. */
const DIGITS = 16;

/**
 * @param during milliseconds since 1970, by the worker's clock, between which the host was asked
 */
export function partsOf(text: string, during: { readonly begun: number; readonly ended: number }): Print {
  const said = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^([a-z][a-z0-9-]*) (\S.*?)(?: +-)?$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  const seconds = Number(said.get('clock'));
  return {
    ...Object.fromEntries(PARTS.map((part) => [part, 'late'])),
    ...Object.fromEntries([...said].map(([name, value]) => [name, value.slice(0, DIGITS)])),
    clock: Number.isNaN(seconds) ? 'late' : clockStep(seconds * 1000, during),
  };
}

/** Milliseconds: logins by ticket end at five minutes of difference, certificates at a day. */
const CLOCK_STEPS = [
  ['off by a day', 86_400_000],
  ['off by minutes', 120_000],
] as const;

/** Within the time that the asking took nobody can tell. */
function clockStep(at: number, { begun, ended }: { begun: number; ended: number }): string {
  const off = Math.max(0, at - ended, begun - at - 1_000);
  return CLOCK_STEPS.find(([, ms]) => off >= ms)?.[0] ?? 'right';
}

/** One text for the whole of it, whichever order its parts came in. */
export function digestOf(print: Print): string {
  const lines = Object.entries(print)
    .map(([part, value]) => `${part} ${value}`)
    .toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, DIGITS);
}

/** The parts that differ, for whoever reads the log. */
export function changedParts(before: Print, now: Print): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...all].filter((part) => before[part] !== now[part]).toSorted();
}
