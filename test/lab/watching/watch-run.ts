import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { collectionOf } from '../../../src/queue/records.ts';
import { Incident } from '../../../src/report/incident.ts';
import { WatchedHost } from '../../../src/report/watched.ts';
import { quiet } from '../../support/conversation.ts';
import { until } from '../process.ts';
import { type Channel, readChannel, recordWorkspace, type Reading } from './channel.ts';
import type { Disturbance } from './disturbances.ts';
import { judge, type Entry, type Judgement, type Outage } from './judge.ts';
import type { Plan } from './plan.ts';
import { CHANNEL, type Site } from './site.ts';

export interface WatchRun {
  readonly plan: Plan;
  readonly everyMs: number;
  readonly lengthMs: number;
  /** How long after a fault, or its end, the channel may know; look, both diagnoses and desk included. */
  readonly withinMs: number;
  /** Mends nothing before the channel knows of it or `withinMs` are over, for machines of which nobody knows how busy they are. */
  readonly patient?: boolean;
  /** What happens to Ferryman's own parts meanwhile, in milliseconds since the beginning, one after the other. */
  readonly disturbances: readonly { readonly at: number; readonly disturbance: Disturbance }[];
  readonly say: (line: string) => void;
}

export interface Played extends Judgement {
  readonly channel: Channel;
  readonly messages: number;
  readonly herrings: number;
  readonly disturbed: readonly { readonly name: string; readonly seconds: number }[];
}

/** Between two times that the desk looks. */
const DESK_MS = 10_000;

/** Plays a plan on hosts that are well and watched, and judges what the channel was told by what really was. */
export async function playWatch(site: Site, run: WatchRun): Promise<Played> {
  const { plan, everyMs, lengthMs, withinMs, patient = false, say } = run;
  const { hosts, slack } = site;
  const queue = await openQueue(slack.redis.config, { logger: quiet });
  const record = recordWorkspace(slack.workspace);
  const ended = new AbortController();
  // All that is planned waits for its time.
  setMaxListeners(0, ended.signal);
  try {
    const watched = collectionOf(queue.records, 'watched', WatchedHost);
    await until('every host to be looked at and well', 3 * everyMs + 60_000, async () => {
      await sleep(500);
      const known = [...(await watched.list()).values()];
      return known.filter(({ wholeAt }) => wholeAt !== undefined).length === hosts.length ? true : undefined;
    });
    const begun = Date.now();
    const at = (ms: number) =>
      sleep(Math.max(0, begun + ms - Date.now()), undefined, { signal: ended.signal });
    const hands = hosts.map(() => Promise.resolve());
    /** One thing after the other on each host. */
    const onHost = <T>(host: number, work: () => Promise<T>): Promise<T> => {
      const done = (hands[host] ?? Promise.resolve()).then(() => work());
      hands[host] = done.then(() => undefined);
      return done;
    };
    /** Until one message, or all that there are, stand like this; or time is over, which is for the judge to see. */
    const untilSaid = async (stands: (last: Reading) => boolean, which: 'one' | 'all' = 'one') => {
      const over = Date.now() + withinMs;
      for (let isSo = false; !isSo && Date.now() < over;) {
        await sleep(500);
        const last = readChannel(record, CHANNEL).told.flatMap(({ readings }) => readings.slice(-1));
        isSo = which === 'one' ? last.some(stands) : last.every(stands);
      }
    };
    const clock = () => `${Math.round((Date.now() - begun) / 1000)} s`;

    const faults = plan.faults.map(async ({ host, kind, from, to }): Promise<Entry> => {
      const one = hosts[host];
      if (one === undefined) throw new Error(`there is no host ${host}`);
      await at(from);
      const [injecting, broken] = await onHost(host, () => timed(() => kind.inject(one)));
      say(`${clock()} ${one.name} broken: ${kind.name}`);
      await at(to);
      if (patient) await untilSaid(({ there }) => there.includes(one.name));
      const [repairing, repaired] = await onHost(host, () => timed(() => kind.repair(one)));
      say(`${clock()} ${one.name} mended: ${kind.name}`);
      return {
        host: one.name,
        name: kind.name,
        cause: kind.cause,
        says: kind.says,
        injecting,
        broken,
        repairing,
        repaired,
      };
    });
    const herrings = plan.herrings.map(async ({ host, herring, from, to }) => {
      const one = hosts[host];
      if (one === undefined) return;
      await at(from);
      await onHost(host, () => herring.make(one));
      await at(to);
      await onHost(host, () => herring.undo(one));
    });
    const disturb = async () => {
      const strikes: { name: string; isOutage: boolean; from: number; to: number }[] = [];
      for (const { at: when, disturbance } of run.disturbances) {
        const { name, isOutage } = disturbance;
        await at(when);
        say(`${clock()} ${name}`);
        const [from, to] = await timed(() => disturbance.strike(site));
        say(`${clock()} over: ${name}`);
        strikes.push({ name, isOutage, from, to });
      }
      return strikes;
    };
    const [ledger, strikes] = await Promise.all([
      Promise.all(faults),
      disturb(),
      Promise.all(herrings),
      at(lengthMs),
    ]);
    // What comes late is wrong too, and has to be seen.
    if (patient) await untilSaid(({ mark }) => mark === '✅', 'all');
    await sleep(patient ? everyMs + DESK_MS : withinMs);
    const incidents = await collectionOf(queue.records, 'incidents', Incident).list();
    const channel = readChannel(record, CHANNEL);
    const outages: Outage[] = strikes.filter(({ isOutage }) => isOutage);
    const judgement = judge(ledger, channel, {
      withinMs,
      outages,
      causeOf: (incident) => incidents.get(incident)?.cause,
    });
    return {
      ...judgement,
      channel,
      messages: channel.told.length,
      herrings: plan.herrings.length,
      disturbed: strikes.map(({ name, from, to }) => ({ name, seconds: Math.round((to - from) / 1000) })),
    };
  } finally {
    ended.abort();
    record.stop();
    await queue.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<[from: number, to: number]> {
  const from = Date.now();
  await work();
  return [from, Date.now()];
}
