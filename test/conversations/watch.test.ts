import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import type { Snapshot } from '../../src/facts/snapshot.ts';
import { watchHost } from '../../src/flows/watch/watch-host.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { watchJobs } from '../../src/queue/watch-job.ts';
import { Watch } from '../../src/report/watch.ts';
import { WatchedHost } from '../../src/report/watched.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { startWorker } from '../../workers/index.ts';
import { commands, configIn, quiet } from '../support/conversation.ts';
import { useConversations } from '../support/conversations.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { recordedHost } from '../support/recorded-hosts.ts';

const conversations = useConversations();
const ends: (() => Promise<void>)[] = [];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman-watched-'));
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  rmSync(folder, { recursive: true });
});

const path = () => join(folder, 'host.json');
const become = (snapshot: Snapshot) => writeFileSync(path(), JSON.stringify(snapshot));
const shells = { open: () => Promise.reject(new Error('a recording has no shell')) };

test('a watched host is looked at again and again, until nobody watches it any more', async () => {
  const { records, repeats } = conversations.queue;
  const watches = collectionOf(records, 'watches', Watch);
  const watched = collectionOf(records, 'watched', WatchedHost);
  const causes = async () => (await watched.read('recorded'))?.faults.map(({ cause }) => cause);
  become(recordedHost('healthy-plain').snapshot);
  const watch: Watch = {
    schema: 'ferryman.watch/1',
    id: 'w-1',
    on: 'shop',
    ports: [],
    everyMs: 3_000,
    by: { kind: 'person', userId: 'U0LIN', at: '2026-11-23T05:00:00.000Z' },
  };
  await watches.change(watch.id, () => watch);

  const workspace = await startWorkspace({ commands });
  ends.push(() => workspace.stop());
  const via = { kind: 'snapshot', path: path() } as const;
  const hosts = [{ name: 'recorded', via, tags: ['shop'], needs: [], source: 'test' }];
  const config = configIn(workspace, { hosts });
  const worker = await startWorker(config, {
    logger: quiet,
    queue: conversations.queue,
    flows: onlyFlows({ watchHost: (request, run) => watchHost(request, { shells, ...run }) }),
  });
  ends.push(() => worker.stop());
  const bot = await startBot(config, { logger: quiet, queue: conversations.queue });
  await expect.poll(causes, { timeout: 30_000 }).toEqual([]);

  become(recordedHost('the-story').snapshot);
  await expect.poll(causes, { timeout: 30_000 }).toEqual(['bridge-subnet-equals-host-subnet']);
  expect(workspace.messages('migration')).toEqual([]);

  await bot.stop();
  await watches.change(watch.id, () => undefined);
  const next = await startBot(config, { logger: quiet, queue: conversations.queue });
  ends.push(() => next.stop());
  await expect.poll(() => repeats.list(watchJobs, undefined), { timeout: 30_000 }).toEqual([]);
  await expect.poll(async () => [...(await watched.list()).keys()], { timeout: 30_000 }).toEqual([]);
}, 120_000);
