import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { nicRenamed as rule } from './nic-renamed.ts';

const plain = hostSaying([]);
/** A second card without an address, as iproute2 6.1 prints it. */
const bare = withText(
  plain,
  'links',
  `${stdoutOf(plain, 'links').trimEnd()}\n7: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000\\    link/ether 00:16:3e:11:22:33 brd ff:ff:ff:ff:ff:ff promiscuity 0\n`,
);
const IFCFG = `/etc/sysconfig/network-scripts/ifcfg-eth1:1:DEVICE=eth1
/etc/sysconfig/network-scripts/ifcfg-eth1:2:HWADDR=00:16:3E:0A:0B:0C
/etc/sysconfig/network-scripts/ifcfg-eth1:3:BOOTPROTO=dhcp
`;

test('a card without an address, whose name is tied to another card, is named with the line', () => {
  const finding = findingOf(rule, withText(bare, 'config-lines', IFCFG));
  expect(finding).toMatchObject({ severity: 'warning', subject: { kind: 'device', name: 'eth1' } });
  expect(evidenceText(finding)).toContain('2: HWADDR=00:16:3E:0A:0B:0C');
});

test('a rule of udev that gives the old card a name that no card has is the same', () => {
  const udev =
    '/etc/udev/rules.d/70-persistent-net.rules:3:SUBSYSTEM=="net", ATTR{address}=="00:16:3e:0a:0b:0c", NAME="eth2"\n';
  expect(findingOf(rule, withText(bare, 'config-lines', udev)).title).toContain('the configuration of eth2');
});

test('a leftover tie beside cards that have their addresses, and a tie to this very card, are none', () => {
  expect(findingsOf(rule, withText(plain, 'config-lines', IFCFG))).toEqual([]);
  const ofOther = IFCFG.replaceAll('eth1', 'eth0');
  expect(findingsOf(rule, withText(bare, 'config-lines', ofOther))).toEqual([]);
  const right = IFCFG.replace('0A:0B:0C', '11:22:33');
  expect(findingsOf(rule, withText(bare, 'config-lines', right))).toEqual([]);
});

test('a card without an address and without any tie is somebody’s choice', () => {
  expect(findingsOf(rule, withText(bare, 'config-lines', ''))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the links nothing is claimed', () => {
  expect(outcomeOf(rule, without(withText(bare, 'config-lines', IFCFG), 'links'))).toMatchObject({
    kind: 'unknown',
  });
});
