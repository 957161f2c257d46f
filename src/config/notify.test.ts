import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigError } from './mistake.ts';
import type { Config } from './types.ts';

const hosts = `hosts:
  hz-shop: { address: 192.0.2.1, site: hangzhou, tags: [shop, prod] }
  sg-web: { address: 192.0.2.2, site: singapore, tags: [web] }
`;

async function load(text: string, env: Record<string, string> = {}): Promise<Config> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-notify-config-'));
  await writeFile(join(folder, 'ferryman.yaml'), hosts + text);
  return loadConfig({ env, cwd: folder, home: '/home/me', causes });
}

/** As of `rules: own`. */
const causes = async (folders: readonly string[]) => [
  'clock-skew',
  'disk-full',
  'inodes-full',
  ...folders.map((folder) => `${basename(folder)}-rule`),
];

/** What is said of the lines behind the three of the hosts, those counted from 1. */
async function mistakes(text: string): Promise<string[]> {
  const error: unknown = await load(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConfigError)) throw error ?? new Error('no mistake was found');
  return error.mistakes.map(({ line = 0, column, path, says }) => `${line - 3}:${column} ${path}: ${says}`);
}

/** Who hears of these causes. */
function routes(...names: readonly string[]): string {
  return `notify:
  destinations: { team: { slack: C024BE91L } }
  routes: [{ causes: [${names.join(', ')}], to: team }]
`;
}

function inEnvironment(variable: string): string {
  return `is a secret, and this file is no place for one: remove the line, and set ${variable} in the environment`;
}

describe('a configuration that says nothing of watches', () => {
  it('watches nothing, tells nobody, and has its times', async () => {
    const { watch, notify } = await load('watch:\nnotify:\n');
    expect(watch).toEqual({
      everyMs: 300_000,
      wholeMs: 3_600_000,
      unseenLooks: 3,
      flapping: { times: 3, withinMs: 3_600_000, calmMs: 1_800_000 },
      on: [],
    });
    expect(notify).toEqual({ destinations: [], routes: [], feishu: { url: 'https://open.feishu.cn' } });
  });
});

const whole = `watch:
  every: 10m
  whole: 2h
  unseenAfter: 5
  flapping: { times: 4, within: 90m, calm: 1h }
  on:
    - { on: shop, ports: [30001, 30003], every: 1m30s, to: oncall }
    - { on: sg-web, ports: 80 }
notify:
  default: team
  owner: U024BE7LH
  destinations:
    team: { slack: C024BE91L }
    oncall: { slack: U0LIN, mention: S0614TZR7 }
    hook: { webhook: 'https://example.com/ferryman?team=1' }
    mail: { email: [ops@example.com, lin@example.com], language: zh-CN }
    chat: { feishu: oc_a0553eda9014c201e6969b478895c230 }
  routes:
    - { tags: prod, severities: [critical], to: [oncall, mail] }
    - { sites: [singapore], causes: [disk-full] }
    - { causes: [clock-skew], to: [] }
  hours: { zone: Asia/Shanghai, from: 9:00, to: '19:30' }
  digest: { at: '08:45' }
  smtp: { host: mail.example.com, from: Ferryman <ferryman@example.com>, user: ferryman }
  feishu: { url: https://open.larksuite.com/ }
`;

describe('watches and notifications', () => {
  it('are read as they are written', async () => {
    const { watch, notify } = await load(whole);
    expect(watch).toEqual({
      everyMs: 600_000,
      wholeMs: 7_200_000,
      unseenLooks: 5,
      flapping: { times: 4, withinMs: 5_400_000, calmMs: 3_600_000 },
      on: [
        { on: 'shop', ports: [30001, 30003], everyMs: 90_000, to: 'oncall' },
        { on: 'sg-web', ports: [80], everyMs: 600_000 },
      ],
    });
    expect(notify).toEqual({
      default: 'team',
      owner: 'U024BE7LH',
      destinations: [
        { kind: 'slack', name: 'team', channel: 'C024BE91L', mention: [] },
        { kind: 'slack', name: 'oncall', channel: 'U0LIN', mention: ['S0614TZR7'] },
        { kind: 'webhook', name: 'hook', url: 'https://example.com/ferryman?team=1' },
        {
          kind: 'email',
          name: 'mail',
          addresses: ['ops@example.com', 'lin@example.com'],
          language: 'zh-CN',
        },
        { kind: 'feishu', name: 'chat', chat: 'oc_a0553eda9014c201e6969b478895c230' },
      ],
      routes: [
        { tags: ['prod'], severities: ['critical'], to: ['oncall', 'mail'] },
        { sites: ['singapore'], causes: ['disk-full'], to: ['team'] },
        { causes: ['clock-skew'], to: [] },
      ],
      hours: {
        zone: 'Asia/Shanghai',
        from: 540,
        to: 1170,
        days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      },
      digest: { at: 525, zone: 'Asia/Shanghai', to: ['team'] },
      smtp: {
        host: 'mail.example.com',
        port: 587,
        tls: 'starttls',
        from: 'Ferryman <ferryman@example.com>',
        user: 'ferryman',
      },
      feishu: { url: 'https://open.larksuite.com' },
    });
  });

  it('take their secrets from the environment, and show them to nobody', async () => {
    const { notify } = await load(whole, {
      FERRYMAN_SMTP_PASSWORD: 'hunter2 of mail',
      FERRYMAN_WEBHOOK_SECRET: 'hunter2 of hooks',
      FERRYMAN_FEISHU_APP_ID: 'cli_hunter2',
      FERRYMAN_FEISHU_APP_SECRET: 'hunter2 of feishu',
    });
    expect(notify.smtp?.password?.reveal()).toBe('hunter2 of mail');
    expect(notify.webhookSecret?.reveal()).toBe('hunter2 of hooks');
    expect(notify.feishu.appId?.reveal()).toBe('cli_hunter2');
    expect(notify.feishu.appSecret?.reveal()).toBe('hunter2 of feishu');
    expect(JSON.stringify(notify) + inspect(notify, { depth: null })).not.toContain('hunter2');
  });

  it('with secrets in the file are sent to the environment, whatever a destination is called', async () => {
    const found = await mistakes(`notify:
  default: secret
  destinations:
    secret: { webhook: https://example.com/ }
    hook: { webhook: 'https://me:hunter2@example.com/' }
  smtp: { host: mail.example.com, from: a@example.com, password: hunter2 }
  feishu: { appSecret: hunter2 }
  webhookSecret: hunter2
`);
    expect(found.join('\n')).not.toContain('hunter2');
    expect(found).toEqual([
      `5:13 notify.destinations.hook.webhook: ${inEnvironment('FERRYMAN_WEBHOOK_SECRET')}`,
      `6:56 notify.smtp.password: ${inEnvironment('FERRYMAN_SMTP_PASSWORD')}`,
      `7:13 notify.feishu.appSecret: ${inEnvironment('FERRYMAN_FEISHU_APP_SECRET')}`,
      `8:3 notify.webhookSecret: ${inEnvironment('FERRYMAN_WEBHOOK_SECRET')}`,
    ]);
  });
});

describe('what the example says of notifications', () => {
  it('is right once the marks in front of it are taken away', async () => {
    const example = await readFile(new URL('../../ferryman.example.yaml', import.meta.url), 'utf8');
    const [block = ''] = /^# notify:$[\s\S]*?^(?!#)/m.exec(example) ?? [];
    const { notify } = await load(block.replaceAll(/^# /gm, ''));
    expect(notify.destinations.map(({ kind }) => kind)).toEqual([
      'slack',
      'slack',
      'webhook',
      'email',
      'feishu',
    ]);
    expect(notify.routes.length).toBe(3);
    expect(Object.keys(notify)).toEqual(
      expect.arrayContaining(['default', 'hours', 'digest', 'smtp', 'owner', 'feishu']),
    );
  });
});

describe('what the documentation shows', () => {
  it('can be taken as it is', async () => {
    const text = await readFile(new URL('../../docs/watches.md', import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
    const { watch, notify } = await load(blocks.join(''));
    expect(watch.on.map(({ on }) => on)).toEqual(['shop', 'prod']);
    expect(notify.destinations.length).toBe(6);
  });

  it('names the defaults that there are', async () => {
    const text = await readFile(new URL('../../docs/watches.md', import.meta.url), 'utf8');
    const [block = ''] = /^watch:\n[\s\S]*?(?= {2}on:)/m.exec(text) ?? [];
    expect((await load(block)).watch).toEqual((await load('')).watch);
  });
});

describe('mistakes in watches', () => {
  it('are all named, each with its line and what to write', async () => {
    expect(
      await mistakes(`watch:
  every: 300
  whole: 2d
  unseenAfter: 0
  flapping: { times: 1, within: soon }
  on:
    - { on: shpo, to: team }
    - { on: hz-shop, ports: [0, 30001], every: 10s, to: oncal }
    - { on: web, port: 80, to: oncall }
    - { ports: [80], to: oncall }
    - sg-web
    - { on: prod }
notify: { destinations: { oncall: { slack: C024BE91L } } }
`),
    ).toEqual([
      '2:3 watch.every: 300 is no duration: write one from 30s to 1d, for example 5m',
      '3:3 watch.whole: "2d" is too long: write one from 1m to 1d, for example 1h',
      '4:3 watch.unseenAfter: 0 is no number of looks: write one from 1 to 100',
      '5:15 watch.flapping.times: 1 is no number of times: write one from 2 to 20',
      '5:25 watch.flapping.within: "soon" is no duration: write one from 1m to 1d, for example 1h',
      '7:9 watch.on.0.on: "shpo" is no host or tag: did you mean shop?',
      '7:19 watch.on.0.to: "team" is no destination: write one of oncall',
      '8:30 watch.on.1.ports.0: 0 is no port: write a number from 1 to 65535, without quotes',
      '8:41 watch.on.1.every: "10s" is too short: write one from 30s to 1d, for example 5m',
      '8:53 watch.on.1.to: "oncal" is no destination: did you mean oncall?',
      '9:18 watch.on.2.port: is not known here: did you mean ports?',
      '10:7 watch.on.3.on: is missing: write the name of a host, or a tag',
      '11:7 watch.on.4: "sg-web" is no block of keys: write on, ports, every, to below it',
      '12:7 watch.on.5: says not who is told: write to with the name of a destination, or notify.default',
    ]);
  });

  it('are those of the section where it is of another shape', async () => {
    expect(await mistakes('watch: [shop]\n')).toEqual([
      '1:1 watch: a list is no block of keys: write every, whole, unseenAfter, flapping, on below it',
    ]);
    expect(await mistakes('watch: { on: hz-shop }\n')).toEqual([
      '1:10 watch.on: "hz-shop" is no list: write - { on: hz-shop, ports: [30001] }',
    ]);
  });
});

describe('mistakes in notifications', () => {
  it('of destinations are named, each of one kind', async () => {
    expect(
      await mistakes(`notify:
  default: tem
  owner: lin
  destinations:
    team: { slack: '#ops', mention: ['@lin'] }
    two: { slack: C024BE91L, email: a@example.com }
    none: { mention: S0614TZR7 }
    slip: { slak: C024BE91L }
    hook: { webhook: example.com }
    hook2: { webhook: ftp://example.com/, mention: S0614TZR7 }
    mail: { email: [ops] }
    chat: { feishu: team, language: fr }
    here: { slack: C024BE91L, language: en }
    'to all': { slack: C024BE91L }
    post: { email: a@example.com }
`),
    ).toEqual([
      '2:3 notify.default: "tem" is no destination: did you mean team?',
      '3:3 notify.owner: "lin" is no person of Slack: write the id, like U024BE7LH; names change, ids do not',
      '5:13 notify.destinations.team.slack: "#ops" is no channel or person of Slack: write the id, like C024BE91L; names change, ids do not',
      '5:38 notify.destinations.team.mention.0: "@lin" is no person or user group of Slack: write the id, like S0614TZR7; names change, ids do not',
      '6:30 notify.destinations.two.email: comes with slack, and a destination is of one kind: make two of them',
      '7:5 notify.destinations.none: says not where it is: write one of slack, webhook, email, feishu',
      '8:13 notify.destinations.slip.slak: is not known here: did you mean slack?',
      '9:13 notify.destinations.hook.webhook: "example.com" is no web address: write one like https://example.com/ferryman',
      '10:14 notify.destinations.hook2.webhook: "ftp://example.com/" is no web address: write one like https://example.com/ferryman',
      '10:43 notify.destinations.hook2.mention: is of Slack, and this one is of webhook: take the line out',
      '11:13 notify.destinations.mail.email: needs a mail server: write notify.smtp, with host and from below it',
      '11:21 notify.destinations.mail.email.0: "ops" is no e-mail address: write one like ops@example.com',
      '12:13 notify.destinations.chat.feishu: "team" is no group of Feishu: write the id, like oc_5ad11d72b830411d72b836c20; names change, ids do not',
      '12:27 notify.destinations.chat.language: "fr" is no language of Ferryman: write en or zh-CN',
      '13:31 notify.destinations.here.language: of a channel stands under channels: write it there, by the id of the channel',
      '14:5 notify.destinations.to all: is no name for a destination: write letters, digits, . _ -',
      '15:13 notify.destinations.post.email: needs a mail server: write notify.smtp, with host and from below it',
    ]);
  });

  it('of routes name what is not there', async () => {
    expect(
      await mistakes(`notify:
  destinations: { team: { slack: C024BE91L } }
  routes:
    - { tags: [shop, prd], sites: [hangzou], to: teem }
    - { severities: [loud], causes: ['*'], to: team }
    - { tags: prod }
    - { tag: prod, to: team }
`),
    ).toEqual([
      '4:22 notify.routes.0.tags.1: "prd" is no tag of a host: did you mean prod?',
      '4:36 notify.routes.0.sites.0: "hangzou" is no site of a host: did you mean hangzhou?',
      '4:46 notify.routes.0.to.0: "teem" is no destination: did you mean team?',
      '5:22 notify.routes.1.severities.0: "loud" is no severity: write critical or warning',
      `5:38 notify.routes.1.causes.0: "*" is no cause: write letters, digits, . _ -`,
      '6:7 notify.routes.2: says not who is told: write to with names of destinations, or notify.default',
      '7:9 notify.routes.3.tag: is not known here: did you mean tags?',
    ]);
  });

  it('of routes name causes that no rule names', async () => {
    expect(await mistakes(routes('disk-ful', 'could-not-loook', 'disk-full', 'banana'))).toEqual([
      '3:23 notify.routes.0.causes.0: "disk-ful" is no cause: did you mean disk-full?',
      '3:33 notify.routes.0.causes.1: "could-not-loook" is no cause: did you mean could-not-look?',
      '3:61 notify.routes.0.causes.3: "banana" is no cause: ferryman rules lists them',
    ]);
    const right = routes('unexplained', 'could-not-look', 'own-rule');
    expect((await load(`rules: own\n${right}`)).notify.routes).toHaveLength(1);
    expect(await mistakes(right)).toEqual([
      '3:52 notify.routes.0.causes.2: "own-rule" is no cause: ferryman rules lists them',
    ]);
  });

  it('of hours without a digest are none: what they hold back is said when they begin', async () => {
    const hours = "hours: { zone: Asia/Shanghai, from: '08:30', to: '19:00' }";
    const { notify } = await load(
      `notify:\n  default: team\n  destinations: { team: { slack: C024BE91L } }\n  ${hours}\n`,
    );
    expect(notify.digest).toEqual({ at: 510, zone: 'Asia/Shanghai', to: ['team'] });
    expect((await load(`notify: { ${hours} }\n`)).notify.digest).toBeUndefined();
  });

  it('of hours are none where those go on over midnight', async () => {
    const { notify } = await load("notify: { hours: { zone: UTC, from: '22:00', to: '06:00' } }\n");
    expect(notify.hours).toMatchObject({ from: 1320, to: 360 });
  });

  it('of times and servers are named', async () => {
    expect(
      await mistakes(`notify:
  hours: { zone: CST, from: 9, to: '25:00', days: [monday] }
  digest: { at: morning }
  smtp: { host: smtp://mail, port: 587, from: ferryman }
  feishu: { url: feishu.cn }
`),
    ).toEqual([
      '2:12 notify.hours.zone: "CST" is no time zone: write a name like Asia/Shanghai, Europe/Berlin or UTC',
      "2:23 notify.hours.from: 9 is no time of day: write one like '09:00'",
      `2:32 notify.hours.to: "25:00" is no time of day: write one like '19:00'`,
      '2:52 notify.hours.days.0: "monday" is no day: write one of sun, mon, tue, wed, thu, fri, sat',
      `3:13 notify.digest.at: "morning" is no time of day: write one like '09:00'`,
      '4:11 notify.smtp.host: "smtp://mail" is a URL: write an IP address or a host name',
      '4:41 notify.smtp.from: "ferryman" is no sender: write ferryman@example.com, or Ferryman <ferryman@example.com>',
      '5:13 notify.feishu.url: "feishu.cn" is no web address: write one like https://open.larksuite.com',
    ]);
    expect(
      await mistakes(`notify:
  hours: { zone: Mars/Olympus, from: '19:00', to: '09:00' }
  digest: { at: '09:00' }
  smtp: { host: 127.0.0.1, port: 25, tls: none, from: a@example.com, user: me }
`),
    ).toEqual([
      '2:12 notify.hours.zone: "Mars/Olympus" is no time zone: write a name like Asia/Shanghai, Europe/Berlin or UTC',
      '3:3 notify.digest: says not where it goes: write to with the name of a destination',
      '4:70 notify.smtp.user: comes with tls: none, which lets everybody on the way read the password: keep one of the two',
    ]);
    for (const [from, to] of [
      ['09:00', '9:00'],
      ['24:00', '00:00'],
    ]) {
      expect(await mistakes(`notify:\n  hours: { zone: UTC, from: '${from}', to: '${to}' }\n`)).toEqual([
        '2:38 notify.hours.to: is the same as from: write another time of the day',
      ]);
    }
    expect(
      await mistakes("notify: { hours: { zone: UTC, from: '09:00', to: '19:00', days: [] } }\n"),
    ).toEqual(['1:59 notify.hours.days: is empty: write the days on which people work']);
  });

  it('do not count a tag as gone where an inventory could not be read', async () => {
    expect(
      await mistakes(
        'inventories: { ansible: gone.ini }\nwatch: { on: [{ on: db, to: team }] }\nnotify: { destinations: { team: { slack: C024BE91L } } }\n',
      ),
    ).toEqual([expect.stringMatching(/gone\.ini/)]);
  });
});
