import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readKnownHosts } from './host-key.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4fZ0m3mV2yLq8l1pX0yQ0o0k3l6t2b1c4d5e6f7g8h';
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-key-'));
  file = join(folder, 'known_hosts');
  await writeFile(file, `web-1 ${KEY}\n`);
});

afterEach(() => rm(folder, { recursive: true }));

test('who connects to many hosts at once reads the file once', async () => {
  const [first, ...others] = await Promise.all(Array.from({ length: 50 }, () => readKnownHosts([file])));
  expect(first?.map(({ hosts }) => hosts)).toEqual(['web-1']);
  expect(others.every(([line]) => line === first?.[0])).toBe(true);
});

test('a key that was added meanwhile is known to whoever connects next', async () => {
  const before = readKnownHosts([file]);
  await appendFile(file, `web-2 ${KEY}\n`);
  const after = readKnownHosts([file]);
  expect((await before).length).toBeGreaterThan(0);
  expect((await after).map(({ hosts }) => hosts)).toEqual(['web-1', 'web-2']);
});

test('a file that is not there holds nothing', async () => {
  expect(await readKnownHosts([join(folder, 'none'), file])).toHaveLength(1);
});
