import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBot } from '../../commands/index.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import type { Report } from '../../src/report/report.ts';
import {
  type Delivery,
  type Message,
  startWorkspace,
  type Workspace,
} from '../../src/workspace/workspace.ts';
import { startWorker } from '../../workers/index.ts';
import { commands, configIn, quiet, roots, textOf } from './conversation.ts';
import { onlyFlows } from './only-flows.ts';
import { storyReport } from './reports.ts';

export interface Operations {
  readonly queue: JobQueue;
  readonly count: number;
  /** Questions that are open at the same time. */
  readonly atOnce: number;
  /** The share of calls and of deliveries that trouble meets, 0 to 1. */
  readonly faults?: number;
  /** For the faults; the same number makes the same choices. */
  readonly seed?: number;
}

/** What a person who looks at the channels afterwards finds. */
export interface Outcome {
  /** Questions without a complete thread: card, and every message of evidence. */
  readonly lost: readonly string[];
  /** Questions or messages that stand there twice. */
  readonly doubled: readonly string[];
  /** Threads whose messages are not in their order. */
  readonly disordered: readonly string[];
  /** Questions that Slack or the bot refused aloud, so that they were typed again. */
  readonly typedAgain: number;
  /** How many calls and deliveries met which trouble. */
  readonly met: Readonly<Record<string, number>>;
  /** Milliseconds from a command to its first message, and from the verdict to the card. */
  readonly toFirstMessage: readonly number[];
  readonly toCard: readonly number[];
  readonly seconds: number;
}

const channels = ['migration', 'ops-private'];

/** Many questions through the real bot and worker in a local workspace, with as much trouble as asked for; and what became of them. */
export async function runOperations({
  queue,
  count,
  atOnce,
  faults = 0,
  seed = 1,
}: Operations): Promise<Outcome> {
  const workspace = await startWorkspace({ commands, chance: chances(seed) });
  const config = configIn(workspace, { worker: { concurrency: atOnce } });
  const watch = watchTimes(workspace);
  const worker = await startWorker(config, {
    logger: quiet,
    queue,
    flows: onlyFlows({
      async diagnose({ host, asked }, { onStage }) {
        for (const stage of ['connecting', 'reading', 'trying-ports'] as const) {
          onStage(stage);
          await sleep(15);
        }
        watch.verdict(`${host.name}:${asked?.port}`);
        return { report: longReport(host.name, asked) };
      },
    }),
  });
  const bot = await startBot(config, { logger: quiet, queue });
  const begun = performance.now();
  const stopTrouble = faults === 0 ? () => undefined : trouble(workspace, faults);
  let typedAgain = 0;
  try {
    const waiting = Array.from({ length: count }, (_, index) => index + 1);
    const typists = Array.from({ length: atOnce }, async () => {
      for (let port = waiting.shift(); port !== undefined; port = waiting.shift()) {
        const again = await ask(workspace, port, watch);
        typedAgain += again;
      }
    });
    await Promise.all(typists);
    stopTrouble();
    await settled(queue);
    return {
      ...judge(workspace, count),
      typedAgain,
      met: troubleMet(workspace),
      ...watch.times(),
      seconds: (performance.now() - begun) / 1_000,
    };
  } finally {
    stopTrouble();
    await bot.stop();
    await worker.stop();
    await workspace.stop();
  }
}

/** Three replies' worth of evidence: more than ten thousand characters. */
export function longReport(host: string, asked: Report['asked']): Report {
  const report = storyReport(host, asked);
  const evidence = Array.from({ length: 5 }, (_, part) => ({
    source: `ip rule show table ${part}`,
    lines: Array.from({ length: 30 }, (__, line) => `${part}.${line}: from all lookup ${'main '.repeat(20)}`),
  }));
  const [cause] = report.causes;
  return { ...report, causes: cause === undefined ? [] : [{ ...cause, evidence }] };
}

/** Types until it is taken, as a person does who reads that it was not; how often again. Ends when the card stands, or nobody would wait on. */
async function ask(workspace: Workspace, port: number, watch: Watch): Promise<number> {
  const channel = channels[port % channels.length] ?? '';
  const name = `web-1:${port}`;
  const until = performance.now() + longestWaitMs;
  for (let again = 0; ; again += 1) {
    watch.typed(name);
    const delivered = await workspace.slash({
      command: '/diagnose',
      text: `web-1 ${port}`,
      channel,
      user: 'anna',
    });
    const taken = delivered.outcome.kind === 'acked';
    // Whoever reads that it failed looks whether an answer comes all the same.
    const patience = taken ? until - performance.now() : 5_000;
    const answer = await watch.answer(name, patience);
    if (answer === 'answered' || performance.now() > until) return again;
  }
}

const longestWaitMs = 240_000;

function trouble({ faults, connections }: Workspace, share: number): () => void {
  const each = { times: Infinity };
  faults.dropReply({ ...each, share: share * 0.4 });
  faults.error503({ ...each, share: share * 0.4 });
  faults.rateLimit({ ...each, share: share * 0.2, retryAfterSeconds: 1 });
  faults.error503({ ...each, share, method: 'apps.connections.open' });
  faults.duplicate({ ...each, share });
  if (connections < 2) throw new Error('the bot holds two connections');
  let refreshes = 0;
  const refreshing = setInterval(() => {
    refreshes += 1;
    if (refreshes % 2 === 0) faults.cut('oldest');
    else faults.disconnect('refresh_requested');
  }, 12_000);
  return () => {
    clearInterval(refreshing);
    faults.clear();
  };
}

/** Nothing waits or runs, and so nothing is said any more. */
async function settled(queue: JobQueue): Promise<void> {
  const until = performance.now() + 60_000;
  while ((await queue.backlog()) > 0 && performance.now() < until) await sleep(50);
}

function judge(workspace: Workspace, count: number): Pick<Outcome, 'lost' | 'doubled' | 'disordered'> {
  const threads = channels.flatMap((channel) =>
    roots(workspace, channel).map((root) => ({
      name: nameOf(root) ?? root.ts,
      card: isCard(root),
      parts: workspace.thread(channel, root.ts).map(partOf),
    })),
  );
  const names = threads.map(({ name }) => name);
  const expected = Array.from({ length: count }, (_, index) => `web-1:${index + 1}`);
  const sent = [...new Set(threads.flatMap(({ parts }) => parts))].toSorted(byNumber);
  return {
    lost: expected.filter((name) => {
      const found = threads.find((thread) => thread.name === name);
      return found === undefined || !found.card || sent.some((part) => !found.parts.includes(part));
    }),
    doubled: threads
      .filter(({ name, parts }) => names.indexOf(name) !== names.lastIndexOf(name) || hasTwice(parts))
      .map(({ name, parts }) => `${name}: ${parts.join(', ')}`),
    disordered: threads
      .filter(({ parts }) => parts.join() !== parts.toSorted(byNumber).join())
      .map(({ name, parts }) => `${name}: ${parts.join(', ')}`),
  };
}

const nameOf = (root: Message): string | undefined => /web-1:\d+/.exec(textOf(root).join(' '))?.[0];
const isCard = (root: Message): boolean => JSON.stringify(root.blocks ?? []).includes('diagnose_again');
const hasTwice = (parts: readonly string[]): boolean => new Set(parts).size < parts.length;
/** `root` comes before every `evidence-…`. */
const byNumber = (one: string, other: string): number => numberOf(one) - numberOf(other);
const numberOf = (part: string): number => Number(/\d+$/.exec(part)?.[0] ?? 0);

function partOf({ metadata, ts }: Message): string {
  const part = metadata?.event_payload['part'];
  return typeof part === 'string' ? part : ts;
}

function troubleMet({ journal }: Workspace): Record<string, number> {
  const met: Record<string, number> = { calls: journal.calls.length };
  const note = (kind: string) => (met[kind] = (met[kind] ?? 0) + 1);
  for (const { fault } of journal.calls) if (fault !== undefined) note(fault);
  for (const delivery of journal.deliveries) note(kindOf(delivery));
  return met;
}

function kindOf({ attempt, outcome }: Delivery): string {
  if (attempt > 0) return 'duplicate delivery';
  return outcome.kind === 'acked' ? 'delivery' : `delivery ${outcome.kind}`;
}

interface Watch {
  typed(name: string): void;
  verdict(name: string): void;
  /** Resolves when the card stands, when the bot refused the question aloud, or after so many milliseconds. */
  answer(name: string, withinMs: number): Promise<'answered' | 'refused' | 'silence'>;
  times(): Pick<Outcome, 'toFirstMessage' | 'toCard'>;
}

/** When each question was typed, first seen, judged and answered. */
function watchTimes(workspace: Workspace): Watch {
  const marks = {
    typed: new Map(),
    seen: new Map(),
    judged: new Map(),
    answered: new Map(),
  } satisfies Record<string, Map<string, number>>;
  const bell = new EventEmitter().setMaxListeners(0);
  workspace.subscribe((change) => {
    if (change.kind === 'ephemeral' && change.ephemeral.text.startsWith('Slack did not say who you are'))
      bell.emit('refused');
    if (change.kind !== 'message' || change.message.thread_ts !== undefined) return;
    const name = nameOf(change.message);
    if (name === undefined) return;
    first(marks.seen, name);
    if (!isCard(change.message)) return;
    first(marks.answered, name);
    bell.emit(name);
  });
  return {
    typed: (name) => marks.typed.set(name, performance.now()),
    verdict: (name) => first(marks.judged, name),
    async answer(name, withinMs) {
      if (marks.answered.has(name)) return 'answered';
      const over = new AbortController();
      const wait = { signal: over.signal };
      try {
        return await Promise.race([
          once(bell, name, wait).then(() => 'answered' as const),
          sleep(withinMs, 'silence' as const, wait),
          // Whom the refusal was for is not said in it: whose question does not begin soon.
          once(bell, 'refused', wait).then(async () => {
            await sleep(3_000, undefined, wait);
            return marks.seen.has(name) ? new Promise<never>(() => undefined) : ('refused' as const);
          }),
        ]);
      } finally {
        over.abort();
      }
    },
    times: () => ({
      toFirstMessage: between(marks.typed, marks.seen),
      toCard: between(marks.judged, marks.answered),
    }),
  };
}

function first(map: Map<string, number>, name: string): void {
  if (!map.has(name)) map.set(name, performance.now());
}

function between(from: ReadonlyMap<string, number>, to: ReadonlyMap<string, number>): number[] {
  return [...to].map(([name, at]) => at - (from.get(name) ?? Number.NaN));
}

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
