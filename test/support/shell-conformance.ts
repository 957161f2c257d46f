import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shell } from '../../src/ssh/shell.ts';
import { untilGone } from './processes.ts';

export interface ShellKind {
  readonly name: string;
  /** Only what differs between hosts is looked at. */
  readonly brief?: boolean;
  /** Has no sockets and no pipes. */
  readonly recorded?: boolean;
  readonly open: () => Promise<{ shell: Shell; end: () => Promise<void> }>;
}

/** A number no other test uses, to find the `sleep` again. */
let nextMark = 100_000 + (process.pid % 10_000) * 10;
const newMark = () => String(nextMark++);

/** What every shell does, whatever is behind it. */
export function conform({ name, open, brief = false, recorded = false }: ShellKind): void {
  describe(`a shell: ${name}`, () => {
    let shell: Shell;
    let end: () => Promise<void>;
    let scratch: string;
    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'ferryman-shell-'));
      ({ shell, end } = await open());
    });
    afterAll(async () => {
      await shell.close();
      await shell.close();
      await end();
      rmSync(scratch, { recursive: true, force: true });
    });

    it('says what a command printed and how it ended', async () => {
      const result = await shell.run({ argv: ['sh', '-c', 'echo out; echo err >&2; exit 3'] });
      expect(result).toMatchObject({
        kind: 'exited',
        code: 3,
        stdout: 'out\n',
        stderr: 'err\n',
        truncated: false,
      });
    });

    it.each([
      ['quotes', [`'`, `"`, '`id`', '$(id)', '$HOME', '!!', '\\', '\\\\', "'\\''"]],
      ['blanks', ['', ' ', '\t', '\n', 'a\n', '\n\nb', '-n', '--']],
      ['signs', ['*', '?', '~', '{a,b}', '>x', '|', ';', '&', '#', '%s', '\u0001\u007f', 'é中😀']],
    ])('hands over an argument as it is: %s', async (_, words) => {
      const result = await shell.run({ argv: ['printf', '%s|', ...words] });
      expect(result).toMatchObject({ kind: 'exited', code: 0, stdout: `${words.join('|')}|`, stderr: '' });
    });

    it('gives standard input to the command, and without one the end of file', async () => {
      expect(await shell.run({ argv: ['cat'], stdin: `a'b\n中` })).toMatchObject({
        code: 0,
        stdout: `a'b\n中`,
      });
      expect(await shell.run({ argv: ['cat'] })).toMatchObject({ kind: 'exited', code: 0, stdout: '' });
      const long = 'x'.repeat(3_000_000);
      expect(await shell.run({ argv: ['wc', '-c'], stdin: long })).toMatchObject({ stdout: '3000000\n' });
    });

    it('runs a script from standard input', async () => {
      const script = `echo 'one'\necho "two" '!!' \\!\n# ${'a long script '.repeat(2000)}\nexit 4\necho no\n`;
      expect(await shell.run({ argv: ['sh', '-s'], stdin: script })).toMatchObject({
        kind: 'exited',
        code: 4,
        stdout: 'one\ntwo !! !\n',
        stderr: '',
      });
    });

    it('says 127 and the name of a program that is not there', async () => {
      const result = await shell.run({ argv: ['no-such-program-here', 'x'] });
      expect(result).toMatchObject({ kind: 'exited', code: 127, stdout: '' });
      expect(result.stderr).toContain('no-such-program-here');
    });

    it('kills a command that takes too long, with all that it started', async () => {
      const mark = newMark();
      const line = `echo begun; sleep ${mark} & sleep ${mark}`;
      const result = await shell.run({ argv: ['sh', '-c', line] }, { timeoutMs: 1500 });
      expect(result).toMatchObject({ kind: 'timed-out', limit: 'total', stdout: 'begun\n' });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('runs many commands at once and keeps them apart', async () => {
      const results = await Promise.all(
        Array.from({ length: 14 }, (_, index) =>
          shell.run({ argv: ['sh', '-c', `sleep 0.1; echo ${index}`] }),
        ),
      );
      expect(results.map((result) => result.stdout)).toEqual(results.map((_, index) => `${index}\n`));
    });

    it('kills a streaming command when its stream is destroyed', async () => {
      const mark = newMark();
      const stream = await shell.stream({ argv: ['sh', '-c', `echo begun; sleep ${mark}`] });
      await once(stream.stdout, 'data');
      stream.destroy();
      await stream.done;
      expect(await untilGone(mark)).toEqual([]);
    });

    it.skipIf(recorded)('hands out a command as a pipe', async () => {
      const pipe = await shell.pipe({ argv: ['cat'] });
      pipe.end('to and fro');
      expect(await text(pipe)).toBe('to and fro');
    });

    if (brief) return;

    it('kills a command that ignores TERM', async () => {
      const mark = newMark();
      const line = `trap "" TERM; sleep ${mark} & sleep ${mark}; sleep ${mark}`;
      expect(await shell.run({ argv: ['sh', '-c', line] }, { timeoutMs: 1000 })).toMatchObject({
        kind: 'timed-out',
      });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('kills what has left the group of its command', async () => {
      const mark = newMark();
      const line = `setsid sleep ${mark} & timeout 900 sleep ${mark}`;
      expect(await shell.run({ argv: ['sh', '-c', line] }, { timeoutMs: 1500 })).toMatchObject({
        kind: 'timed-out',
      });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('refuses an argument with a NUL, which would be cut short', async () => {
      await expect(shell.run({ argv: ['printf', 'a\0b'] })).rejects.toMatchObject({
        code: 'unquotable-argument',
      });
    });

    it('does not mind a command that reads nothing of what it is given', async () => {
      expect(await shell.run({ argv: ['true'], stdin: 'x'.repeat(3_000_000) })).toMatchObject({
        kind: 'exited',
        code: 0,
      });
    });

    it('names the signal that ended a command', async () => {
      expect(await shell.run({ argv: ['sh', '-c', 'kill -USR1 $$'] })).toMatchObject({
        kind: 'signalled',
        signal: 'SIGUSR1',
      });
    });

    it('reads plain messages and finds the programs of sbin', async () => {
      const result = await shell.run({ argv: ['sh', '-c', 'echo $LC_ALL; echo :$PATH:'] });
      expect(result.stdout).toMatch(/^C\n.*:\/usr\/sbin:.*:\/sbin:/);
    });

    it('puts characters together that arrive in pieces', async () => {
      const pieces = String.raw`printf '\344'; sleep 0.1; printf '\270'; sleep 0.1; printf '\255\377'`;
      expect(await shell.run({ argv: ['sh', '-c', pieces] })).toMatchObject({ stdout: '中\u{fffd}' });
    });

    it('keeps the first bytes of each output and says that there were more', async () => {
      const result = await shell.run(
        { argv: ['sh', '-c', 'printf 1234567; printf 12 >&2; exit 5'] },
        { maxBytes: 5 },
      );
      expect(result).toMatchObject({
        kind: 'exited',
        code: 5,
        stdout: '12345',
        stderr: '12',
        truncated: true,
      });
    });

    it('stops a flood', async () => {
      const mark = newMark();
      const result = await shell.run({ argv: ['yes', mark] }, { maxBytes: 100_000 });
      expect(result).toMatchObject({ kind: 'signalled', truncated: true });
      expect(result.stdout).toHaveLength(100_000);
      expect(await untilGone(mark)).toEqual([]);
    });

    it('kills what a finished command has left behind and that holds its output', async () => {
      const mark = newMark();
      const result = await shell.run(
        { argv: ['sh', '-c', `echo done; sleep ${mark} &`] },
        { timeoutMs: 1500 },
      );
      expect(result).toMatchObject({ kind: 'timed-out', stdout: 'done\n' });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('kills a command that has fallen silent, and no sooner', async () => {
      const mark = newMark();
      const line = `for i in 1 2 3 4 5 6; do echo $i; sleep 0.4; done; sleep ${mark}`;
      const result = await shell.run({ argv: ['sh', '-c', line] }, { idleMs: 1200 });
      expect(result).toMatchObject({ kind: 'timed-out', limit: 'idle', stdout: '1\n2\n3\n4\n5\n6\n' });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('kills a command that nobody wants any more', async () => {
      const mark = newMark();
      const wish = new AbortController();
      setTimeout(() => wish.abort(), 300);
      const result = await shell.run(
        { argv: ['sh', '-c', `echo begun; sleep ${mark}`] },
        { signal: wish.signal },
      );
      expect(result).toMatchObject({ kind: 'aborted', stdout: 'begun\n' });
      expect(await untilGone(mark)).toEqual([]);
    });

    it('does not even start a command that nobody wanted from the first', async () => {
      const file = join(scratch, 'started');
      const result = await shell.run({ argv: ['touch', file] }, { signal: AbortSignal.abort() });
      expect(result).toMatchObject({ kind: 'aborted', stdout: '' });
      expect(existsSync(file)).toBe(false);
    });

    it('streams output as it comes', async () => {
      const stream = await shell.stream({
        argv: ['sh', '-c', 'echo one; read x; echo $x; echo err >&2; exit 3'],
        stdin: 'two\n',
      });
      const [out, err, done] = await Promise.all([text(stream.stdout), text(stream.stderr), stream.done]);
      expect([out, err]).toEqual(['one\ntwo\n', 'err\n']);
      expect(done).toEqual({ code: 3, signal: undefined, timedOut: false });
    });

    it('ends a stream whose errors nobody reads', async () => {
      const stream = await shell.stream({ argv: ['sh', '-c', 'echo err >&2; echo out'] });
      expect(await text(stream.stdout)).toBe('out\n');
      expect(await stream.done).toMatchObject({ code: 0 });
    });

    it('kills a streaming command that takes too long', async () => {
      const mark = newMark();
      const stream = await shell.stream(
        { argv: ['sh', '-c', `echo begun; sleep ${mark}`] },
        { timeoutMs: 1500 },
      );
      expect(await text(stream.stdout)).toBe('begun\n');
      expect(await stream.done).toMatchObject({ timedOut: true });
      expect(await untilGone(mark)).toEqual([]);
    });

    if (recorded) return;

    it('holds a streaming command back while nobody reads', async () => {
      const mark = newMark();
      const stream = await shell.stream({ argv: ['yes', mark] });
      await once(stream.stdout, 'readable');
      await sleep(200);
      expect(stream.stdout.readableLength).toBeLessThan(4_000_000);
      stream.destroy();
      await stream.done;
      expect(await untilGone(mark)).toEqual([]);
    });

    describe('and sockets', () => {
      let server: Server;
      let path: string;
      beforeAll(async () => {
        path = join(scratch, 'echo.sock');
        server = createServer((socket) => socket.pipe(socket));
        server.listen(path);
        await once(server, 'listening');
      });
      afterAll(() => {
        server.close();
      });

      it('connects to a unix socket', async () => {
        const socket = await shell.dial(path);
        socket.end('hello');
        expect(await text(socket)).toBe('hello');
      });

      it('says which socket cannot be connected to', async () => {
        await expect(shell.dial(join(scratch, 'none.sock'))).rejects.toMatchObject({
          code: 'dial-refused',
          message: expect.stringContaining('none.sock'),
        });
      });
    });

    it('says through a pipe why its command has ended', async () => {
      const pipe = await shell.pipe({ argv: ['sh', '-c', 'echo no daemon here >&2; exit 1'] });
      await expect(text(pipe)).rejects.toMatchObject({ code: 'pipe-ended', message: 'no daemon here' });
    });

    it('kills the command of a pipe that is destroyed', async () => {
      const mark = newMark();
      const pipe = await shell.pipe({ argv: ['sh', '-c', `echo begun; sleep ${mark}; cat`] });
      await once(pipe, 'data');
      pipe.destroy();
      expect(await untilGone(mark)).toEqual([]);
    });
  });
}
