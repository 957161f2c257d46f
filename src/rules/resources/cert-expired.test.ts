import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { certExpired as rule } from './cert-expired.ts';

/** openssl 3.0.15. */
const certificate = (notAfter: string) => `
# 127.0.0.1:8443
subject=CN = shop.example.com
issuer=C = US, O = Let's Encrypt, CN = R3
notBefore=Aug 24 03:04:05 2025 GMT
notAfter=${notAfter}
`;

test('the certificate that a port presents is named with its last day', () => {
  const finding = findingOf(
    rule,
    withText(hostSaying([]), 'certificates', certificate('Nov 20 03:04:04 2026 GMT')),
  );
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'port', name: '8443' } });
  expect(finding.title).toBe('The certificate of port 8443 expired on 2026-11-20');
  expect(evidenceText(finding)).toContain('CN = shop.example.com');
});

test('one that is valid a day longer is in order', () => {
  expect(
    findingsOf(rule, withText(hostSaying([]), 'certificates', certificate('Nov 23 03:04:04 2026 GMT'))),
  ).toEqual([]);
});

test.each([
  'x509: certificate has expired or is not yet valid: current time 2026-11-22T12:00:00Z is after 2026-10-01T12:00:00Z',
  'Error: CERT_HAS_EXPIRED',
  'certificate verify failed: certificate has expired (_ssl.c:1123)',
])('a client that says "%s" refuses a server', (line) => {
  const finding = findingOf(rule, hostSaying([line]));
  expect(finding).toMatchObject({ severity: 'warning', subject: { name: 'shop-web' } });
});

test('a certificate of tomorrow is a matter of the clock', () => {
  const line =
    'x509: certificate has expired or is not yet valid: current time 2026-11-22T12:00:00Z is before 2026-12-01T12:00:00Z';
  expect(findingsOf(rule, hostSaying([line]))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a missing openssl, and logs that may not be read, make no fault', () => {
  expect(outcomeOf(rule, without(without(hostSaying([]), 'certificates'), 'docker-logs')).kind).toBe(
    'healthy',
  );
});
