import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { resolvConfOfOldRegion as rule } from './resolv-conf-of-old-region.ts';

const plain = recordedHost('healthy-plain').snapshot;
const needed: Snapshot = { ...plain, needs: [{ name: 'rds', address: 'rds.shop.internal', port: 1433 }] };

/** As the lab printed it: silence at one server, an answer (10.72.9.77) or NXDOMAIN at another. */
const SILENT = '= 124';
const ROOT = '= 0\n 46 52 81 80 00 01 00 00 00 00 00 00 00 00 02 00\n 01';
const KNOWN =
  '= 0\n 46 52 81 80 00 01 00 01 00 00 00 00 03 72 64 73\n 04 73 68 6f 70 08 69 6e 74 65 72 6e 61 6c 00 00\n 01 00 01 c0 0c 00 01 00 01 00 00 00 3c 00 04 0a\n 48 09 4d';
const UNKNOWN =
  '= 0\n 46 52 81 83 00 01 00 00 00 00 00 00 03 72 64 73\n 04 73 68 6f 70 08 69 6e 74 65 72 6e 61 6c 00 00\n 01 00 01';

interface Resolver {
  readonly address: string;
  readonly root: string;
  readonly name: string;
}

function host(
  snapshot: Snapshot,
  servers: readonly Resolver[],
  more: { leased?: string; resolved?: string } = {},
) {
  const configured = servers.filter(({ address }) => address !== more.leased);
  const text = configured.map(({ address }) => `nameserver ${address}\n`).join('');
  const asked = servers.map(
    ({ address, root, name }) => `? - ${address} .\n${root}\n? - ${address} rds.shop.internal\n${name}\n`,
  );
  const written = withText(snapshot, 'resolv-conf', `==> /etc/resolv.conf <==\n${text}`);
  const answered = withText(
    written,
    'name-servers',
    `${more.leased ? `leased ${more.leased}\n` : ''}${asked.join('')}`,
  );
  return withText(answered, 'names', `# rds.shop.internal\n${more.resolved ?? ''}\n`);
}

const dead = { address: '10.202.72.116', root: SILENT, name: SILENT };
const alive = { address: '10.72.9.53', root: ROOT, name: KNOWN };

test('a need that is not found because no nameserver answers is told with the servers', () => {
  const finding = findingOf(rule, host(needed, [dead]));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', explains: ['need:rds'] });
  expect(finding.title).toBe('The only nameserver in /etc/resolv.conf, 10.202.72.116, does not answer');
  expect(evidenceText(finding)).toContain('@10.202.72.116 rds.shop.internal\nno answer in 2 s');
});

test('what DHCP handed out and answers goes into the fix', () => {
  const finding = findingOf(rule, host(plain, [dead, alive], { leased: alive.address }));
  expect(finding.severity).toBe('warning');
  expect(finding.fix?.commands.at(-1)).toContain('nameserver 10.72.9.53');
});

test('a server that answers and lacks the name, which DHCP’s own one knows, is of another network', () => {
  const other = { address: '10.1.1.1', root: ROOT, name: UNKNOWN };
  expect(findingOf(rule, host(needed, [other, alive], { leased: alive.address }))).toMatchObject({
    severity: 'critical',
    title: "The nameservers in /etc/resolv.conf do not know this network's names",
  });
  expect(findingsOf(rule, host(needed, [other]))).toEqual([]);
});

test('a dead second server is a notice, a dead first one too while the name is found in time', () => {
  const resolved = '10.72.9.77 STREAM rds.shop.internal';
  expect(findingOf(rule, host(needed, [alive, dead], { resolved })).severity).toBe('notice');
  expect(findingOf(rule, host(needed, [dead, alive], { resolved })).severity).toBe('notice');
  expect(findingOf(rule, host(needed, [dead, alive])).severity).toBe('critical');
});

test('a nameserver that was never asked is not called dead', () => {
  expect(findingsOf(rule, withText(host(needed, [dead]), 'name-servers', ''))).toEqual([]);
});

test('where nobody needs a name, a dead nameserver is nobody’s trouble', () => {
  expect(findingsOf(rule, host(plain, [dead]))).toEqual([]);
});

test('everybody’s resolver out of reach is a question of the way to the Internet', () => {
  expect(findingsOf(rule, host(needed, [{ ...dead, address: '8.8.8.8' }]))).toEqual([]);
});

const stale = (words: string) =>
  withText(
    host(plain, [alive]),
    'container-names',
    `r 245 nameserver 10.202.72.116\nh 245 172.17.0.2\tshop-web\n? 245 10.202.72.116 .\n${words}\n`,
  );

test('a container with a dead copy is a notice until something in it needs a name', () => {
  expect(findingOf(rule, stale(SILENT))).toMatchObject({ severity: 'notice', subject: { name: 'shop-web' } });
  const named = withText(
    stale(SILENT),
    'docker-logs',
    JSON.stringify({
      '5a51c73646264686e7fb0209a6e694bb1e0896512e6617429f4f56761c964662':
        "2026-11-22T11:59:50.000000000Z wget: bad address 'rds.shop.internal:1433'\n",
    }),
  );
  expect(findingOf(rule, named)).toMatchObject({ severity: 'critical', explains: ['container:shop-web'] });
  expect(findingsOf(rule, stale(ROOT))).toEqual([]);
});

test('healthy hosts are left alone, and without resolv.conf nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(plain, 'resolv-conf')).kind).toBe('unknown');
});
