import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { wrongSchemeOrHostHeader as rule } from './wrong-scheme-or-host-header.ts';

const { snapshot } = recordedHost('healthy-plain');
const ID = '5a51c73646264686e7fb0209a6e694bb1e0896512e6617429f4f56761c964662';
const PORT = { port: 30712 };

const said = (lines: readonly string[], at = '2026-11-22T11:59:50.000000000Z') =>
  withText(
    snapshot,
    'docker-logs',
    JSON.stringify({ [ID]: lines.map((line) => `${at} ${line}\n`).join('') }),
  );
const thrice = (line: string) => [line, line, line];

// Go 1.21, nginx 1.24, Apache 2.4, Python 3.11 http.server, Django 4.2, Vite 5
test.each([
  [
    'http: TLS handshake error from 10.0.0.9:4711: client sent an HTTP request to an HTTPS server',
    'speak plain HTTP',
  ],
  [
    '2026/11/22 11:59:50 [info] 29#29: *1 client sent plain HTTP request to HTTPS port: The plain HTTP request was sent to HTTPS port',
    'speak plain HTTP',
  ],
  [
    String.raw`10.0.0.9 - - [22/Nov/2026:11:59:50 +0000] "\x16\x03\x01\x02\x00\x01" 400 157 "-" "-"`,
    'speak TLS',
  ],
  [
    String.raw`[core:error] [client 10.0.0.9:4711] AH00126: Invalid method in request \x16\x03\x01`,
    'speak TLS',
  ],
  [String.raw`10.0.0.9 - - code 400, message Bad request version ('\x16\x03\x01')`, 'speak TLS'],
  [
    "Invalid HTTP_HOST header: 'shop.example:30712'. You may need to add 'shop.example' to ALLOWED_HOSTS.",
    'a host name',
  ],
  ['Blocked request. This host ("shop.example") is not allowed.', 'a host name'],
])('%s', (line, told) => {
  const finding = findingOf(rule, said(thrice(line)), PORT);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'likely', explains: ['port:30712'] });
  expect(finding.title).toContain(told);
});

const HELLO = String.raw`203.0.113.9 "\x16\x03\x01" 400`;

test('a scanner among other clients is no finding, and nobody who did not ask hears of it', () => {
  const busy = [...Array.from({ length: 9 }, () => '10.0.0.9 "GET / HTTP/1.1" 200'), ...thrice(HELLO)];
  expect(findingsOf(rule, said(busy), PORT)).toEqual([]);
  expect(findingsOf(rule, said([HELLO, HELLO]), PORT)).toEqual([]);
  expect(findingsOf(rule, said(thrice(HELLO)))).toEqual([]);
});

test('what was written in an earlier run, or long ago, is over', () => {
  expect(findingsOf(rule, said(thrice(HELLO), '2026-11-22T11:00:00.000000000Z'), PORT)).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect'), PORT).kind).toBe('unknown');
});
