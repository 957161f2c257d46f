import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './config.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ferryman-config-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function dashboardOf(lines: string, env: Record<string, string> = {}) {
  await writeFile(join(cwd, 'ferryman.yaml'), lines);
  return (await loadConfig({ env, cwd, home: cwd })).dashboard;
}

const token = 'a-token-that-nobody-guesses';

test('without a line there is no dashboard, and with a port it is for this machine', async () => {
  expect(await dashboardOf('logLevel: info')).toEqual({ host: '127.0.0.1' });
  expect(await dashboardOf('dashboard: { port: 30081 }')).toEqual({ host: '127.0.0.1', port: 30_081 });
});

test('the token comes from the environment, and prints as nothing', async () => {
  const read = await dashboardOf('dashboard: { port: 30081, host: 0.0.0.0, url: https://f.example.com/ }', {
    FERRYMAN_DASHBOARD_TOKEN: token,
  });
  expect(read).toMatchObject({ url: 'https://f.example.com', host: '0.0.0.0' });
  expect(read.token?.reveal()).toBe(token);
  expect(JSON.stringify(read)).not.toContain(token);
});

test.each([
  ['dashboard: { port: 0 }', /dashboard\.port: .*is no port/],
  ['dashboard: { url: f.example.com }', /dashboard\.url: .*is no address of a page/],
  ['dashboard: { url: https://f.example.com/ferryman }', /dashboard\.url: .*is no address of a page/],
  [`dashboard: { token: ${token} }`, /set FERRYMAN_DASHBOARD_TOKEN in the environment/],
])('%s is a mistake', async (lines, sentence) => {
  await expect(dashboardOf(lines)).rejects.toThrow(sentence);
});

test('a token that can be guessed is refused, without being repeated', async () => {
  const short = dashboardOf('logLevel: info', { FERRYMAN_DASHBOARD_TOKEN: 'hunter2' });
  await expect(short).rejects.toThrow(/FERRYMAN_DASHBOARD_TOKEN: is short enough to be guessed/);
  await expect(short).rejects.not.toThrow(/hunter2/);
});
