import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { sshdMissing, startSshd, type TestSshd } from '../../test/support/sshd.ts';
import { runCli } from './program.ts';

if (sshdMissing !== undefined) console.log(`ferryman hosts trust is not tried against sshd: ${sshdMissing}.`);

/** ssh-keygen's own word for a key of the test's sshd. */
const fingerprintOf = (sshd: TestSshd): string => {
  const printed = execFileSync('ssh-keygen', ['-lf', join(sshd.folder, 'host_ed25519.pub')], {
    encoding: 'utf8',
  });
  return printed.split(' ')[1] ?? '';
};

const lineOf = (sshd: TestSshd): string => `[127.0.0.1]:${sshd.port} ${sshd.hostKeys[0]}\n`;

const entry = (sshd: TestSshd, more = ''): string =>
  `{ address: 127.0.0.1, port: ${sshd.port}, user: root, identityFile: ${sshd.identityFile}, knownHostsFile: known_hosts${more} }`;

describe.skipIf(sshdMissing !== undefined)('ferryman hosts trust', () => {
  let bastion: TestSshd;
  let web: TestSshd;
  let folder: string;
  let knownHosts: string;

  beforeAll(async () => {
    bastion = await startSshd();
    web = await startSshd();
  });
  afterAll(async () => {
    await Promise.all([bastion.stop(), web.stop()]);
  });

  async function trust(args: readonly string[], answer?: string) {
    const terminal = captureTerminal(answer);
    const code = await runCli(['hosts', 'trust', ...args], {
      environment: { env: {}, cwd: folder, home: folder },
      terminal,
    });
    const pinned = existsSync(knownHosts) ? readFileSync(knownHosts, 'utf8') : '';
    return { code, out: terminal.out(), err: terminal.err(), pinned };
  }

  async function fresh(): Promise<void> {
    folder = await mkdtemp(join(tmpdir(), 'ferryman-trust-'));
    knownHosts = join(folder, 'known_hosts');
    await writeFile(
      join(folder, 'ferryman.yaml'),
      `hosts:\n  bastion: ${entry(bastion)}\n  web: ${entry(web, ', jump: bastion')}\n  here: { local: true }\n`,
    );
  }

  it('shows the fingerprint that ssh-keygen shows, and pins the key on a yes', async () => {
    await fresh();
    const { code, out, err, pinned } = await trust(['bastion'], 'y');
    expect(code).toBe(0);
    expect(out).toContain(`ssh-ed25519 ${fingerprintOf(bastion)}`);
    expect(err).toContain('shall this key be trusted?');
    expect(pinned).toBe(lineOf(bastion));
  });

  it.each(['', 'n', 'yesterday'])('pins nothing on the answer "%s"', async (answer) => {
    await fresh();
    const { code, pinned } = await trust(['bastion'], answer);
    expect({ code, pinned }).toEqual({ code: 1, pinned: '' });
  });

  it('pins nothing where nobody can be asked', async () => {
    await fresh();
    const { code, err, pinned } = await trust(['bastion']);
    expect({ code, pinned }).toEqual({ code: 2, pinned: '' });
    expect(err).toContain('ferryman hosts trust bastion --fingerprint');
  });

  it('goes through the jump host, whose key comes first', async () => {
    await fresh();
    const { code, out, pinned } = await trust(['web', '--yes']);
    expect(code).toBe(0);
    expect(out.indexOf(fingerprintOf(bastion))).toBeLessThan(out.indexOf(fingerprintOf(web)));
    expect(pinned).toBe(lineOf(bastion) + lineOf(web));
    const again = await trust(['web']);
    expect(again.code).toBe(0);
    expect(again.out.match(/trusted already/g)).toHaveLength(2);
  });

  it('does not take the fingerprint of a host for that of its jump host', async () => {
    await fresh();
    const { code, pinned } = await trust(['web', '--fingerprint', fingerprintOf(bastion)]);
    expect({ code, pinned }).toEqual({ code: 2, pinned: '' });
  });

  it('demands the very key that --fingerprint names', async () => {
    await fresh();
    const wrong = await trust(['bastion', '--fingerprint', fingerprintOf(web)]);
    expect({ code: wrong.code, pinned: wrong.pinned }).toEqual({ code: 1, pinned: '' });
    const right = await trust(['bastion', '--fingerprint', fingerprintOf(bastion)]);
    expect({ code: right.code, pinned: right.pinned }).toEqual({ code: 0, pinned: lineOf(bastion) });
  });

  it('replaces a key only when a person or a fingerprint says so, never by --yes', async () => {
    await fresh();
    const old = `[127.0.0.1]:${bastion.port} ${web.hostKeys[0]}\n`;
    await writeFile(knownHosts, old);
    const yes = await trust(['bastion', '--yes']);
    expect({ code: yes.code, pinned: yes.pinned }).toEqual({ code: 2, pinned: old });
    expect(yes.err).toContain(`Known until now: ssh-ed25519 ${fingerprintOf(web)}`);
    const named = await trust(['bastion', '--fingerprint', fingerprintOf(bastion)]);
    expect({ code: named.code, pinned: named.pinned }).toEqual({ code: 0, pinned: lineOf(bastion) });
  });

  it('never pins a revoked key', async () => {
    await fresh();
    const revoked = `@revoked * ${bastion.hostKeys[0]}\n`;
    await writeFile(knownHosts, revoked);
    const { code, err, pinned } = await trust(['bastion', '--yes', '--fingerprint', fingerprintOf(bastion)]);
    expect(code).not.toBe(0);
    expect(pinned).toBe(revoked);
    expect(err).toContain('revokes');
  });

  it('has nothing to do for a host without SSH', async () => {
    await fresh();
    expect(await trust(['here', '--yes'])).toMatchObject({ code: 2, pinned: '' });
    rmSync(folder, { recursive: true });
  });
});
