import { afterEach, expect, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { startWorker, type Worker } from '../../workers/index.ts';
import { commands, configIn, quiet, say, threads, textOf } from '../support/conversation.ts';
import { useConversations } from '../support/conversations.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { longReport, runOperations } from '../support/operations.ts';

const conversations = useConversations();
const atLength: Diagnose = async ({ host, asked }) => ({ report: longReport(host.name, asked) });
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** `npm run bench -- delivery` does a thousand. */
const count = 100;

test('nothing is lost, doubled or out of order while a tenth of all calls and deliveries meets trouble', async () => {
  const outcome = await runOperations({ queue: conversations.queue, count, atOnce: 16, faults: 0.1 });
  expect(outcome).toMatchObject({ lost: [], doubled: [], disordered: [] });
  // Each kind of trouble was there to be survived.
  const kinds = ['drop-reply', 'error-503', 'rate-limit', 'duplicate delivery'];
  expect(kinds.filter((kind) => (outcome.met[kind] ?? 0) === 0)).toEqual([]);
}, 120_000);

test('ten thousand characters of evidence stand below the card, whole and in order', async () => {
  const conversation = await conversations.begin({ diagnose: atLength });
  const said = await conversation.say('/diagnose web-1 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  await conversations.jobsEnded();
  const below = conversation.workspace.thread('migration', said.ts).slice(1);
  expect(below.length).toBeGreaterThan(1);
  const text = below.map((message) => textOf(message).join('\n')).join('\n');
  expect(text.length).toBeGreaterThan(10_000);
  const found = [...text.matchAll(/(\d\.\d+): from all/g)].map(([, line]) => line);
  const parts = Array.from({ length: 5 }, (_, part) =>
    Array.from({ length: 30 }, (__, line) => `${part}.${line}`),
  );
  expect(found).toEqual(parts.flat());
});

test('a card that Slack does not take is brought by the next worker, in the same thread', async () => {
  const workspace = await startWorkspace({ commands });
  ends.push(() => workspace.stop());
  const config = configIn(workspace);
  let runs = 0;
  const begin = (): Promise<Worker> =>
    startWorker(config, {
      logger: quiet,
      queue: conversations.queue,
      drainMs: 100,
      flows: onlyFlows({
        diagnose: (request, run) => {
          runs += 1;
          return atLength(request, run);
        },
      }),
    });
  const bot = await startBot(config, { logger: quiet, queue: conversations.queue });
  ends.push(() => bot.stop());
  const first = await begin();
  workspace.faults.error503({ method: 'chat.update', times: Infinity });
  const said = say(workspace, '/diagnose web-1 30003', { timeoutMs: 30_000 });
  await expect.poll(() => runs).toBe(1);
  await workspace.waitFor(({ journal }) => journal.calls.some(({ method }) => method === 'chat.update'));
  await first.stop();
  workspace.faults.clear();
  const second = await begin();
  ends.push(() => second.stop());
  expect(await said).toMatchObject({ kind: 'thread' });
  await conversations.jobsEnded();
  const [thread, another] = threads(workspace, 'migration');
  expect(another).toBeUndefined();
  expect(thread).toHaveLength(4);
  expect(thread?.map((text) => /part (\d) of 3/.exec(text)?.[1])).toEqual([undefined, '1', '2', '3']);
});
