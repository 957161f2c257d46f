import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { runCli } from './program.ts';

async function ferryman(args: readonly string[], yaml?: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-cli-'));
  if (yaml !== undefined) await writeFile(join(cwd, 'ferryman.yaml'), yaml);
  const terminal = captureTerminal();
  const code = await runCli(args, { environment: { env: { USER: 'me' }, cwd, home: cwd }, terminal });
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('ferryman', () => {
  it('lists its hosts with the way to each of them and what was left out', async () => {
    const { code, out } = await ferryman(
      ['hosts'],
      `hosts:
  hz-shop: { address: 203.0.113.7, user: root, jump: bastion, site: hangzhou, tags: [shop, prod] }
  bastion: { address: "2001:db8::1", port: 2222 }
  here: { local: true }
`,
    );
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'HOST     REACHED AS                    SITE      TAGS       FROM',
        'hz-shop  root@203.0.113.7 via bastion  hangzhou  shop prod  ferryman.yaml:2',
        'bastion  me@[2001:db8::1]:2222         -         -          ferryman.yaml:3',
        'here     this machine                  -         -          ferryman.yaml:4',
        '',
      ].join('\n'),
    );
  });

  it('prints the hosts as one JSON object', async () => {
    const { out } = await ferryman(
      ['hosts', '--json'],
      'hosts:\n  a: { address: 192.0.2.1, jump: b }\n  b: { address: 192.0.2.2 }\n',
    );
    expect(JSON.parse(out)).toMatchObject({
      hosts: [
        {
          name: 'a',
          via: {
            kind: 'ssh',
            address: '192.0.2.1',
            port: 22,
            jump: { name: 'b', via: { address: '192.0.2.2' } },
          },
        },
        { name: 'b' },
      ],
      refused: [],
      notes: [],
    });
  });

  it('takes --config before and after the subcommand', async () => {
    for (const args of [
      ['--config', 'other.yaml', 'hosts'],
      ['hosts', '--config', 'other.yaml'],
    ]) {
      const { code, err } = await ferryman(args, 'hosts:\n');
      expect({ code, err }).toEqual({
        code: 2,
        err: '--config names other.yaml, and there is no such file.\nCorrect the path.\n',
      });
    }
  });

  it.each([
    [[], 'Usage: ferryman'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['hosts', '--jsn'], 'Did you mean --json?'],
    [['hosts', 'trust'], "missing required argument 'host'"],
    [['doctor', 'more'], 'too many arguments'],
  ])('says what is wrong with `%s` and exits with 2', async (args, sentence) => {
    const { code, err, out } = await ferryman(args, 'hosts:\n');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });

  it('prints help on request, which is no error', async () => {
    const { code, out, err } = await ferryman(['hosts', 'trust', '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('--config <file>');
  });

  it('shows every mistake of the configuration and exits with 2, without a stack', async () => {
    const { code, err } = await ferryman(['hosts'], 'hosts:\n  a: { port: 0 }\n');
    expect(code).toBe(2);
    expect(err).toBe(
      [
        'The configuration has 2 mistakes.',
        'ferryman.yaml:2:3  hosts.a: says not how to reach it: write address, or local: true, or snapshot with a path',
        'ferryman.yaml:2:8  hosts.a.port: 0 is no port: write a number from 1 to 65535, without quotes',
        'Correct the lines above and run the same command again. A complete example: ferryman.example.yaml',
        '',
      ].join('\n'),
    );
  });

  it('shows where an error came from only when asked for it', async () => {
    const { code, err } = await ferryman(
      ['hosts', 'trust', 'web-l'],
      'hosts:\n  web-1: { address: 192.0.2.1 }\n',
    );
    expect(code).toBe(2);
    expect(err).toBe('web-l is not in the inventory.\nDid you mean web-1? All names: ferryman hosts\n');
    const { err: verbose } = await ferryman(
      ['hosts', 'trust', 'web-l', '--verbose'],
      'hosts:\n  web-1: { address: 192.0.2.1 }\n',
    );
    expect(verbose).toContain('inventory.ts');
  });

  it.each(['--', '-oProxyCommand=id', 'web 1', '../web', 'a'.repeat(129)])(
    'takes no %s for a host name',
    async (name) => {
      const { code, err } = await ferryman(['hosts', 'trust', '--', name], 'hosts:\n');
      expect(code).toBe(2);
      expect(err).toContain('is no host name');
    },
  );

  it('runs from its checkout', () => {
    const bin = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));
    expect(execFileSync(process.execPath, [bin, '--help'], { encoding: 'utf8' })).toContain(
      'Usage: ferryman',
    );
  });
});
