import type { Channel, Told } from './channel.ts';

/** A fault as it was really there, in milliseconds since 1970: it came between the first two and went between the last two. */
export interface Entry {
  readonly host: string;
  readonly name: string;
  readonly cause: string;
  readonly says: RegExp;
  readonly injecting: number;
  readonly broken: number;
  readonly repairing: number;
  readonly repaired: number;
}

/** A time during which nobody could be told anything, or nothing could be kept. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

export interface JudgeOptions {
  /** How long after a fault, or its end, that may be told; outages count beside it. */
  readonly withinMs: number;
  readonly outages: readonly Outage[];
  /** The cause that an incident was opened for. */
  readonly causeOf: (incident: string) => string | undefined;
}

export interface Judged {
  readonly entry: Entry;
  /** Milliseconds from the fault to its message and from the repair to what says so, outages taken off. */
  readonly announcedMs?: number | undefined;
  readonly resolvedMs?: number | undefined;
}

export interface Judgement {
  readonly judged: readonly Judged[];
  /** What is not as it has to be, a line each. */
  readonly wrong: readonly string[];
}

/** A time for which the channel says that a host has something. */
interface Stay {
  readonly told: Told;
  readonly host: string;
  readonly from: number;
  readonly to?: number;
}

/** The channel against the ledger: each fault told once and in time, its end once, nothing else. Whatever nobody broke is wrong as well. */
export function judge(ledger: readonly Entry[], channel: Channel, options: JudgeOptions): Judgement {
  const stays = channel.told.flatMap((told) => staysOf(told));
  const wrong = [
    ...channel.others.map((other) => `said beside: ${other}`),
    ...channel.told.flatMap((told) => wrongEnds(told)),
  ];
  const matched = new Map<Entry, Stay[]>();
  for (const stay of stays) {
    const cause = options.causeOf(stay.told.incident);
    const entry = ledger.findLast(
      (one) =>
        one.host === stay.host &&
        one.cause === cause &&
        one.injecting <= stay.from &&
        stay.from <= one.repaired,
    );
    if (entry === undefined)
      wrong.push(`${stay.host}: told of ${cause}, which nobody had broken: ${headlineOf(stay.told)}`);
    else matched.set(entry, [...(matched.get(entry) ?? []), stay]);
  }
  const judged = ledger.map((entry) => {
    const mine = matched.get(entry) ?? [];
    const [stay] = mine;
    const line = `${entry.host}: ${entry.name}`;
    if (stay === undefined) {
      wrong.push(`${line}: never announced`);
      return { entry };
    }
    if (mine.length > 1) wrong.push(`${line}: announced ${mine.length} times`);
    if (!stay.told.readings.some(({ headline }) => entry.says.test(headline)))
      wrong.push(`${line}: its message says ${headlineOf(stay.told)}`);
    const beside = channel.told.find(
      (other) =>
        other !== stay.told &&
        options.causeOf(other.incident) === entry.cause &&
        isOpenAt(other, stay.from) &&
        other.readings[0] !== undefined &&
        other.readings[0].at <= stay.from,
    );
    if (beside !== undefined) wrong.push(`${line}: a message of its own beside one that is open`);
    const announcedMs = lastingMs(entry.broken, stay.from, options.outages);
    if (announcedMs > options.withinMs) wrong.push(`${line}: announced after ${seconds(announcedMs)}`);
    if (stay.to === undefined) {
      wrong.push(`${line}: never said to be over`);
      return { entry, announcedMs };
    }
    if (stay.to < entry.repairing)
      wrong.push(`${line}: said to be over ${seconds(entry.repairing - stay.to)} too early`);
    const resolvedMs = lastingMs(entry.repaired, stay.to, options.outages);
    if (resolvedMs > options.withinMs) wrong.push(`${line}: said to be over after ${seconds(resolvedMs)}`);
    return { entry, announcedMs, resolvedMs };
  });
  return { judged, wrong };
}

function staysOf(told: Told): Stay[] {
  const stays: Stay[] = [];
  const open = new Map<string, number>();
  for (const { at, there } of told.readings) {
    for (const host of there) if (!open.has(host)) open.set(host, at);
    for (const [host, from] of open) {
      if (there.includes(host)) continue;
      stays.push({ told, host, from, to: at });
      open.delete(host);
    }
  }
  return [...stays, ...[...open].map(([host, from]) => ({ told, host, from }))];
}

/** Called out once, at its end, and never as something that comes and goes. */
function wrongEnds(told: Told): string[] {
  const { readings, turns } = told;
  const head = headlineOf(told);
  return [
    ...(readings.some(({ mark }) => mark === '🔁') ? [`said to come and go: ${head}`] : []),
    ...(readings.at(-1)?.mark === '✅' ? [] : [`left open: ${head}`]),
    ...(turns.length === 1 && turns[0]?.mark === '✅'
      ? []
      : [`its end was called out ${turns.length} times: ${head}`]),
  ];
}

function isOpenAt({ readings }: Told, at: number): boolean {
  return readings.findLast((reading) => reading.at <= at)?.mark !== '✅';
}

function headlineOf({ readings }: Told): string {
  return readings.at(-1)?.headline ?? '';
}

function lastingMs(from: number, to: number, outages: readonly Outage[]): number {
  const out = outages.map((outage) => Math.max(0, Math.min(to, outage.to) - Math.max(from, outage.from)));
  return Math.max(0, to - from - out.reduce((sum, one) => sum + one, 0));
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
