import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, sshdMissing, startSshd, type SshdOptions, type TestSshd } from '../../test/support/sshd.ts';
import { pinHostKey } from './pin-host-key.ts';
import { createShellPool, type PoolOptions, type ShellPool } from './pool.ts';
import type { SshTarget } from './target.ts';

if (sshdMissing !== undefined) console.log(`Connecting is not tried for real: ${sshdMissing}.`);

const pools: ShellPool[] = [];
function newPool(options: PoolOptions = {}): ShellPool {
  const pool = createShellPool(options);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

/** Connects, asks for one word, and lets go. */
async function ask(target: SshTarget, options?: PoolOptions): Promise<string> {
  const shell = await newPool(options).open(target);
  const { stdout } = await shell.run({ argv: ['echo', 'hello'] });
  await shell.close();
  return stdout;
}

const fingerprintOf = (line: string) =>
  execFileSync('ssh-keygen', ['-l', '-f', '-'], { input: line, encoding: 'utf8' }).split(' ')[1] ?? '';

describe.skipIf(sshdMissing !== undefined)('a host key', () => {
  let sshd: TestSshd;
  let files = 0;
  /** A known_hosts file of its own with these lines. */
  const knowing = (...lines: string[]) => {
    const file = join(sshd.folder, `known-${files++}`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  };
  const name = () => `[127.0.0.1]:${sshd.port}`;
  const key = (type: string) => sshd.hostKeys.find((line) => line.startsWith(type)) ?? '';
  const strangeKey = (type: string) => {
    const file = join(sshd.folder, `strange-${files++}`);
    makeKey(type, file);
    return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  };

  beforeAll(async () => {
    sshd = await startSshd({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] });
  });
  afterAll(() => sshd.stop());

  it('is found under a hashed name', async () => {
    const file = knowing(`${name()} ${key('ssh-ed25519')}`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' });
    expect(readFileSync(file, 'utf8')).not.toContain('127.0.0.1');
    expect(await ask(sshd.target({ knownHostsFiles: [file] }))).toBe('hello\n');
  });

  it.each(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'])(
    'of type %s is enough, whatever else the host has',
    async (type) => {
      expect(await ask(sshd.target({ knownHostsFiles: [knowing(`${name()} ${key(type)}`)] }))).toBe(
        'hello\n',
      );
    },
  );

  it('is looked up in all files, under an alias where there is one', async () => {
    const known = [join(sshd.folder, 'none'), knowing('# nothing'), knowing(`alias ${key('ssh-rsa')}`)];
    expect(await ask(sshd.target({ knownHostsFiles: known, hostKeyAlias: 'alias' }))).toBe('hello\n');
    await expect(ask(sshd.target({ knownHostsFiles: known }))).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
  });

  it('that is unknown is refused with its fingerprint, and accepted once it is pinned', async () => {
    const file = join(sshd.folder, 'new', 'known_hosts');
    const target = sshd.target({ name: 'web-1', knownHostsFiles: [file] });
    await expect(ask(target)).rejects.toMatchObject({
      code: 'host-key-unknown',
      message: expect.stringContaining(fingerprintOf(key('ssh-ed25519'))),
      next: expect.stringContaining('ferryman hosts trust web-1'),
    });
    const shown = await newPool().fetchHostKey(target);
    expect(shown).toMatchObject({
      type: 'ssh-ed25519',
      fingerprint: fingerprintOf(key('ssh-ed25519')),
      line: `${name()} ${key('ssh-ed25519')}`,
    });
    await pinHostKey(file, target, shown.key);
    expect(await ask(target)).toBe('hello\n');
  });

  it('that has changed is refused with both fingerprints', async () => {
    const strange = strangeKey('ed25519');
    const file = knowing('# old', `${name()} ${strange}`);
    const refusal = ask(sshd.target({ name: 'web-1', knownHostsFiles: [file] }));
    await expect(refusal).rejects.toMatchObject({
      code: 'host-key-changed',
      next: expect.stringContaining('web-1'),
    });
    await expect(refusal).rejects.toThrow(fingerprintOf(strange));
    await expect(refusal).rejects.toThrow(fingerprintOf(key('ssh-ed25519')));
    await expect(refusal).rejects.toThrow(`${file}:2`);
  });

  it('that is revoked is refused, though it is also known', async () => {
    const file = knowing(`${name()} ${key('ssh-ed25519')}`, `@revoked * ${key('ssh-ed25519')}`);
    await expect(ask(sshd.target({ knownHostsFiles: [file] }))).rejects.toMatchObject({
      code: 'host-key-revoked',
    });
  });

  it('that only a certificate authority would vouch for is refused in these words', async () => {
    const file = knowing(`@cert-authority * ${strangeKey('ed25519')}`);
    await expect(ask(sshd.target({ knownHostsFiles: [file] }))).rejects.toMatchObject({
      code: 'host-key-unknown',
      message: expect.stringContaining('certificate authority'),
    });
  });

  it('is not asked for twice by the same name and port elsewhere: the plain name counts for any port, as for ssh', async () => {
    expect(await ask(sshd.target({ knownHostsFiles: [knowing(`127.0.0.1 ${key('ssh-ed25519')}`)] }))).toBe(
      'hello\n',
    );
  });

  it('file that cannot be read is an error, not an empty file', async () => {
    await expect(ask(sshd.target({ knownHostsFiles: [sshd.folder] }))).rejects.toMatchObject({
      code: 'known-hosts-unreadable',
    });
  });
});

describe.skipIf(sshdMissing !== undefined)('logging in', () => {
  let sshd: TestSshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());

  function keyFile(name: string, type: string, passphrase: string, allowed: boolean): string {
    const file = join(sshd.folder, name);
    if (existsSync(file)) return file;
    makeKey(type, file, passphrase);
    const authorized = join(sshd.folder, 'authorized_keys');
    if (allowed)
      writeFileSync(authorized, readFileSync(authorized, 'utf8') + readFileSync(`${file}.pub`, 'utf8'));
    return file;
  }
  const encrypted = () => keyFile('encrypted', 'ed25519', 'open sesame', true);

  it.each(['ecdsa', 'rsa'])('works with a key of type %s', async (type) => {
    expect(await ask(sshd.target({ identityFiles: [keyFile(type, type, '', true)] }))).toBe('hello\n');
  });

  it('works with the passphrase of an encrypted key', async () => {
    const target = sshd.target({ identityFiles: [encrypted()] });
    const passphraseFor = (file: string) => (file === encrypted() ? 'open sesame' : undefined);
    expect(await ask(target, { passphraseFor })).toBe('hello\n');
  });

  it('says which key needs a passphrase, and which passphrase is wrong', async () => {
    const target = sshd.target({ identityFiles: [encrypted()] });
    await expect(ask(target)).rejects.toMatchObject({
      code: 'key-needs-passphrase',
      next: expect.stringContaining(`ssh-add ${encrypted()}`),
    });
    await expect(ask(target, { passphraseFor: () => 'wrong' })).rejects.toThrow('its passphrase is wrong');
  });

  it('goes on to the next key where one is refused, missing or encrypted', async () => {
    const refused = keyFile('refused', 'ed25519', '', false);
    const files = [join(sshd.folder, 'missing'), encrypted(), refused, sshd.identityFile];
    expect(await ask(sshd.target({ identityFiles: files }))).toBe('hello\n');
  });

  it('says what was offered where nothing is accepted', async () => {
    const refused = keyFile('refused', 'ed25519', '', false);
    const refusal = ask(sshd.target({ name: 'web-1', identityFiles: [refused, encrypted()] }));
    await expect(refusal).rejects.toMatchObject({
      code: 'auth-failed',
      next: expect.stringContaining('authorized_keys'),
    });
    await expect(refusal).rejects.toThrow(
      `web-1 (root@127.0.0.1:${sshd.port}) accepted none of the keys offered: ${refused}`,
    );
    await expect(refusal).rejects.toThrow(`not offered: ${encrypted()} (encrypted`);
  });

  it('says so where there is nothing to offer', async () => {
    const target = sshd.target({ identityFiles: [join(sshd.folder, 'missing')] });
    await expect(ask(target)).rejects.toMatchObject({
      code: 'no-key',
      message: expect.stringContaining('no such file'),
    });
  });

  describe('with an agent', () => {
    let agent: ChildProcess;
    let agentSocket: string;
    beforeAll(async () => {
      agentSocket = join(sshd.folder, 'agent.sock');
      agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore' });
      while (!existsSync(agentSocket)) await sleep(10);
    });
    afterAll(() => {
      agent.kill();
    });

    it('works with the keys that it holds', async () => {
      await expect(ask(sshd.target({ identityFiles: [encrypted()] }), { agentSocket })).rejects.toMatchObject(
        {
          code: 'key-needs-passphrase',
          message: expect.stringContaining('holds no key'),
        },
      );
      const added = spawnSync('ssh-add', [sshd.identityFile], {
        env: { SSH_AUTH_SOCK: agentSocket },
        stdio: 'pipe',
      });
      expect(added.status).toBe(0);
      expect(await ask(sshd.target({ identityFiles: [encrypted()] }), { agentSocket })).toBe('hello\n');
      expect(await ask(sshd.target({ identityFiles: [] }), { agentSocket })).toBe('hello\n');
    });
  });

  it('does without an agent that does not answer', async () => {
    const refused = keyFile('refused', 'ed25519', '', false);
    const agentless = ask(sshd.target({ identityFiles: [refused] }), { agentSocket: '/no/agent.sock' });
    await expect(agentless).rejects.toMatchObject({
      code: 'auth-failed',
      message: expect.stringContaining('the agent (/no/agent.sock, does not answer)'),
    });
    expect(await ask(sshd.target(), { agentSocket: join(sshd.folder, 'no-agent.sock') })).toBe('hello\n');
  });
});

describe.skipIf(sshdMissing !== undefined)('a jump host', () => {
  let bastion: TestSshd;
  let inner: TestSshd;
  beforeAll(async () => {
    [bastion, inner] = await Promise.all([startSshd(), startSshd()]);
  });
  afterAll(() => Promise.all([bastion.stop(), inner.stop()]));

  it('leads to the host behind it, and both stay connected for the next job', async () => {
    const pool = newPool();
    const target = inner.target({ jump: bastion.target() });
    const first = await pool.open(target);
    // Who connects to the inner sshd is the bastion, not this process; both are on the loopback here.
    expect((await first.run({ argv: ['sh', '-c', 'echo $SSH_CONNECTION'] })).stdout).toContain(
      ` ${inner.port}\n`,
    );
    await first.close();
    const second = await pool.open(target);
    expect(second.reused).toBe(true);
    expect(bastion.processes().length).toBeGreaterThan(1);
    await second.close();
    await pool.dispose();
    for (let tries = 0; tries < 100 && bastion.processes().length > 1; tries++) await sleep(20);
    expect(bastion.processes()).toHaveLength(1);
  });

  it('and the host behind it are verified each by its own name', async () => {
    const stranger = { knownHostsFiles: [join(bastion.folder, 'none')] };
    await expect(
      ask(inner.target({ name: 'db', jump: bastion.target({ name: 'gate', ...stranger }) })),
    ).rejects.toMatchObject({
      code: 'host-key-unknown',
      next: expect.stringContaining('hosts trust gate'),
    });
    await expect(
      ask(inner.target({ name: 'db', ...stranger, jump: bastion.target({ name: 'gate' }) })),
    ).rejects.toMatchObject({
      code: 'host-key-unknown',
      next: expect.stringContaining('hosts trust db'),
    });
    const shown = await newPool().fetchHostKey(inner.target({ ...stranger, jump: bastion.target() }));
    expect(shown.fingerprint).toBe(fingerprintOf(inner.hostKeys[0] ?? ''));
  });

  it('says why it cannot go further', async () => {
    const closed = inner.target({ port: 1, jump: bastion.target({ name: 'gate' }) });
    await expect(ask(closed)).rejects.toMatchObject({
      code: 'jump-refused',
      message: expect.stringContaining('Connection refused'),
    });
  });

  it('carries many hosts over one connection', async () => {
    const pool = newPool();
    const targets = Array.from({ length: 12 }, (_, index) =>
      inner.target({ name: `h${index}`, jump: bastion.target() }),
    );
    const shells = await Promise.all(targets.map((target) => pool.open(target)));
    const results = await Promise.all(shells.map((shell) => shell.run({ argv: ['echo', shell.label] })));
    expect(results.map((result) => result.stdout)).toEqual(shells.map((shell) => `${shell.label}\n`));
    expect(pool.size).toBe(13);
  });
});

async function serve(
  answer: (socket: Socket) => void,
): Promise<{ port: number; close: () => void; count: () => number }> {
  let count = 0;
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    count++;
    sockets.push(socket);
    socket.on('error', () => {});
    answer(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close, count: () => count };
}

describe('a host that cannot be reached', () => {
  const target = (address: string, port: number): SshTarget => ({
    name: 'web-1',
    address,
    port,
    user: 'root',
    identityFiles: [identityFile],
    knownHostsFiles: [],
  });
  let folder: TestSshd | undefined;
  let identityFile = '';
  beforeAll(async () => {
    folder = sshdMissing === undefined ? await startSshd() : undefined;
    identityFile = folder?.identityFile ?? '';
  });
  afterAll(() => folder?.stop());

  it('since nothing listens: says that the connection is refused', async () => {
    await expect(ask(target('127.0.0.1', 1))).rejects.toMatchObject({
      code: 'connection-refused',
      message:
        'web-1 (root@127.0.0.1:1) refuses connections to port 1: no sshd listens there, or a firewall rejects it.',
    });
  });

  it('since its name has no address: says which name', async () => {
    await expect(ask(target('no-such-host.invalid', 22))).rejects.toMatchObject({
      code: 'dns-failed',
      next: expect.stringContaining('getent hosts no-such-host.invalid'),
    });
  });

  it('since no route leads there: says so', async () => {
    await expect(ask(target('255.255.255.255', 22))).rejects.toMatchObject({ code: 'no-route' });
  });

  it('since its packets are dropped: says that it did not answer', async () => {
    // A frozen listener whose queue is full gets no further connection; the kernel drops them, like a firewall.
    const code = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port) })`;
    const listener = spawn(process.execPath, ['-e', code]);
    const [line]: unknown[] = await once(listener.stdout, 'data');
    const port = Number(String(line));
    listener.kill('SIGSTOP');
    const fillers = Array.from({ length: 4 }, () => connectTcp(port, '127.0.0.1').on('error', () => {}));
    await sleep(100);
    await expect(ask(target('127.0.0.1', port), { connectTimeoutMs: 400 })).rejects.toMatchObject({
      code: 'connect-timeout',
      message: expect.stringContaining('within 0.4 s'),
    });
    for (const socket of fillers) socket.destroy();
    listener.kill('SIGKILL');
  });

  it('since it accepts and then says nothing: says that the handshake did not end', async () => {
    const server = await serve(() => {});
    await expect(ask(target('127.0.0.1', server.port), { connectTimeoutMs: 300 })).rejects.toMatchObject({
      code: 'handshake-timeout',
    });
    server.close();
  });

  it('since it hangs up at once, as sshd does above MaxStartups: tries again, then says so', async () => {
    const server = await serve((socket) => socket.destroy());
    await expect(ask(target('127.0.0.1', server.port))).rejects.toMatchObject({ code: 'connection-closed' });
    expect(server.count()).toBeGreaterThan(2);
    server.close();
  });

  it('since something else listens there: says that it is not SSH', async () => {
    const server = await serve((socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
    );
    await expect(ask(target('127.0.0.1', server.port))).rejects.toMatchObject({
      code: expect.stringMatching(/^(ssh-failed|connection-closed)$/),
    });
    server.close();
  });
});

async function withSshd<T>(options: SshdOptions, work: (sshd: TestSshd) => Promise<T>): Promise<T> {
  const sshd = await startSshd(options);
  try {
    return await work(sshd);
  } finally {
    await sshd.stop();
  }
}

describe.skipIf(sshdMissing !== undefined)('an sshd of another age', () => {
  it('that offers what CentOS 7 does is spoken to', async () => {
    const config = [
      'KexAlgorithms curve25519-sha256,ecdh-sha2-nistp256,diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha1',
      'Ciphers chacha20-poly1305@openssh.com,aes128-ctr,aes128-gcm@openssh.com',
      'MACs hmac-sha2-256,hmac-sha1',
    ];
    expect(await withSshd({ config, hostKeys: ['rsa'] }, (sshd) => ask(sshd.target()))).toBe('hello\n');
  });

  it('that has RSA with SHA-1 only is spoken to', async () => {
    const config = ['HostKeyAlgorithms ssh-rsa', 'Ciphers aes128-ctr', 'MACs hmac-sha1'];
    expect(await withSshd({ config, hostKeys: ['rsa'] }, (sshd) => ask(sshd.target()))).toBe('hello\n');
  });

  it('that only offers a key exchange which Ferryman lacks is named as such', async () => {
    const config = ['KexAlgorithms sntrup761x25519-sha512@openssh.com'];
    await expect(withSshd({ config }, (sshd) => ask(sshd.target()))).rejects.toMatchObject({
      code: 'no-common-algorithm',
    });
  });

  it('that drops connections above MaxStartups lets all of many in, one after the other', async () => {
    await withSshd({ config: ['MaxStartups 3:100:4'] }, async (sshd) => {
      const pool = newPool();
      const names = Array.from({ length: 10 }, (_, index) => `h${index}`);
      const shells = await Promise.all(names.map((name) => pool.open(sshd.target({ name }))));
      expect(shells).toHaveLength(10);
      await pool.dispose();
    });
  });
});
