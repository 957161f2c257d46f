import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../text/tell.ts';
import { loadConfig } from './config.ts';
import type { LoadOptions } from './config.ts';
import { ConfigError } from './mistake.ts';
import type { Config } from './types.ts';

/** A folder with a ferryman.yaml and whatever else; the home directory is its `home`. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-config-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function load(
  files: Record<string, string>,
  options: Partial<LoadOptions> = {},
): Promise<{ config: Config; folder: string }> {
  const folder = await folderWith(files);
  const config = await loadConfig({
    env: { USER: 'me' },
    cwd: folder,
    home: join(folder, 'home'),
    ...options,
  });
  return { config, folder };
}

/** The lines that a person reads. */
async function mistakes(files: Record<string, string>, env: LoadOptions['env'] = {}): Promise<string[]> {
  const error: unknown = await load(files, { env }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConfigError)) throw error ?? new Error('no mistake was found');
  expect(error.code).toBe('config-invalid');
  return error.message.split('\n').slice(1);
}

const secret = (variable: string): string =>
  `is a secret, and this file is no place for one: remove the line, and set ${variable} in the environment`;

const yaml = (text: string): Record<string, string> => ({ 'ferryman.yaml': text });

const ten = (word: string): string => Array.from({ length: 10 }, () => word).join(', ');

describe('a configuration', () => {
  it('with twelve mistakes names all twelve, each with its line', async () => {
    const found = await mistakes({
      'ferryman.yaml': `hosts:
  hz-shop:
    address: 203.0.113.7
    port: 70000
    usr: root
    jump: bastoin
  bastion:
    address: 203.0.113.300
    identityFile: keys/gone
  twice:
    address: 192.0.2.1
    local: true
    needs:
      - { name: rds, adress: 192.168.0.20 }
  twice:
    local: true
  nowhere:
    site: hangzhou
  -oProxyCommand:
    address: 192.0.2.2
worker:
  concurrency: "4"
logLevel: loud
`,
    });
    expect(found).toEqual([
      'ferryman.yaml:4:5  hosts.hz-shop.port: 70000 is no port: write a number from 1 to 65535, without quotes',
      'ferryman.yaml:5:5  hosts.hz-shop.usr: is not known here: did you mean user?',
      'ferryman.yaml:6:5  hosts.hz-shop.jump: "bastoin" is not in the inventory: did you mean bastion?',
      'ferryman.yaml:8:5  hosts.bastion.address: "203.0.113.300" is no address: write an IP address or a host name',
      'ferryman.yaml:9:5  hosts.bastion.identityFile: keys/gone is not there: write the path of a private key',
      'ferryman.yaml:12:5  hosts.twice.local: comes with address, and a host is reached in one way only: keep address or local',
      'ferryman.yaml:14:22  hosts.twice.needs.0.adress: is not known here: did you mean address?',
      'ferryman.yaml:15:3  hosts.twice: is written twice, first in line 10; keep one of the two',
      'ferryman.yaml:17:3  hosts.nowhere: says not how to reach it: write address, or local: true, or snapshot with a path',
      'ferryman.yaml:19:3  hosts.-oProxyCommand: is no host name: start with a letter or digit, then letters, digits, . _ -',
      'ferryman.yaml:22:3  worker.concurrency: "4" is no number of jobs: write a number from 1 to 64',
      'ferryman.yaml:23:1  logLevel: "loud" is no log level: write one of trace, debug, info, warn, error, fatal, silent',
    ]);
  });

  it.each([
    ['203.0.113.7:22', 'holds a port, which belongs under port'],
    ['root@203.0.113.7', 'holds a user name, which belongs under user'],
    ['ssh://203.0.113.7', 'is a URL'],
    ['203.0.113.0/24', 'is a subnet'],
    ['-oProxyCommand=id', 'is no address'],
    ['web 1', 'is no address'],
    ['10.0.0', 'is no address'],
  ])('is told what is wrong with the address %s', async (address, trouble) => {
    const [line] = await mistakes(yaml(`hosts:\n  a: { address: "${address}" }\n`));
    expect(line).toBe(
      `ferryman.yaml:2:8  hosts.a.address: "${address}" ${trouble}: write an IP address or a host name`,
    );
  });

  it('cannot lead jump hosts in a circle, or through a host without SSH', async () => {
    const text = `hosts:
  a: { address: 192.0.2.1, jump: b }
  b: { address: 192.0.2.2, jump: c }
  c: { address: 192.0.2.3, jump: a }
  d: { address: 192.0.2.4, jump: here }
  e: { address: 192.0.2.5, jump: e }
  here: { local: true }
`;
    expect(await mistakes(yaml(text))).toEqual([
      'ferryman.yaml:2:28  hosts.a.jump: the jump hosts go in a circle (a → b → c → a): take one of these jump lines out',
      'ferryman.yaml:3:28  hosts.b.jump: the jump hosts go in a circle (b → c → a → b): take one of these jump lines out',
      'ferryman.yaml:4:28  hosts.c.jump: the jump hosts go in a circle (c → a → b → c): take one of these jump lines out',
      'ferryman.yaml:5:28  hosts.d.jump: "here" is not reached over SSH and cannot be a jump host: name another host',
      'ferryman.yaml:6:28  hosts.e.jump: the jump hosts go in a circle (e → e): take one of these jump lines out',
    ]);
  });

  it('indented with tabs is still judged as a whole', async () => {
    expect(
      await mistakes(yaml('hosts:\n  a:\n    address: 192.0.2.1\n\tport: 99999\n  b:\n\tlocal: 1\n')),
    ).toEqual([
      'ferryman.yaml:4:1  is indented with a tab; YAML takes spaces only',
      'ferryman.yaml:4:5  hosts.a.port: 99999 is no port: write a number from 1 to 65535, without quotes',
      'ferryman.yaml:6:1  is indented with a tab; YAML takes spaces only',
      'ferryman.yaml:6:5  hosts.b.local: 1 has no meaning: write true, or leave the line out',
    ]);
  });

  it('that is no YAML says where, and judges nothing that may be misread', async () => {
    expect(await mistakes(yaml('hosts:\n  a: {address: 192.0.2.1\nworker:\n  concurrency: many\n'))).toEqual([
      'ferryman.yaml:3:1  is indented differently from its neighbours, or a value holds ": "; align it, or put the value in quotes',
    ]);
    expect(await mistakes(yaml('hosts: *nowhere\n'))).toEqual([
      'ferryman.yaml:1:1  cannot be read: Unresolved alias (the anchor must be set before the alias): nowhere',
    ]);
    expect(await mistakes(yaml('- hosts\n'))).toEqual([
      expect.stringMatching(/^ferryman\.yaml:1:1 {2}a list is no block of keys/),
    ]);
  });

  it('may name its defaults once for a thousand hosts, and is refused where aliases explode', async () => {
    const hosts = Array.from({ length: 1_000 }, (_, i) => `  h${i}: { <<: *defaults, address: 192.0.2.1 }\n`);
    const text = `x-defaults: &defaults { user: ops, tags: [shop] }\nhosts:\n${hosts.join('')}`;
    const { config } = await load(yaml(text), { files: 'ignore' });
    expect(config.hosts).toHaveLength(1_000);
    expect(config.hosts.every(({ tags }) => tags.includes('shop'))).toBe(true);

    const levels = Array.from({ length: 9 }, (_, i) => `x-${i + 1}: &a${i + 1} [${ten(`*a${i}`)}]\n`);
    expect(await mistakes(yaml(`x-0: &a0 [${ten('lol')}]\n${levels.join('')}hosts: {}\n`))).toEqual([
      'ferryman.yaml:1:1  cannot be read: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  it('with a secret is sent to the environment, and the secret is not repeated', async () => {
    const found = await mistakes(
      yaml(`slack:
  botToken: xoxb-hunter2
  signing_secret: hunter2
queue:
  cluster: { nodes: [{ host: 10.0.0.1 }], password: hunter2 }
  dataDir: redis://:hunter2@10.0.0.1
hosts:
  password: { address: "root:hunter2@10.0.0.1" }
  token: { address: 192.0.2.1 }
x-any: { deep: [xapp-1-hunter2, { appToken: 1 }] }
`),
      { REDIS_URL: 'http://:hunter2@h', SLACK_APP_TOKEN: 'xoxb-hunter2', SLACK_API_URL: 'hunter2' },
    );
    expect(found.join('\n')).not.toContain('hunter2');
    expect(found).toEqual([
      'environment  SLACK_APP_TOKEN: is a token of another kind: this one begins with xapp-',
      'environment  SLACK_API_URL: is no web address: write one like http://127.0.0.1:3100/api/, or unset it',
      expect.stringMatching(/^environment {2}REDIS_URL: is no address of a Redis server: write redis:/),
      `ferryman.yaml:2:3  slack.botToken: ${secret('SLACK_BOT_TOKEN')}`,
      `ferryman.yaml:3:3  slack.signing_secret: ${secret('SLACK_SIGNING_SECRET')}`,
      `ferryman.yaml:5:43  queue.cluster.password: ${secret('REDIS_PASSWORD')}`,
      `ferryman.yaml:6:3  queue.dataDir: ${secret('REDIS_URL')}`,
      'ferryman.yaml:8:15  hosts.password.address: "root:[hidden]@10.0.0.1" holds a user name, which belongs under user: write an IP address or a host name',
      `ferryman.yaml:10:17  x-any.deep.0: ${secret('SLACK_APP_TOKEN')}`,
      `ferryman.yaml:10:35  x-any.deep.1.appToken: ${secret('SLACK_APP_TOKEN')}`,
    ]);
  });

  it('takes ids and not names in its rules', async () => {
    expect(
      await mistakes(
        yaml(
          "access:\n  teams: [acme]\n  diagnose: { users: ['@ann'], channels: ['#ops'], grops: [] }\n  diagnoze: {}\n",
        ),
      ),
    ).toEqual([
      'ferryman.yaml:2:11  access.teams.0: "acme" is no team id: write the id, like T0001; names change, ids do not',
      'ferryman.yaml:3:23  access.diagnose.users.0: "@ann" is no user id: write the id, like U024BE7LH; names change, ids do not',
      'ferryman.yaml:3:43  access.diagnose.channels.0: "#ops" is no channel id: write the id, like C024BE91L; names change, ids do not',
      'ferryman.yaml:3:52  access.diagnose.grops: is not known here: did you mean groups?',
      'ferryman.yaml:4:3  access.diagnoze: is not known here: did you mean diagnose?',
    ]);
  });

  it('with a support group by its name says to write its id', async () => {
    expect(await mistakes(yaml('support: [S0614TZR7, support]\n'))).toEqual([
      'ferryman.yaml:1:22  support.1: "support" is no user group id: write the id, like S0614TZR7; names change, ids do not',
    ]);
  });

  it('with a reserved range that is no subnet says how one is written', async () => {
    expect(await mistakes(yaml('reserved: [10.8.0.0/16, 10.8.0.0, office]\n'))).toEqual([
      'ferryman.yaml:1:25  reserved.1: "10.8.0.0" is no subnet: write one like 10.8.0.0/16',
      'ferryman.yaml:1:35  reserved.2: "office" is no subnet: write one like 10.8.0.0/16',
    ]);
    expect(await mistakes(yaml('reserved: 10.8.0.0/16\n'))).toEqual([
      'ferryman.yaml:1:1  reserved: "10.8.0.0/16" is no list: write [10.8.0.0/16]',
    ]);
  });
});

describe('a right configuration', () => {
  it('is the example that comes with Ferryman', async () => {
    const example = await readFile(
      fileURLToPath(new URL('../../ferryman.example.yaml', import.meta.url)),
      'utf8',
    );
    const { config, folder } = await load(yaml(example), { files: 'ignore' });
    expect(config.hosts.map(({ name }) => name)).toEqual(['hz-shop', 'bastion', 'here']);
    expect(config.hosts[0]).toEqual({
      name: 'hz-shop',
      source: `ferryman.yaml:${example.split('\n').indexOf('  hz-shop:') + 1}`,
      site: 'hangzhou',
      tags: ['shop', 'prod'],
      needs: [{ name: 'rds', address: '192.168.0.20', port: 1433 }],
      via: {
        kind: 'ssh',
        address: '203.0.113.7',
        port: 22,
        user: 'root',
        identityFiles: [join(folder, 'home/.ssh/id_ed25519')],
        knownHostsFiles: [join(folder, 'home/.ssh/known_hosts')],
        jump: config.hosts[1],
      },
    });
    expect(config.access.rules.diagnose).toMatchObject({ everyone: false, users: ['U024BE7LH'] });
    expect(config.access.rules['fix-bridge']).toMatchObject({ groups: ['S0614TZR7'] });
    expect(config.access.rules.approve).toMatchObject({ everyone: false, groups: ['S0614TZR8'] });
    expect(config.reserved).toEqual([]);
  });

  it('needs the keys of those hosts only that this worker serves', async () => {
    const file = yaml(
      'hosts:\n  a: { address: 192.0.2.1, site: hangzhou, identityFile: gone }\n  b: { address: 192.0.2.2, site: singapore }\n',
    );
    const { config } = await load(file, { env: { FERRYMAN_SITES: 'singapore, tokyo' } });
    expect(config.worker.sites).toEqual(['singapore', 'tokyo']);
    await expect(load(file, { env: { FERRYMAN_SITES: 'hangzhou' } })).rejects.toThrow('gone is not there');
  });

  it('lets nobody ask as long as it names nobody', async () => {
    const { config } = await load(yaml('access:\n'));
    expect(config.access).toEqual({ teams: [], rules: {} });
    const { config: empty } = await load(yaml('access: { diagnose: {} }\n'));
    expect(empty.access.rules.diagnose).toEqual({ everyone: false, users: [], groups: [], channels: [] });
  });

  it('joins its own hosts with imported ones, and its own win', async () => {
    const { config } = await load({
      'ferryman.yaml':
        'hosts:\n  web: { address: 192.0.2.1, jump: gate }\ninventories: { sshConfig: true, ansible: inventory.ini }\n',
      'home/.ssh/config':
        'Host gate web broken\n  HostName 192.0.2.9\nHost broken\n  ProxyCommand nc %h %p\n',
      'inventory.ini': 'gate ansible_host=192.0.2.7\ndb ansible_host=192.0.2.8\n',
    });
    expect(
      config.hosts.map(({ name, via, source }) => [name, via.kind === 'ssh' && via.address, source]),
    ).toEqual([
      ['web', '192.0.2.1', 'ferryman.yaml:2'],
      ['gate', '192.0.2.9', 'home/.ssh/config:1'],
      ['db', '192.0.2.8', 'inventory.ini:2'],
    ]);
    expect(config.refused.map((host) => ({ ...host, because: tell(host.because, 'en') }))).toEqual([
      {
        name: 'broken',
        because: 'its ProxyCommand is not run: name the bastion with ProxyJump instead',
        source: 'home/.ssh/config:1',
      },
    ]);
    expect(config.notes).toEqual([
      'home/.ssh/config:1: web is left out, ferryman.yaml:2 has the same name',
      'inventory.ini:1: gate is left out, home/.ssh/config:1 has the same name',
    ]);
  });

  it('hides its secrets from whatever prints it', async () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-hunter2',
      SLACK_APP_TOKEN: 'xapp-hunter2',
      SLACK_SIGNING_SECRET: 'hunter2',
      REDIS_URL: 'rediss://ferry:hunter%32@redis.example.com/3',
      FERRYMAN_KEY_PASSPHRASE: 'hunter2',
      FERRYMAN_KEY_PASSPHRASE_ID_RSA: 'hunter2 of id_rsa',
    };
    const { config } = await load(yaml('hosts:\n'), { env });
    const options = { depth: null, showHidden: true };
    for (const text of [
      JSON.stringify(config),
      inspect(config, options),
      inspect(config, { ...options, customInspect: false }),
    ]) {
      expect(text).not.toContain('hunter2');
    }
    expect(String(config.slack.botToken)).toBe('[hidden]');
    expect(config.slack.botToken?.reveal()).toBe('xoxb-hunter2');
    expect(config.queue).toMatchObject({
      kind: 'redis',
      host: 'redis.example.com',
      port: 6379,
      db: 3,
      tls: true,
      username: 'ferry',
    });
    expect(config.queue.kind === 'redis' && config.queue.password?.reveal()).toBe('hunter2');
    expect(config.ssh.passphraseFor('/root/.ssh/id_rsa')?.reveal()).toBe('hunter2 of id_rsa');
    expect(config.ssh.passphraseFor('/root/.ssh/other')?.reveal()).toBe('hunter2');
  });

  it.each([
    ['redis://h', { kind: 'redis', host: 'h', port: 6379, db: 0, tls: false }],
    ['redis://[::1]:7000', { kind: 'redis', host: '::1', port: 7000 }],
    ['unix:///run/redis.sock?db=2', { kind: 'redis-socket', path: '/run/redis.sock', db: 2 }],
    ['', { kind: 'embedded' }],
  ])('finds its queue at %s', async (url, queue) => {
    const { config } = await load(yaml('hosts:\n'), { env: { REDIS_URL: url } });
    expect(config.queue).toMatchObject(queue);
  });

  it.each(['h:6379', 'redis://', 'redis://h/shop', 'rediss//h', 'redis://:%zz@h'])(
    'is refused with the queue %s',
    async (url) => {
      const [line] = await mistakes(yaml('hosts:\n'), { REDIS_URL: url });
      expect(line).toMatch(/^environment {2}REDIS_URL: /);
    },
  );
});

describe('the file', () => {
  it('is the one of --config, then of FERRYMAN_CONFIG, then ./ferryman.yaml', async () => {
    const files = {
      'ferryman.yaml': 'logLevel: info',
      'b.yaml': 'logLevel: warn',
      'c.yaml': 'logLevel: error',
    };
    const env = { FERRYMAN_CONFIG: 'b.yaml' };
    expect((await load(files)).config.logLevel).toBe('info');
    expect((await load(files, { env })).config.logLevel).toBe('warn');
    expect((await load(files, { env, file: 'c.yaml' })).config.logLevel).toBe('error');
  });

  it('has to be there where it was named, and may be absent where the command allows that', async () => {
    await expect(load({}, { file: 'gone.yaml', whenAbsent: 'empty' })).rejects.toMatchObject({
      code: 'config-missing',
      message: '--config names gone.yaml, and there is no such file.',
    });
    await expect(load({})).rejects.toMatchObject({ code: 'config-missing' });
    const { config } = await load({}, { whenAbsent: 'empty' });
    expect(config).toMatchObject({ hosts: [], queue: { kind: 'embedded' } });
    expect(config.file).toBeUndefined();
  });
});

describe('whatever a file holds', () => {
  const example = readFileSync(new URL('../../ferryman.example.yaml', import.meta.url), 'utf8')
    // What stands there as a comment too.
    .replace(/^# notify:$[\s\S]*?^(?!#)/m, (block) => block.replaceAll(/^# /gm, ''));
  const marks = [
    '\t',
    '\n',
    '  ',
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '*a',
    '&a ',
    '<<: ',
    '!x ',
    '|',
    '#',
    '---\n',
    '? ',
  ];
  const words = ['0', 'null', 'hosts', 'address: ', '__proto__: ', 'constructor', '\u0000', '\ud800', '💥'];
  const scraps = fc.constantFrom(...marks, ...words);
  const damage = fc.array(fc.tuple(fc.nat(example.length), fc.nat(40), scraps), {
    minLength: 1,
    maxLength: 4,
  });

  it('the answer is a configuration, or mistakes on lines that exist', async () => {
    const folder = await folderWith({});
    await fc.assert(
      fc.asyncProperty(damage, async (edits) => {
        let text = example;
        for (const [at, drop, scrap] of edits) text = text.slice(0, at) + scrap + text.slice(at + drop);
        await writeFile(join(folder, 'ferryman.yaml'), text);
        const options = { env: {}, cwd: folder, home: folder, files: 'ignore' } as const;
        const error: unknown = await loadConfig(options).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined) return;
        if (!(error instanceof ConfigError)) throw error;
        for (const { line } of error.mistakes) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
