import { describe, expect, it } from 'vitest';
import { viewOf } from '../../test/support/views.ts';
import { storyAt } from '../../test/support/planning.ts';
import { formatPrefix } from '../model/prefix.ts';
import type { FixOptions } from '../report/fix.ts';
import { english, readerOf } from '../text/reader.ts';
import { chooseFree } from './choose.ts';
import { takenBy, whyFree, type TakenBy } from './taken.ts';

const snapshot = storyAt('before');
const views = {
  network: viewOf('network', snapshot),
  question: viewOf('question', snapshot),
  dockerInfo: viewOf('dockerInfo', snapshot),
  resolvConf: viewOf('resolvConf', snapshot),
  containers: viewOf('containers', snapshot),
};
const nothing: TakenBy = { views, tunnelled: [], reserved: [], avoid: [], workerAddresses: [], others: [] };

function chosen(known: Partial<TakenBy>, options: FixOptions = {}, containers = 2): string {
  const free = chooseFree(options, takenBy({ ...nothing, ...known }), containers);
  return 'prefix' in free ? free.bridgeAddress : english.tell(free.because);
}

describe('a subnet is chosen clear of', () => {
  it.each<[string, Partial<TakenBy>]>([
    ['ranges of ferryman.yaml', { reserved: ['172.31.0.0/16'] }],
    ['what the asker says', { avoid: ['172.31.0.0/16'] }],
    ['the worker’s own networks', { workerAddresses: ['172.31.3.4/16'] }],
    ['what IPsec carries', { tunnelled: ['172.31.0.0/16'] }],
    [
      'other hosts of the inventory',
      { others: [{ host: 'hz-db', ranges: ['172.31.255.0/25'], from: 'look' }] },
    ],
    [
      'what the host must reach, with its neighbours',
      {
        views: {
          ...views,
          question: {
            ...views.question,
            needs: [{ name: 'cache', address: 'cache', resolved: ['172.31.255.77'] }],
          },
        },
      },
    ],
    [
      'whoever asked by SSH',
      { views: { ...views, question: { ...views.question, client: '172.31.255.9' } } },
    ],
    [
      'Docker’s own address pools, where somebody chose them',
      {
        views: {
          ...views,
          dockerInfo: { ...views.dockerInfo, defaultAddressPools: [{ base: '172.31.0.0/16', size: 24 }] },
        },
      },
    ],
    [
      'name servers',
      { views: { ...views, resolvConf: { ...views.resolvConf, nameservers: ['172.31.255.53'] } } },
    ],
    [
      'neighbours by ARP',
      {
        views: {
          ...views,
          neighbours: [{ address: '172.31.255.200', device: 'eth0', state: 'REACHABLE' }],
        },
      },
    ],
    [
      'routes of any table',
      {
        views: {
          ...views,
          network: {
            ...views.network,
            routes: [
              ...views.network.routes,
              {
                family: 4,
                type: 'unicast',
                destination: '172.31.128.0/17',
                table: '200',
                metric: 0,
                flags: [],
                order: 99,
                text: '172.31.128.0/17 dev wg0 table 200',
              },
            ],
          },
        },
      },
    ],
  ])('%s', (_, known) => {
    expect(chosen({})).toBe('172.31.255.1/24');
    expect(chosen(known)).toBe('172.30.255.1/24');
  });
});

describe('a subnet that somebody asks for', () => {
  it('is taken as it is, a network address as the first address of a host', () => {
    expect(chosen({}, { subnet: '10.20.30.0/24' })).toBe('10.20.30.1/24');
    expect(chosen({}, { subnet: '10.20.30.254/24' })).toBe('10.20.30.254/24');
  });

  it.each<[string, Partial<TakenBy>, string]>([
    ['192.168.0.0/24', {}, "192.168.0.0/24 is taken: by eth0's address 192.168.0.10/24"],
    [
      '10.0.0.0/16',
      { reserved: ['10.0.7.0/24'] },
      '10.0.0.0/16 is taken: by "reserved" in ferryman.yaml (10.0.7.0/24).',
    ],
    [
      '10.0.0.0/16',
      { others: [{ host: 'hz-db', ranges: ['10.0.7.0/24'], from: 'address' }] },
      'by the host hz-db (10.0.7.0/24)',
    ],
    ['100.64.3.0/24', {}, '100.64.3.0/24 is no private range'],
    ['8.8.8.0/24', {}, '8.8.8.0/24 is no private range'],
    ['10.0.0.0/30', {}, 'subnet=10.0.0.0/30 is no range that a bridge can have'],
    ['elsewhere', {}, 'subnet=elsewhere is no range that a bridge can have'],
  ])('%s is refused with what stands against it', (subnet, known, sentence) => {
    expect(chosen(known, { subnet })).toContain(sentence);
  });

  it('is refused where it is too narrow for the containers', () => {
    expect(chosen({}, { subnet: '10.20.30.0/29' }, 6)).toContain('has no room for 6 containers');
  });
});

it('a range to avoid that is none is told, and not passed over', () => {
  expect(chosen({}, { avoid: ['10.0.0.0/8', 'vpn'] })).toBe('avoid=vpn is no range of addresses.');
});

it('what was looked at is said in sentences', () => {
  const others = [
    { host: 'hz-db', ranges: ['10.0.7.0/24'], from: 'look' },
    { host: 'hz-mq', ranges: ['10.0.9.0/24'], from: 'address' },
    { host: 'hz-web', ranges: ['10.0.8.0/24'], from: 'neither' },
  ] as const;
  const free = chooseFree({}, takenBy(nothing), 2);
  const subnet = 'prefix' in free ? formatPrefix(free.prefix) : '';
  expect(whyFree({ ...nothing, reserved: ['10.8.0.0/16'], others }, subnet).map(english.tell)).toEqual([
    expect.stringMatching(
      /^None of the \d+ addresses, \d+ routes in 2 tables and 0 neighbours of this host touches 172\.31\.255\.0\/24\.$/,
    ),
    "None of Docker's 2 subnets does.",
    'The 1 service that this host must reach (with the /24 around each) and its 1 name server are elsewhere.',
    "Neither Ferryman's own network nor the ranges that clouds keep for themselves (100.64.0.0/10, 169.254.0.0/16) are near it.",
    'ferryman.yaml reserves 10.8.0.0/16, which it stays clear of.',
    'Of the 3 other hosts in the inventory the subnets of 1 were read, and none of them overlaps it; of 1 only the address is known, and it is not in the /24 around that; of 1 neither is known.',
  ]);
});

function needs(...resolved: readonly (readonly string[])[]) {
  return resolved.map((addresses, index) => ({
    name: `need-${index}`,
    address: 'db',
    resolved: [...addresses],
  }));
}

describe('of what this host must reach, none is never counted', () => {
  const known = (services: ReturnType<typeof needs>, nameservers: readonly string[]): TakenBy => ({
    ...nothing,
    views: {
      ...views,
      question: { ...views.question, needs: services },
      resolvConf: { ...views.resolvConf, nameservers: [...nameservers] },
    },
  });
  it.each<[string, ReturnType<typeof needs>, readonly string[], string, string]>([
    [
      'no service and two name servers',
      needs(),
      ['10.0.0.2', '10.0.0.3'],
      'The inventory lists no services that this host must reach. Its 2 name servers are elsewhere.',
      '主机清单没有列出这台主机必须访问的服务。它的 2 个 DNS 服务器不在该网段内。',
    ],
    [
      'no service and one name server',
      needs(),
      ['10.0.0.2'],
      'The inventory lists no services that this host must reach. Its name server is elsewhere.',
      '主机清单没有列出这台主机必须访问的服务。它的 DNS 服务器不在该网段内。',
    ],
    [
      'neither',
      needs(),
      [],
      'The inventory lists no services that this host must reach.',
      '主机清单没有列出这台主机必须访问的服务。',
    ],
    [
      'a service that did not resolve',
      needs([]),
      ['10.0.0.2'],
      'No address is known of what this host must reach. Its name server is elsewhere.',
      '这台主机必须访问的服务都没有解析出地址。它的 DNS 服务器不在该网段内。',
    ],
    [
      'one service and no name server',
      needs(['10.0.0.9']),
      [],
      'The 1 service that this host must reach (with the /24 around it) is elsewhere.',
      '这台主机必须访问的 1 个服务（连同所在的 /24）不在该网段内。',
    ],
    [
      'two services and no name server',
      needs(['10.0.0.9'], ['10.0.1.9']),
      [],
      'The 2 services that this host must reach (with the /24 around each) are elsewhere.',
      '这台主机必须访问的 2 个服务（连同各自所在的 /24）都不在该网段内。',
    ],
  ])('%s', (_, services, nameservers, inEnglish, inChinese) => {
    const said = whyFree(known(services, nameservers), '172.31.255.0/24');
    expect(said.map(english.tell)).toContain(inEnglish);
    expect(said.map(readerOf('zh-CN').tell)).toContain(inChinese);
  });
});
