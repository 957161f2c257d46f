import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { typeHostName } from './type-host-name.ts';
import { untilUndone } from './until-undone.ts';

const here = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));

const answer = () => Promise.resolve('hz-shop');

/** The real terminal of a process of its own, whose standard input is a pipe. */
function asking(expiresInMs: number) {
  const program = `
    import { processTerminal } from ${here('./terminal.ts')};
    import { typeHostName } from ${here('./type-host-name.ts')};
    const expiresAt = new Date(Date.now() + ${expiresInMs}).toISOString();
    console.log(await typeHostName(processTerminal(process), { host: 'hz-shop', expiresAt }));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, said: text(child.stdout), asked: text(child.stderr) };
}

describe('the name of the host', () => {
  it('is taken from a pipe, and the process ends though the pipe stays open', async () => {
    const { child, said, asked } = asking(60_000);
    child.stdin.write('hz-shop\n');
    await once(child, 'exit');
    child.stdin.end();
    expect(await said).toBe('approved\n');
    expect(await asked).toContain('Type hz-shop to approve');
  }, 20_000);

  it.each([
    ['another name', 'web-1\nhz-shop\n'],
    ['a pipe that ends', ''],
  ])(
    'is not found in %s',
    async (_, typed) => {
      const { child, said } = asking(60_000);
      child.stdin.end(typed);
      await once(child, 'exit');
      expect(await said).toBe('other\n');
    },
    20_000,
  );

  it('is not waited for longer than the plan holds', async () => {
    const { child, said } = asking(300);
    await once(child, 'exit');
    expect(await said).toBe('expired\n');
  }, 20_000);

  it('comes too late for a plan that expired, and from nobody where nobody is', async () => {
    const asked = { host: 'hz-shop', expiresAt: '2026-11-22T20:56:42Z' };
    const at = (time: string) => ({ ...asked, now: new Date(time) });
    expect(await typeHostName({ answer }, at('2026-11-22T20:56:41Z'))).toBe('approved');
    expect(await typeHostName({ answer }, at('2026-11-22T20:56:42Z'))).toBe('expired');
    expect(await typeHostName({}, at('2026-11-22T20:56:41Z'))).toBe('nobody');
  });
});

describe('a change that is interrupted', () => {
  it('has the time for an orderly end, and a second Ctrl-C leaves at once', async () => {
    const told: string[] = [];
    const interruption = {
      onFirst: () => void told.push('first'),
      onSecond: () => void told.push('second'),
      leave: (code: number) => void told.push(`left with ${code}`),
    };
    const before = process.listenerCount('SIGINT');
    const result = await untilUndone(interruption, async (signal) => {
      process.emit('SIGINT');
      expect(signal.aborted).toBe(true);
      expect(told).toEqual(['first']);
      process.emit('SIGINT');
      await Promise.resolve();
      return 'undone';
    });
    expect({ result, told }).toEqual({ result: 'undone', told: ['first', 'second', 'left with 130'] });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
