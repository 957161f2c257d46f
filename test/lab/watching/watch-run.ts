import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { collectionOf } from '../../../src/queue/records.ts';
import { Incident } from '../../../src/report/incident.ts';
import { WatchedHost } from '../../../src/report/watched.ts';
import { quiet } from '../../support/conversation.ts';
import { until } from '../process.ts';
import { readChannel, recordWorkspace } from './channel.ts';
import { judge, type Entry, type Judgement, type Outage } from './judge.ts';
import type { Plan } from './plan.ts';
import { CHANNEL, type Site } from './site.ts';

export interface WatchRun {
  readonly plan: Plan;
  readonly everyMs: number;
  readonly lengthMs: number;
  /** What happens to Ferryman's own parts meanwhile, in milliseconds since the beginning. */
  readonly disturbances: readonly { readonly at: number; readonly disturbance: Disturbance }[];
  readonly say: (line: string) => void;
}

export interface Disturbance {
  readonly name: string;
  /** Resolves when it is over. `isOutage`: meanwhile nobody can be told anything. */
  strike(site: Site): Promise<void>;
  readonly isOutage: boolean;
}

export interface Played extends Judgement {
  readonly messages: number;
  readonly herrings: number;
  readonly disturbed: readonly { readonly name: string; readonly seconds: number }[];
}

/** Two intervals, which hold the look, both diagnoses and the desk. */
const INTERVALS = 2;

export function redisRestart(awayMs: number): Disturbance {
  return {
    name: 'Redis killed and started anew with its files',
    isOutage: true,
    async strike({ slack: { redis } }) {
      await redis.kill();
      await sleep(awayMs);
      await redis.start();
    },
  };
}

export function workerKill(awayMs: number): Disturbance {
  return {
    name: 'one of two workers killed, and another one started',
    isOutage: false,
    async strike(site) {
      site.workers.shift()?.kill('SIGKILL');
      await sleep(awayMs);
      await site.startWorker();
    },
  };
}

/** First nobody is let in, then all is done and nobody hears of it, then everybody is told to wait. */
export function slackOutage(awayMs: number): Disturbance {
  return {
    name: 'Slack out: connections cut, 503, answers lost, 429',
    isOutage: true,
    async strike({
      slack: {
        workspace: { faults },
      },
    }) {
      faults.cut('all');
      faults.error503({ times: Infinity });
      faults.error503({ times: Infinity, method: 'apps.connections.open' });
      await sleep(awayMs / 2);
      faults.clear();
      faults.dropReply({ times: Infinity });
      await sleep(awayMs / 4);
      faults.clear();
      faults.rateLimit({ times: Infinity, retryAfterSeconds: 5 });
      await sleep(awayMs / 4);
      faults.clear();
    },
  };
}

/** Plays a plan on hosts that are well and watched, and judges what the channel was told by what really was. */
export async function playWatch(site: Site, run: WatchRun): Promise<Played> {
  const { plan, everyMs, lengthMs, say } = run;
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
    const clock = () => `${Math.round((Date.now() - begun) / 1000)} s`;

    const faults = plan.faults.map(async ({ host, kind, from, to }): Promise<Entry> => {
      const one = hosts[host];
      if (one === undefined) throw new Error(`there is no host ${host}`);
      await at(from);
      const [injecting, broken] = await onHost(host, () => timed(() => kind.inject(one)));
      say(`${clock()} ${one.name} broken: ${kind.name}`);
      await at(to);
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
    const disturbances = run.disturbances.map(async ({ at: when, disturbance }) => {
      await at(when);
      say(`${clock()} ${disturbance.name}`);
      const [from, to] = await timed(() => disturbance.strike(site));
      say(`${clock()} over: ${disturbance.name}`);
      return { name: disturbance.name, isOutage: disturbance.isOutage, from, to };
    });
    const [ledger, strikes] = await Promise.all([
      Promise.all(faults),
      Promise.all(disturbances),
      Promise.all(herrings),
      at(lengthMs),
    ]);
    // What comes late is wrong too, and has to be seen.
    await sleep(INTERVALS * everyMs);
    const incidents = await collectionOf(queue.records, 'incidents', Incident).list();
    const channel = readChannel(record, CHANNEL);
    const outages: Outage[] = strikes.filter(({ isOutage }) => isOutage);
    const judgement = judge(ledger, channel, {
      withinMs: INTERVALS * everyMs,
      outages,
      causeOf: (incident) => incidents.get(incident)?.cause,
    });
    return {
      ...judgement,
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
