import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { processesWith, untilGone } from '../../test/support/processes.ts';
import { sshdMissing, startSshd, type SshdOptions, type TestSshd } from '../../test/support/sshd.ts';
import { createShellPool, type PoolOptions, type ShellPool } from './pool.ts';
import { composeScript, newMarker, readSections } from './script.ts';

if (sshdMissing !== undefined) console.log(`The pool is not tried for real: ${sshdMissing}.`);

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop();
});

async function setUp(
  sshdOptions: SshdOptions = {},
  options: PoolOptions = {},
): Promise<{ sshd: TestSshd; pool: ShellPool }> {
  const sshd = await startSshd(sshdOptions);
  const pool = createShellPool(options);
  running.push(sshd, { stop: () => pool.dispose() });
  return { sshd, pool };
}

/** Only the listener is left. */
async function connectionsGone(sshd: TestSshd): Promise<boolean> {
  for (let tries = 0; tries < 150 && sshd.processes().length > 1; tries++) await sleep(20);
  return sshd.processes().length === 1;
}

const inDash = { users: [{ name: 'ferry', uid: 0, shell: '/bin/dash' }] };

describe.skipIf(sshdMissing !== undefined)('the pool', () => {
  it('keeps a connection for the next job, and says that it did', async () => {
    const { sshd, pool } = await setUp();
    const first = await pool.open(sshd.target());
    const ids = sshd.processes();
    await first.close();
    const second = await pool.open(sshd.target());
    expect([first.reused, second.reused]).toEqual([false, true]);
    // sshd may still have had a helper of the log-in when it was first looked at.
    expect(ids).toEqual(expect.arrayContaining(sshd.processes()));
    await second.close();
  });

  it('tells of each attempt to connect, and of none where the connection was there', async () => {
    const attempts: (string | undefined)[] = [];
    const { sshd, pool } = await setUp({}, { onAttempt: (_, failure) => attempts.push(failure?.code) });
    const target = sshd.target();
    for (let times = 0; times < 2; times++) await (await pool.open(target)).close();
    await expect(pool.open({ ...target, knownHostsFiles: [] })).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    expect(attempts).toEqual([undefined, 'host-key-unknown']);
  });

  it('lets go of a connection that nobody has used for a while', async () => {
    const { sshd, pool } = await setUp({}, { idleMs: 50 });
    const shell = await pool.open(sshd.target());
    await sleep(200);
    expect(await shell.run({ argv: ['echo', 'in use'] })).toMatchObject({ stdout: 'in use\n' });
    await shell.close();
    expect(await connectionsGone(sshd)).toBe(true);
    expect(pool.size).toBe(0);
  });

  it('keeps a connection longer for who will come again', async () => {
    const { sshd, pool } = await setUp({}, { idleMs: 50 });
    const shell = await pool.open(sshd.target(), { idleMs: 60_000 });
    await shell.close();
    const once = await pool.open(sshd.target());
    await once.close();
    await sleep(300);
    expect((await pool.open(sshd.target())).reused).toBe(true);
  });

  it('connects once for jobs that come at the same time, and closes after the last', async () => {
    const { sshd, pool } = await setUp({}, { idleMs: 0 });
    const shells = await Promise.all(Array.from({ length: 6 }, () => pool.open(sshd.target())));
    expect(pool.size).toBe(1);
    for (const shell of shells.slice(1)) {
      await shell.close();
      await shell.close();
    }
    expect(await shells[0]?.run({ argv: ['echo', 'still here'] })).toMatchObject({ stdout: 'still here\n' });
    await shells[0]?.close();
    expect(await connectionsGone(sshd)).toBe(true);
  });

  it('leaves nothing behind when it is disposed of, though shells are open', async () => {
    const { sshd, pool } = await setUp();
    const shell = await pool.open(sshd.target());
    const run = shell.run({ argv: ['sleep', '5'] });
    const lost = run.catch((error: unknown) => error);
    await sleep(300);
    await pool.dispose();
    expect(await lost).toMatchObject({ code: 'connection-lost' });
    expect(await connectionsGone(sshd)).toBe(true);
    await expect(pool.open(sshd.target())).rejects.toMatchObject({ code: 'pool-disposed' });
  });

  it('connects anew where the kept connection is dead', async () => {
    const { sshd, pool } = await setUp();
    const first = await pool.open(sshd.target());
    await first.close();
    sshd.killConnections();
    await sleep(50);
    const second = await pool.open(sshd.target());
    expect(await second.run({ argv: ['echo', 'alive'] })).toMatchObject({ stdout: 'alive\n' });
    sshd.killConnections();
    // Not even noticed yet: nothing of this command can have reached the host.
    expect(await second.run({ argv: ['echo', 'again'] })).toMatchObject({ stdout: 'again\n' });
    await second.close();
  });

  it('does not let a shell work after it was closed', async () => {
    const { sshd, pool } = await setUp();
    const shell = await pool.open(sshd.target());
    await shell.close();
    await expect(shell.run({ argv: ['true'] })).rejects.toMatchObject({ code: 'shell-closed' });
  });

  it('does not remember a failure', async () => {
    const { sshd, pool } = await setUp();
    const target = sshd.target({ knownHostsFiles: [join(sshd.folder, 'later')] });
    await expect(pool.open(target)).rejects.toMatchObject({ code: 'host-key-unknown' });
    writeFileSync(join(sshd.folder, 'later'), `[127.0.0.1]:${sshd.port} ${sshd.hostKeys[0]}\n`);
    await (await pool.open(target)).close();
    expect(pool.size).toBe(1);
  });
});

describe.skipIf(sshdMissing !== undefined)('a connection', () => {
  it('that is cut while a command runs rejects it, for that is no success', async () => {
    const { sshd, pool } = await setUp(inDash);
    const shell = await pool.open(sshd.target({ name: 'web-1', user: 'ferry' }));
    const run = shell.run({ argv: ['sh', '-c', 'echo begun; sleep 5; echo done'] });
    const lost = run.catch((error: unknown) => error);
    const stream = await shell.stream({ argv: ['sleep', '5'] });
    const streamLost = stream.done.catch((error: unknown) => error);
    await sleep(500);
    sshd.killConnections();
    expect(await lost).toMatchObject({
      code: 'connection-lost',
      message: expect.stringContaining('web-1 (ferry@127.0.0.1'),
    });
    expect(await streamLost).toMatchObject({ code: 'connection-lost' });
  });

  it('whose host is frozen is lost after three signs of life without an answer, and nothing crashes', async () => {
    const { sshd, pool } = await setUp(inDash, { keepaliveMs: 150 });
    const shell = await pool.open(sshd.target({ user: 'ferry' }));
    const run = shell.run({ argv: ['sleep', '30'] });
    const lost = run.catch((error: unknown) => error);
    await sleep(500);
    sshd.freeze();
    expect(await lost).toMatchObject({
      code: 'connection-lost',
      message: expect.stringContaining('Keepalive'),
    });
    expect(pool.size).toBe(0);
    sshd.thaw();
    expect(await shell.run({ argv: ['echo', 'back'] })).toMatchObject({ stdout: 'back\n' });
    await shell.close();
  });

  it.each([1, 2])('with at most %i sessions runs many commands all the same', async (sessions) => {
    const { sshd, pool } = await setUp({ ...inDash, config: [`MaxSessions ${sessions}`] });
    const shell = await pool.open(sshd.target({ user: 'ferry' }));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shell.run({ argv: ['echo', String(index)] })),
    );
    expect(results.map((result) => result.stdout)).toEqual(results.map((_, index) => `${index}\n`));
    await shell.close();
  });

  it('without forwarding says that a socket cannot be reached', async () => {
    const { sshd, pool } = await setUp({ config: ['DisableForwarding yes'] });
    const shell = await pool.open(sshd.target());
    await expect(shell.dial('/run/docker.sock')).rejects.toMatchObject({
      code: 'dial-refused',
      next: expect.stringContaining('AllowStreamLocalForwarding'),
    });
    await shell.close();
  });

  it.each([
    [
      'a login shell that lets nobody in',
      { users: [{ name: 'ferry', uid: 0, shell: '/usr/sbin/nologin' }] },
      'This account is currently not available',
    ],
    ['a forced command', { ...inDash, config: ['ForceCommand echo backups only'] }, 'backups only'],
  ])('that runs no commands because of %s says so', async (_, options, words) => {
    const { sshd, pool } = await setUp(options);
    const shell = await pool.open(sshd.target({ user: 'ferry' }));
    await expect(shell.run({ argv: ['true'] })).rejects.toMatchObject({
      code: 'no-shell',
      message: expect.stringContaining(words),
    });
    await shell.close();
  });

  it('drops what rc files print, on both outputs', async () => {
    const { sshd, pool } = await setUp({ users: [{ name: 'ferry', uid: 0, shell: '/bin/bash' }] });
    writeFileSync(
      join(sshd.folder, '.bashrc'),
      'echo welcome; echo warning >&2; printf "no newline"; sleep 0.2\n',
    );
    const shell = await pool.open(sshd.target({ user: 'ferry' }));
    expect(await shell.run({ argv: ['sh', '-c', 'echo out; echo err >&2'] })).toMatchObject({
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect(await shell.run({ argv: ['sh', '-s'], stdin: 'echo out; echo err >&2' })).toMatchObject({
      stdout: 'out\n',
      stderr: 'err\n',
    });
    await shell.close();
  });
});

describe.skipIf(sshdMissing !== undefined)('a user without root', () => {
  const users = [{ name: 'deploy', uid: 64_321, shell: '/bin/sh' }];
  const sections = [
    { id: 'shadow', privileged: true, candidates: [['head', '-c5', '/etc/shadow'] as const] },
  ];

  it.each([
    [
      'gets what needs root through sudo',
      'deploy ALL=(ALL) NOPASSWD: ALL\n',
      { kind: 'ran', code: 0, stdout: 'root:' },
    ],
    [
      'is denied it in the words of sudo',
      '',
      { kind: 'denied', because: 'sudo: a password is required', stdout: '' },
    ],
  ])('%s', async (_, rule, expected) => {
    const { sshd, pool } = await setUp({ users, sudoers: `Defaults !syslog\nroot ALL=(ALL) ALL\n${rule}` });
    const shell = await pool.open(sshd.target({ user: 'deploy' }));
    const marker = newMarker();
    const { stdout } = await shell.run({ argv: ['sh', '-s'], stdin: composeScript(sections, marker) });
    expect(readSections(stdout, marker).get('shadow')).toMatchObject(expected);
    await shell.close();
  });

  it('is told what it could not stop', async () => {
    const sudoers = 'Defaults !syslog\nroot ALL=(ALL) ALL\ndeploy ALL=(ALL) NOPASSWD: /usr/bin/sh\n';
    const { sshd, pool } = await setUp({ users, sudoers });
    const shell = await pool.open(sshd.target({ user: 'deploy' }));
    const mark = '87654.321';
    const line = `trap "" TERM; sleep ${mark}; sleep ${mark}`;
    const result = await shell.run({ argv: ['sudo', '-n', 'sh', '-c', line] }, { timeoutMs: 2_000 });
    const alive = processesWith(mark);
    for (const id of alive) process.kill(Number(id), 'SIGKILL');
    expect(alive).not.toEqual([]);
    expect(result.stderr).toMatch(/^ferryman: could not be stopped on the host: \d/m);
    expect(/host: (.*)/.exec(result.stderr)?.[1]?.split(' ')).toEqual(expect.arrayContaining(alive));
    await shell.close();
  });

  it('can stop even what runs as root', async () => {
    const sudoers = 'Defaults !syslog\nroot ALL=(ALL) ALL\ndeploy ALL=(ALL) NOPASSWD: ALL\n';
    const { sshd, pool } = await setUp({ users, sudoers });
    const shell = await pool.open(sshd.target({ user: 'deploy' }));
    const mark = '98765.4321';
    const result = await shell.run({ argv: ['sudo', '-n', 'sleep', mark] }, { timeoutMs: 2_000 });
    expect(result).toMatchObject({ kind: 'timed-out' });
    expect(await untilGone(mark)).toEqual([]);
    await shell.close();
  });
});
