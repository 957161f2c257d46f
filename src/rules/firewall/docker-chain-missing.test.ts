import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { plain } from '../../../test/support/firewall-hosts.ts';
import { dockerChainMissing as rule } from './docker-chain-missing.ts';

/** dockerd 20.10.24 on Debian 12, after `iptables -t nat -X` and `docker restart`. */
const ERROR =
  'driver failed programming external connectivity on endpoint shop-web (5b2f): (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 30712 -j DNAT --to-destination 172.17.0.2:8080 ! -i docker0: iptables: No chain/target/match by that name.\n (exit status 1))';
const down = { Status: 'exited', Running: false, Pid: 0, ExitCode: 137 };
const failed = withContainer(plain, 'shop-web', { State: { ...down, Error: ERROR } });
const gone = edited(failed, 'iptables', ':DOCKER - [0:0]\n', '');

test('a container that is down for want of the chain is told with Docker’s own words', () => {
  const finding = findingOf(rule, gone);
  expect(finding).toMatchObject({
    certainty: 'proven',
    subject: { kind: 'container', name: 'shop-web' },
    explains: ['container:shop-web', 'port:30712'],
  });
  expect(evidenceText(finding)).toContain('No chain/target/match by that name');
  expect(finding.fix?.commands).toEqual(['systemctl restart docker', 'docker start shop-web']);
});

test('where the chain is back, the container has but to be started', () => {
  expect(findingOf(rule, failed).fix?.commands).toEqual(['docker start shop-web']);
});

test('a container that runs again, or failed for another reason, is none of it', () => {
  expect(findingsOf(rule, withContainer(plain, 'shop-web', { State: { Error: ERROR } }))).toEqual([]);
  const port = 'Bind for 0.0.0.0:30712 failed: port is already allocated';
  expect(findingsOf(rule, withContainer(plain, 'shop-web', { State: { ...down, Error: port } }))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(gone, 'docker-inspect')).kind).toBe('unknown');
});
