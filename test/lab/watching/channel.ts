import type { Message, Workspace } from '../../../src/workspace/workspace.ts';

/** How a message stood from some moment on; milliseconds since 1970. */
export interface Version {
  readonly at: number;
  readonly channel: string;
  readonly message: Message;
}

/** All that anybody could have read in the workspace, each edit with its time. */
export interface Record {
  readonly versions: readonly Version[];
  readonly deleted: readonly string[];
  stop(): void;
}

export function recordWorkspace(workspace: Pick<Workspace, 'subscribe'>): Record {
  const versions: Version[] = [];
  const deleted: string[] = [];
  const stop = workspace.subscribe((change) => {
    if (change.kind === 'message')
      versions.push({ at: Date.now(), channel: change.channel, message: structuredClone(change.message) });
    if (change.kind === 'deleted') deleted.push(change.ts);
    if (change.kind === 'ephemeral')
      versions.push({
        at: Date.now(),
        channel: change.ephemeral.channel,
        message: { type: 'message', team: '', ...change.ephemeral },
      });
  });
  return { versions, deleted, stop };
}

/** What the message of an incident says at one moment. */
export interface Reading {
  readonly at: number;
  /** The sign at its head: 🔴, 🟠, ✅, 🔁, ⚫. */
  readonly mark: string;
  readonly headline: string;
  /** Hosts that have it, as the message says. */
  readonly there: readonly string[];
}

/** An incident as the channel tells it: one message, what it said over time, and what was called out of its thread. */
export interface Told {
  readonly ts: string;
  readonly incident: string;
  readonly readings: readonly Reading[];
  /** Replies that the channel saw as well: their time and their sign. */
  readonly turns: readonly { readonly at: number; readonly mark: string }[];
}

export interface Channel {
  readonly told: readonly Told[];
  /** Whatever stands there beside that, a line each. */
  readonly others: readonly string[];
}

/** Reads as a person does: the first line with its sign, and the table of hosts where there are several. */
export function readChannel(
  { versions, deleted }: Pick<Record, 'versions' | 'deleted'>,
  channel: string,
): Channel {
  const byTs = new Map<string, Version[]>();
  for (const version of versions) {
    const key = `${version.channel} ${version.message.ts}`;
    byTs.set(key, [...(byTs.get(key) ?? []), version]);
  }
  const told: Told[] = [];
  const turns: (Told['turns'][number] & { readonly thread: string })[] = [];
  const others: string[] = deleted.map((ts) => `deleted: ${ts}`);
  for (const all of byTs.values()) {
    const [first] = all;
    if (first === undefined) continue;
    const { message } = first;
    const job = jobOf(message);
    const readings = all.flatMap((one) => readingOf(one) ?? []);
    const [reading] = readings;
    if (first.channel !== channel || job === undefined || reading === undefined) {
      others.push(`${first.channel}: ${message.text}`);
    } else if (message.thread_ts === undefined) {
      told.push({ ts: message.ts, incident: job, readings, turns: [] });
    } else if (
      message.subtype === 'thread_broadcast' &&
      readings.every(({ mark }) => mark === reading.mark)
    ) {
      turns.push({ thread: message.thread_ts, at: first.at, mark: reading.mark });
    } else {
      others.push(`in the thread ${message.thread_ts}: ${message.text}`);
    }
  }
  return {
    told: told.map((one) => ({ ...one, turns: turns.filter(({ thread }) => thread === one.ts) })),
    others: [
      ...others,
      ...turns
        .filter(({ thread }) => !told.some(({ ts }) => ts === thread))
        .map(({ mark }) => `a reply to nothing: ${mark}`),
    ],
  };
}

function jobOf({ metadata }: Message): string | undefined {
  const job = metadata?.event_payload['job'];
  return typeof job === 'string' ? job : undefined;
}

const HEAD = /^(🔴|🟠|✅|⚪|🔁|⚫) ((?:.|\n)+)$/u;

function readingOf({ at, message: { blocks = [] } }: Version): Reading | undefined {
  const [head] = blocks;
  const [, mark, headline] = HEAD.exec(textOf(head)) ?? [];
  if (mark === undefined || headline === undefined) return undefined;
  const rows = blocks.flatMap((block) =>
    block.type === 'table' && Array.isArray(block['rows']) ? block['rows'] : [],
  );
  const cells = rows.map((row: unknown) => (Array.isArray(row) ? row.map((cell) => textOf(cell)) : []));
  const hosts = cells.slice(1).filter(([, , state]) => state === 'still there');
  const isOn = mark !== '✅' && mark !== '⚪';
  const alone = headline.slice(0, headline.indexOf(': '));
  return {
    at,
    mark,
    headline,
    there: isOn ? (cells.length > 0 ? hosts.map(([host = '']) => host) : [alone]) : [],
  };
}

/** All text below a block, in its order. */
function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map((one) => textOf(one)).join('');
  if (typeof node !== 'object' || node === null) return '';
  return Object.entries(node)
    .map(([key, value]) => (key === 'text' && typeof value === 'string' ? value : textOf(value)))
    .join('');
}
