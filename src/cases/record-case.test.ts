import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storyReport } from '../../test/support/story-report.ts';
import type { OperationRecord } from '../report/operation.ts';
import { recordCase } from './record-case.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-cases-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record: OperationRecord = {
  schema: 'ferryman.operation/1',
  id: 'job-1',
  requestedAt: '2026-11-22T10:31:10.000Z',
  askedBy: 'U0LIN',
  card: { channelId: 'C1', ts: '1.1' },
  report: storyReport,
  snapshot: '{"schema":"ferryman.snapshot/1"}\n',
};
const objection = {
  id: 'V0123ABCD',
  by: 'U0ANNA',
  at: '2026-11-22T11:00:00.000Z',
  words: 'It is the firewall.',
};

test('a case holds snapshot, verdict and words, for its owner alone', async () => {
  const cases = join(folder, 'made', 'on', 'demand');
  const found = await recordCase(cases, record, objection, {});
  expect(found.folder).toBe(join(cases, '2026-11-22-hz-shop-V0123ABCD'));
  expect(await readFile(found.snapshot ?? '', 'utf8')).toBe(record.snapshot);
  expect(JSON.parse(await readFile(join(found.folder, 'report.json'), 'utf8'))).toEqual(storyReport);
  expect(await readFile(join(found.folder, 'words.txt'), 'utf8')).toBe('It is the firewall.\n');
  expect((await stat(join(found.folder, 'words.txt'))).mode & 0o077).toBe(0);
  expect(await readdir(cases)).toHaveLength(1);
});

test('secrets in the words are masked', async () => {
  const words = 'I logged in with mysql -u root -pS3cretWord99 and it works';
  const found = await recordCase(folder, record, { ...objection, words }, {});
  expect(await readFile(join(found.folder, 'words.txt'), 'utf8')).not.toContain('S3cretWord99');
  expect(found.words).not.toContain('S3cretWord99');
});

test('the same form twice is one case', async () => {
  const first = await recordCase(folder, record, objection, {});
  expect(await recordCase(folder, record, objection, {})).toEqual(first);
  expect(await readdir(folder)).toHaveLength(1);
});

test("a host's name makes no path", async () => {
  const report = { ...storyReport, host: '../../etc/cron.d' };
  const found = await recordCase(folder, { ...record, report }, objection, {});
  expect(found.folder.startsWith(`${folder}/2026-11-22-`)).toBe(true);
  expect(await readdir(folder)).toHaveLength(1);
});

test('where nothing can be written, the error says which folder and what to do', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(recordCase(file, record, objection, {})).rejects.toMatchObject({
    code: 'case-unwritable',
    message: expect.stringContaining(file),
    next: expect.stringContaining('cases: in ferryman.yaml'),
  });
});
