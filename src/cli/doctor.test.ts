import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { startProxy } from '../../test/support/proxy.ts';
import { sshdMissing, startSshd } from '../../test/support/sshd.ts';
import { startWorkspace } from '../workspace/workspace.ts';
import { runCli } from './program.ts';

async function doctor(yaml: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-doctor-'));
  await writeFile(join(cwd, 'ferryman.yaml'), yaml);
  const terminal = captureTerminal();
  const code = await runCli(['doctor', ...args], { environment: { env, cwd, home: cwd }, terminal });
  return { code, out: terminal.out(), err: terminal.err() };
}

const Printed = z.object({
  healthy: z.boolean(),
  checks: z.array(
    z.object({ area: z.string(), kind: z.string(), sentence: z.string(), next: z.string().optional() }),
  ),
});

describe('ferryman doctor', () => {
  it('is content with a machine that needs nothing', async () => {
    const { code, out, err } = await doctor('hosts:\n  here: { local: true }\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('✓ configuration');
    expect(out).not.toContain('✗');
  });

  it('shows what is wrong with the configuration, and exits with 1', async () => {
    const { code, out } = await doctor('hosts:\n  here: { locall: true }\n');
    expect(code).toBe(1);
    expect(out).toContain('ferryman.yaml:2:11  hosts.here.locall: is not known here: did you mean local?');
  });

  it('looks at nothing else before the configuration is right', async () => {
    const { code, out } = await doctor(
      'hosts:\n  gone: { address: 127.0.0.1, port: 1, identityFile: key }\n  here: { local: true }\n',
      ['--json'],
      { REDIS_URL: 'redis://127.0.0.1:1' },
    );
    expect(code).toBe(1);
    expect(Printed.parse(JSON.parse(out)).checks.map(({ area }) => area)).toEqual(['configuration']);
  });

  it('asks Slack through the proxy, as the bot does, and is content with the tokens of a worker', async () => {
    const [workspace, proxy] = await Promise.all([startWorkspace(), startProxy()]);
    try {
      const { code, out } = await doctor('hosts:\n  here: { local: true }\n', [], {
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        HTTPS_PROXY: proxy.url,
      });
      expect(out).toContain('✓ slack          SLACK_BOT_TOKEN belongs to');
      expect(proxy.tunnels).toBeGreaterThan(0);
      expect(out).toContain('! slack          SLACK_APP_TOKEN is not set. Only the bot needs it');
      expect(code).toBe(0);
    } finally {
      await proxy.stop();
      await workspace.stop();
    }
  });

  it('leaves out the hosts that a worker of these sites does not serve, those without a site too', async () => {
    const { out } = await doctor(
      'hosts:\n  here: { local: true }\n  far: { local: true, site: singapore }\n',
      [],
      { FERRYMAN_SITES: 'singapore' },
    );
    expect(out).toContain('far needs no connection (local).');
    expect(out).not.toContain('here needs no connection');
    expect(out).toContain('1 host is of no site that is served from here.');
  });

  it.skipIf(sshdMissing !== undefined)(
    'logs in to every host and goes on where one of them fails',
    async () => {
      const sshd = await startSshd();
      try {
        const host = `{ address: 127.0.0.1, user: root, identityFile: ${sshd.identityFile}, knownHostsFile: ${sshd.knownHostsFile}`;
        const { code, out } = await doctor(
          `hosts:\n  good: ${host}, port: ${sshd.port} }\n  gone: ${host}, port: 1 }\n`,
          ['--json'],
          { REDIS_URL: 'redis://127.0.0.1:1' },
        );
        expect(code).toBe(1);
        const { healthy, checks } = Printed.parse(JSON.parse(out));
        expect(healthy).toBe(false);
        expect(checks.filter(({ area }) => area === 'ssh')).toEqual([
          { area: 'ssh', kind: 'ok', sentence: expect.stringContaining('good (root@127.0.0.1') },
          {
            area: 'ssh',
            kind: 'failed',
            sentence: expect.stringContaining('gone (root@127.0.0.1:1) refuses connections'),
            next: expect.stringContaining('systemctl status sshd'),
          },
        ]);
        expect(checks.find(({ area }) => area === 'queue')).toMatchObject({ kind: 'failed' });
      } finally {
        await sshd.stop();
      }
    },
  );

  it.skipIf(sshdMissing !== undefined)('warns of a user who can become nobody else', async () => {
    const sshd = await startSshd({
      users: [{ name: 'deploy', uid: 4711, shell: '/bin/sh' }],
      sudoers: 'root ALL=(ALL) ALL\n',
    });
    try {
      const { code, out } = await doctor(
        `hosts:\n  web: { address: 127.0.0.1, port: ${sshd.port}, user: deploy, identityFile: ${sshd.identityFile}, knownHostsFile: ${sshd.knownHostsFile} }\n`,
      );
      expect(code).toBe(0);
      expect(out).toMatch(/! ssh .*deploy@127\.0\.0\.1.*not root and may not use sudo -n/);
      const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
      const [line = ''] = /^ferryman ALL=.*$/m.exec(readme) ?? [];
      expect(out).toContain(`echo '${line.replace('ferryman', 'deploy')}' >`);
    } finally {
      await sshd.stop();
    }
  });
});
