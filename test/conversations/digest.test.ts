import { afterEach, expect, test } from 'vitest';
import { collectionOf } from '../../src/queue/records.ts';
import { DigestHours } from '../../src/report/digest.ts';
import { Incident } from '../../src/report/incident.ts';
import { Watch } from '../../src/report/watch.ts';
import { WatchedHost } from '../../src/report/watched.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { startWorker } from '../../workers/index.ts';
import { commands, configIn, openTestQueue, quiet } from '../support/conversation.ts';
import { incidentOf, member } from '../support/incidents.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { storyReport } from '../support/reports.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const hour = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

test('each morning the channel reads once what happened, with a picture, in its language', async () => {
  // Of its own: what a day's digest is told is told once, also to a second try.
  const queue = await openTestQueue();
  ends.push(() => queue.close());
  const { records } = queue;
  await collectionOf(records, 'digest-hours', DigestHours).change('hours', () => ({
    since: ago(40 * hour),
    until: ago(24 * hour),
  }));
  await collectionOf(records, 'watches', Watch).change('w-1', () => ({
    schema: 'ferryman.watch/1',
    id: 'w-1',
    on: 'hz-shop',
    ports: [],
    everyMs: 3_600_000,
    by: { kind: 'config' },
  }));
  const incident = incidentOf([{ ...member('hz-shop'), stints: [{ from: ago(3 * hour) }] }], {
    openedAt: ago(3 * hour),
    to: ['nobody-here'],
  });
  await collectionOf(records, 'incidents', Incident).change(incident.id, () => incident);
  const { subject, title } = member('hz-shop');
  await collectionOf(records, 'watched', WatchedHost).change('hz-shop', () => ({
    schema: 'ferryman.watched/1',
    host: 'hz-shop',
    tags: [],
    lookedAt: ago(0),
    seenAt: ago(0),
    faults: [{ cause: incident.cause, severity: 'critical', subject, title, since: ago(3 * hour) }],
  }));

  const workspace = await startWorkspace({ commands });
  ends.push(() => workspace.stop());
  const now = new Date();
  const config = configIn(workspace, {
    language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } },
    notify: {
      destinations: [{ name: 'team', kind: 'slack', channel: 'C0MIGRATION', mention: [] }],
      routes: [],
      feishu: { url: 'https://open.feishu.cn' },
      digest: { at: now.getUTCHours() * 60 + now.getUTCMinutes(), zone: 'UTC', to: ['team'] },
    },
  });
  const start = () =>
    startWorker(config, {
      logger: quiet,
      queue,
      flows: onlyFlows({ diagnose: async () => ({ report: storyReport('hz-shop') }) }),
      deskEveryMs: 200,
    });
  const [worker, other] = await Promise.all([start(), start()]);
  ends.push(
    () => worker.stop(),
    () => other.stop(),
  );
  const roots = () =>
    workspace
      .messages('migration')
      .filter(({ ts, thread_ts = ts, text }) => thread_ts === ts && text.includes('日报'));
  await expect
    .poll(() => roots().map(({ blocks = [] }) => blocks.at(1)?.type), { timeout: 90_000 })
    .toEqual(['image']);
  const [message] = roots();
  expect(message?.text).toContain('1 个未恢复');
  expect(JSON.stringify(message?.blocks)).toContain('hz-shop：Docker 网桥的网段覆盖了网卡所在网段');
  expect(message?.blocks?.at(1)).toMatchObject({
    alt_text: expect.stringContaining('hz-shop：严重，持续 3 小时，仍未恢复'),
  });
  const thread = workspace.thread('C0MIGRATION', message?.ts ?? '');
  expect(thread.flatMap(({ files = [] }) => files.map(({ mimetype }) => mimetype))).toEqual(['image/png']);
  // Several looks later.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(roots()).toHaveLength(1);
  expect(workspace.thread('C0MIGRATION', message?.ts ?? '')).toHaveLength(2);
}, 240_000);
