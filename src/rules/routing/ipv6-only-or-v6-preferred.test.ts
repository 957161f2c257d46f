import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost } from '../../../test/support/recorded-hosts.ts';
import { ipv6OnlyOrV6Preferred as rule } from './ipv6-only-or-v6-preferred.ts';

/** Its application listens on [::]; moved to the published port, IPv4 is still refused. */
const sixOnly = edited(
  recordedHost('wrong-container-port').snapshot,
  'network-namespaces',
  /(tcp6 +0: 0{32}):[0-9A-F]{4}/,
  '$1:0050',
);

test('a listener on [::] that refuses IPv4 listens by IPv6 only', () => {
  const finding = findingOf(rule, sixOnly);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'container' },
  });
  expect(finding.explanation).toContain('refuses IPv4');
  expect(evidenceText(finding)).toContain('LISTEN [::]:80');
  expect(finding.explains).toEqual(['port:30435']);
});

test('a listener on [::] that takes IPv4 is what most programs have', () => {
  const takes = withOutcome(sixOnly, ({ about }) => about.kind === 'container-address', {
    kind: 'connected',
  });
  expect(findingsOf(rule, takes)).toEqual([]);
});

test('a port that a container publishes for IPv6 alone is the mapping’s doing, not a program’s', () => {
  expect(findingsOf(rule, recordedHost('healthy-published-on-ipv6-only').snapshot, { port: 29_066 })).toEqual(
    [],
  );
});

test('a listener on another port is another cause', () => {
  expect(findingsOf(rule, recordedHost('wrong-container-port').snapshot)).toEqual([]);
});

/** ss 6.1 (Debian 12). */
const SS =
  'tcp   LISTEN 0      9      [::]:8085      [::]:*    users:(("httpd",pid=812,fd=3)) ino:15838 sk:1 cgroup:/ v6only:1 <->\n';
const refused = { outcome: { kind: 'refused' }, ms: 0, about: { kind: 'host-port' } } as const;

test('a program on the host that listens by IPv6 only is named for who asks for its port', () => {
  const { snapshot } = recordedHost('healthy-plain');
  const asked = {
    ...withText(snapshot, 'sockets', SS),
    attempts: [
      { ...refused, vantage: 'worker', to: { address: '198.18.0.10', port: 8085 } } as const,
      { ...refused, vantage: 'host', to: { address: '127.0.0.1', port: 8085 } } as const,
    ],
  };
  expect(findingOf(rule, asked, { port: 8085 })).toMatchObject({
    title: 'httpd listens on port 8085 by IPv6 only',
    explains: ['port:8085'],
  });
  expect(findingsOf(rule, asked)).toEqual([]);
});

test('a service with IPv6 addresses alone is out of reach where the host has no IPv6 route', () => {
  const { snapshot } = recordedHost('bridge-subnet-shadows-remote-service');
  const named = {
    ...snapshot,
    needs: [{ name: 'rds', address: 'db.internal', port: 1433 }],
  };
  const answers = '# 2001:db8::20\nRTNETLINK answers: Network is unreachable\nCommand failed -:1\n';
  const six = withText(
    withText(named, 'names', '# db.internal\n2001:db8::20    STREAM db.internal\n'),
    'kernel-routes',
    answers,
  );
  expect(findingOf(rule, six)).toMatchObject({ subject: { kind: 'need', name: 'rds' } });
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  const { readings, ...rest } = sixOnly;
  const { 'docker-inspect': _, ...others } = readings;
  expect(outcomeOf(rule, { ...rest, readings: others }).kind).toBe('unknown');
});
