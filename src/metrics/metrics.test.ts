import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readExposition, valueOf } from '../../test/support/exposition.ts';
import { startReceiver } from '../../test/support/receiver.ts';
import { unusedQueue } from '../../test/support/unused-queue.ts';
import { firstStart } from '../../test/support/worker-desk.ts';
import { FerrymanError } from '../errors.ts';
import type { JobQueue } from '../queue/queue.ts';
import { collectionOf, memoryRecords } from '../queue/records.ts';
import { watchJobs } from '../queue/watch-job.ts';
import { Incident } from '../report/incident.ts';
import { counters, histograms, ownGauges, sharedGauges } from './catalogue.ts';
import { createMetrics } from './metrics.ts';

const hosts = [{ name: 'web-1', site: 'hz' }, { name: 'web-2' }];
const read = async ({ page }: Pick<ReturnType<typeof createMetrics>, 'page'>) =>
  readExposition((await page()).text);

const looked = { host: 'web-1', ports: [], whole: true, everyMs: 60_000, traceId: 'watch-web-1' };

/** Does one look, which waited so long, as a worker does it that counts. */
async function look(
  metrics: Pick<ReturnType<typeof createMetrics>, 'countJobs'>,
  run: () => Promise<{ outcome: 'diagnosed' }>,
  { host = 'web-1', ...changes }: { host?: string; start?: number; waitedMs?: number } = {},
): Promise<void> {
  let does: (() => Promise<unknown>) | undefined;
  const queue = unusedQueue({
    async work(kind, _sites, work) {
      does = () => work({ ...firstStart(kind.job.parse({ ...looked, host })), ...changes });
      return { running: true, drain: async () => 'drained' };
    },
  });
  await metrics.countJobs(queue).work(watchJobs, ['hz'], run, { concurrency: 1 });
  await does?.().catch(() => undefined);
}

test('each process counts for itself, also where two are one', async () => {
  const [one, other] = [createMetrics({ hosts }), createMetrics({ hosts })];
  one.hosts.found(['docker-down']);
  expect(valueOf(await read(one), 'ferryman_causes_found_total', { cause: 'docker-down' })).toBe(1);
  expect(valueOf(await read(other), 'ferryman_causes_found_total')).toBeUndefined();
  expect(valueOf(await read(one), 'process_cpu_seconds_total')).toBeGreaterThan(0);
  expect((await read(one)).has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
});

test('a job is counted by its end, and its times in seconds', async () => {
  const metrics = createMetrics({ hosts });
  await look(metrics, async () => ({ outcome: 'diagnosed' }), { waitedMs: 1_500 });
  await look(metrics, () => Promise.reject(new Error('no such host')), { host: 'web-2' });
  const gone = new FerrymanError('job-taken-away', 'This worker has to stop.', 'Another one does the job.');
  await look(metrics, () => Promise.reject(gone), { start: 2, waitedMs: 90_000 });
  const families = await read(metrics);
  const jobs = (outcome: string) => valueOf(families, 'ferryman_jobs_total', { kind: 'watch', outcome });
  expect([jobs('diagnosed'), jobs('failed'), jobs('taken-away')]).toEqual([1, 1, 1]);
  const looks = (site: string) => valueOf(families, 'ferryman_watch_looks_total', { site });
  expect([looks('hz'), looks('(none)')]).toEqual([1, 1]);
  // The later start of a job did not wait for a worker.
  const [late] = families.get('ferryman_watch_late_seconds')?.metrics ?? [];
  expect(late).toMatchObject({ count: '2', sum: '1.5', buckets: { '1': '1', '2': '2' } });
  const { text } = await metrics.page();
  expect(text).toContain('ferryman_job_wait_seconds_count{kind="watch"} 2\n');
  expect(text).toContain('ferryman_job_duration_seconds_count{kind="watch"} 3\n');
  expect(valueOf(families, 'ferryman_jobs_running', { kind: 'watch' })).toBe(0);
});

test('a call of Slack is counted by its method and its end, and arrives as it was', async () => {
  const answers = [
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true,"ts":"1.2"}' },
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":false,"error":"x"}' },
    { status: 429, headers: { 'retry-after': '3' }, body: '' },
    { status: 502, body: 'bad gateway' },
  ];
  const slack = await startReceiver(() => answers.shift());
  const metrics = createMetrics({ hosts });
  const fetch = metrics.countSlackCalls(undefined);
  const url = `${slack.url}/api/chat.postMessage`;
  expect(await (await fetch(url, { method: 'POST', body: 'x' })).json()).toEqual({ ok: true, ts: '1.2' });
  expect(await (await fetch(new URL(url))).text()).toContain('"error"');
  const limited = await fetch(url);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await fetch(`${slack.url}/response/T1/secret`)).status).toBe(502);
  await slack.stop();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  const families = await read(metrics);
  expect(
    families.get('ferryman_slack_calls_total')?.metrics.map(({ labels, value }) => ({ ...labels, value })),
  ).toEqual([
    { method: 'chat.postMessage', outcome: 'ok', value: '1' },
    { method: 'chat.postMessage', outcome: 'refused', value: '1' },
    { method: 'chat.postMessage', outcome: 'rate-limited', value: '1' },
    { method: 'response_url', outcome: 'http-error', value: '1' },
    { method: 'chat.postMessage', outcome: 'unanswered', value: '1' },
  ]);
  expect(valueOf(families, 'ferryman_slack_rate_limited_total', { method: 'chat.postMessage' })).toBe(1);
});

const incident: Incident = {
  schema: 'ferryman.incident/1',
  id: 'i1',
  cause: 'disk-full',
  severity: 'critical',
  to: [],
  state: 'open',
  openedAt: '2026-11-23T07:00:00.000Z',
  members: [
    {
      host: 'web-1',
      subject: { kind: 'disk', name: '/' },
      title: { en: 'the disk is full', 'zh-CN': '磁盘已满' },
      stints: [{ from: '2026-11-23T07:00:00.000Z' }],
    },
  ],
  revision: 1,
};

test('what processes share is read at each scrape; what cannot be read is absent and counted', async () => {
  const metrics = createMetrics({ hosts });
  const records = memoryRecords();
  const incidents = collectionOf(records, 'incidents', Incident);
  let isGone = false;
  const depth = async () => {
    if (isGone) throw new Error('no answer');
    return { running: 1, waiting: 2, waitsSince: 90_000, paused: false };
  };
  const queue = unusedQueue({ records, depth });
  metrics.share({ queue, sites: ['hz', undefined], clock: () => 100_000 });

  await incidents.change('i1', () => incident);
  const first = await read(metrics);
  const open = (severity: string) => valueOf(first, 'ferryman_incidents_open', { severity });
  expect([open('critical'), open('warning')]).toEqual([1, 0]);
  const labels = { kind: 'diagnose', site: 'hz' };
  expect(valueOf(first, 'ferryman_queue_jobs', { ...labels, state: 'waiting' })).toBe(2);
  expect(valueOf(first, 'ferryman_queue_oldest_seconds', labels)).toBe(10);
  expect(valueOf(first, 'ferryman_outbox_oldest_seconds')).toBe(0);
  expect(valueOf(first, 'ferryman_desk_last_run_timestamp_seconds')).toBeUndefined();

  await incidents.change('i1', () => ({ ...incident, state: 'resolved' }));
  isGone = true;
  const second = await read(metrics);
  expect(valueOf(second, 'ferryman_incidents_open', { severity: 'critical' })).toBe(0);
  expect(valueOf(second, 'ferryman_queue_jobs')).toBeUndefined();
  const unread = (source: string) => valueOf(second, 'ferryman_shared_state_errors_total', { source });
  expect([unread('queue'), unread('incidents')]).toEqual([1, 0]);
});

test('a store that keeps silent holds up no scrape, and what was known of it is told no more', async () => {
  const metrics = createMetrics({ hosts });
  let isSilent = false;
  const memory = unusedQueue().outbox;
  const outbox: JobQueue['outbox'] = {
    ...memory,
    undelivered: () => (isSilent ? new Promise(() => undefined) : Promise.resolve({ rows: 3, since: 0 })),
  };
  metrics.share({ queue: unusedQueue({ outbox }), sites: [], clock: () => 5_000 });
  expect(valueOf(await read(metrics), 'ferryman_outbox_rows')).toBe(3);
  isSilent = true;
  const begun = performance.now();
  const families = await read(metrics);
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect(valueOf(families, 'ferryman_outbox_rows')).toBeUndefined();
  expect(valueOf(families, 'ferryman_shared_state_errors_total', { source: 'outbox' })).toBe(1);
});

test('docs/metrics.md has a line for each metric, as it is counted', async () => {
  const metrics = createMetrics({ hosts });
  metrics.share({ queue: unusedQueue(), sites: [], clock: Date.now });
  const families = await read(metrics);
  const docs = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  const all = [counters, histograms, ownGauges, sharedGauges].flatMap((group) => Object.values(group));
  const rows = all.map(({ name, labelNames, help }) => {
    const type = families.get(name)?.type.toLowerCase();
    const labels = labelNames.map((label: string) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${labels} | ${help} |\n`;
  });
  expect(rows.filter((row) => !docs.includes(row))).toEqual([]);
  const own = [...families.keys()].filter((name) => name.startsWith('ferryman_'));
  expect(new Set(own)).toEqual(new Set(all.map(({ name }) => name)));
});

test('no label can take a value that a person, a host or a channel makes up', () => {
  const all = [counters, histograms, ownGauges, sharedGauges].flatMap((group) => Object.values(group));
  const labels = new Set(all.flatMap(({ labelNames }): readonly string[] => labelNames));
  expect([...labels].toSorted()).toEqual([
    'cause',
    'kind',
    'method',
    'outcome',
    'severity',
    'site',
    'source',
    'state',
  ]);
});
