import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { edited } from '../../../test/support/recorded-hosts.ts';
import { IN_FORWARD, plain, withLines, withNeed } from '../../../test/support/firewall-hosts.ts';
import { firewallRejectsContainerToHost as rule } from './firewall-rejects-container-to-host.ts';

const REJECT = '[7:420] -A INPUT -j REJECT --reject-with icmp-host-prohibited';
/** The stock rules of CentOS 7. */
const stock = withLines(plain, IN_FORWARD, '[90:5400] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', REJECT);
const host = { address: '172.17.0.1', port: 30_712 };
const rejected = withNeed(stock, host, 'connected', 'unreachable');

test('a container that may not call its own host is told which line forbids it', () => {
  const finding = findingOf(rule, rejected);
  expect(finding).toMatchObject({ certainty: 'proven', explains: ['need:rds:shop-web'] });
  expect(evidenceText(finding)).toContain(REJECT);
  expect(finding.fix?.commands[0]).toBe('iptables -I INPUT -i docker0 -j ACCEPT');
});

test('a tight INPUT that no container runs into is no fault', () => {
  expect(findingsOf(rule, stock)).toEqual([]);
  expect(findingsOf(rule, withNeed(stock, host, 'connected', 'connected'))).toEqual([]);
});

test('where the bridge is trusted, and for services beyond the host, INPUT is not to blame', () => {
  const trusted = edited(stock, 'iptables', REJECT, `[1:60] -A INPUT -i docker0 -j ACCEPT\n${REJECT}`);
  expect(findingsOf(rule, withNeed(trusted, host, 'connected', 'timed-out'))).toEqual([]);
  expect(
    findingsOf(rule, withNeed(stock, { address: '10.9.9.9', port: 1433 }, 'connected', 'timed-out')),
  ).toEqual([]);
});

test('without Docker’s proxy a published port is translated before INPUT sees the packet', () => {
  const withoutProxy = edited(
    edited(rejected, 'iptables', '-A DOCKER -i docker0 -j RETURN', ''),
    'iptables',
    '! -i docker0 ',
    '',
  );
  expect(findingsOf(rule, withoutProxy)).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(rejected, 'iptables')).kind).toBe('unknown');
});
