import { expect, test } from 'vitest';

import type { Snapshot } from '../../facts/snapshot.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { networkAclOrCloudFirewall as rule } from './network-acl-or-cloud-firewall.ts';

const { snapshot } = recordedHost('security-group-not-bound-or-no-rule');
/** The kernel's counters before and after the attempts. */
function counted(host: Snapshot, dropped = 0): Snapshot {
  const before = withText(host, 'ip-counters', 'TcpExt: IPReversePathFilter\nTcpExt: 0\n');
  return withText(before, 'ip-counters-after', `TcpExt: IPReversePathFilter\nTcpExt: ${dropped}\n`);
}
/** The same host where the packets do arrive. */
const arriving = edited(
  counted(snapshot),
  'nat-after-retry',
  /\[1:60\] (-A DOCKER ! -i docker0 -p tcp -m tcp --dport 30561)/,
  '[2:120] $1',
);

test('packets that arrive, and answers that leave and never get there, are lost on the way back', () => {
  const finding = findingOf(rule, arriving);
  expect(finding).toMatchObject({ certainty: 'likely', explains: ['port:30561'] });
  expect(evidenceText(finding)).toContain('1 packets before, 2 after');
});

test('what the reverse-path filter drops is the host’s own doing', () => {
  expect(findingsOf(rule, counted(arriving, 3))).toEqual([]);
});

test('packets that never arrive are another cause', () => {
  expect(findingsOf(rule, snapshot)).toEqual([]);
});

test('where the host itself loses the answer, the cloud is not accused', () => {
  const dropped = edited(
    arriving,
    'iptables',
    /(\[\d+:\d+\] -A DOCKER-USER -j RETURN)/,
    '[0:0] -A DOCKER-USER -i docker0 -j DROP\n$1',
  );
  expect(findingsOf(rule, dropped)).toEqual([]);
});

test('healthy hosts are left alone, and without the rules of the firewall nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(arriving, 'iptables')).kind).toBe('unknown');
});
