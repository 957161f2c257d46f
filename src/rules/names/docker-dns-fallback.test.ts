import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { dockerDnsFallback as rule } from './docker-dns-fallback.ts';

const { snapshot } = recordedHost('healthy-plain');
const SILENT = '= 124';
const ROOT = '= 0\n 46 52 81 80 00 01 00 00 00 00 00 00 00 00 02 00\n 01';
/** dockerd 20.10.24 */
const JOURNAL =
  '2026-11-22T11:59:48+0000 hz-shop dockerd[150]: time="2026-11-22T11:59:48.1Z" level=info msg="No non-localhost DNS nameservers are left in resolv.conf. Using default external servers: [nameserver 8.8.8.8 nameserver 8.8.4.4]"\n';

function fallen(words: string, host = 'nameserver 127.0.0.1\n'): Snapshot {
  const file = withText(snapshot, 'resolv-conf', `==> /etc/resolv.conf <==\n${host}`);
  const said = withText(file, 'docker-journal', stdoutOf(snapshot, 'docker-journal') + JOURNAL);
  return withText(
    said,
    'container-names',
    `r 245 nameserver 8.8.8.8\nr 245 nameserver 8.8.4.4\nh 245 172.17.0.2\tshop-web\n? 245 8.8.8.8 .\n${words}\n? 245 8.8.4.4 .\n${words}\n`,
  );
}

test('8.8.8.8 that Docker put in and that is out of reach is told with Docker’s own words', () => {
  const finding = findingOf(rule, fallen(SILENT));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(evidenceText(finding)).toContain('No non-localhost DNS nameservers are left in resolv.conf');
});

test('where it answers and nobody needs a private name, it is a notice', () => {
  expect(findingOf(rule, fallen(ROOT)).severity).toBe('notice');
});

test('a private name that the host finds and the container does not makes it critical', () => {
  const needs = [{ name: 'rds', address: 'rds.shop.internal', port: 1433 }];
  const named = withText(
    { ...fallen(ROOT), needs },
    'names',
    '# rds.shop.internal\n10.72.9.77 STREAM rds.shop.internal\n',
  );
  const unknown = `${stdoutOf(named, 'container-names')}? 245 8.8.8.8 rds.shop.internal\n= 0\n 46 52 81 83 00 01 00 00 00 00 00 00 03 72 64 73\n`;
  const finding = findingOf(rule, withText(named, 'container-names', unknown));
  expect(finding.severity).toBe('critical');
  expect(finding.explanation).toContain(
    'rds.shop.internal cannot be found from the container, while the host finds it.',
  );
});

test('8.8.8.8 that somebody chose is left alone: for the host, for Docker, for the container', () => {
  expect(findingsOf(rule, fallen(SILENT, 'nameserver 8.8.8.8\n'))).toEqual([]);
  const daemon = withText(
    fallen(SILENT),
    'daemon-json',
    '==> /etc/docker/daemon.json <==\n{"dns": ["8.8.8.8"]}\n',
  );
  expect(findingsOf(rule, daemon)).toEqual([]);
  const own = withContainer(fallen(SILENT), 'shop-web', { HostConfig: { Dns: ['8.8.8.8'] } });
  expect(findingsOf(rule, own)).toEqual([]);
});

test('a container without any nameserver, as Docker 28 leaves it, resolves nothing', () => {
  const none = withText(
    fallen(SILENT, 'search internal\n'),
    'container-names',
    'h 245 172.17.0.2\tshop-web\n',
  );
  expect(findingOf(rule, none).title).toBe('Container shop-web has no nameserver at all');
});

test('healthy hosts are left alone, and without resolv.conf nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(snapshot, 'resolv-conf')).kind).toBe('unknown');
});
