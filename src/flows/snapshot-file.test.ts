import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { parseSnapshot, readSnapshotFile, writeSnapshotFile } from './snapshot-file.ts';

const { snapshot } = recordedHost('healthy-plain');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-snapshot-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what was written is read back, and nobody else may read it', async () => {
  const path = join(folder, 'written.json');
  await writeSnapshotFile(path, snapshot);
  expect(await readSnapshotFile(path)).toEqual(snapshot);
  expect((await stat(path)).mode % 0o1000).toBe(0o600);
});

test('a file that is not there is named', async () => {
  const path = join(folder, 'nowhere.json');
  await expect(readSnapshotFile(path)).rejects.toMatchObject({
    code: 'snapshot-missing',
    message: expect.stringContaining(path),
  });
});

test.each([
  ['no JSON', 'hello'],
  ['another schema', JSON.stringify({ ...snapshot, schema: 'ferryman.snapshot/2' })],
  ['no readings', JSON.stringify({ ...snapshot, readings: undefined })],
  [
    'a reading of a kind that there is not',
    JSON.stringify({ ...snapshot, readings: { links: { status: 'fine' } } }),
  ],
  ['an attempt from nowhere', JSON.stringify({ ...snapshot, attempts: [{ vantage: 'moon' }] })],
  ['a report', JSON.stringify({ schema: 'ferryman.report/1' })],
])('%s is refused with the next step', async (_what, text) => {
  const path = join(folder, 'wrong.json');
  await writeFile(path, text);
  await expect(readSnapshotFile(path)).rejects.toMatchObject({
    code: 'snapshot-invalid',
    next: expect.stringContaining('ferryman snapshot'),
  });
});

test('fields that a later version adds are kept', () => {
  const later = { ...snapshot, weather: 'fine' };
  expect(parseSnapshot(JSON.stringify(later), 'x')).toHaveProperty('weather', 'fine');
});
