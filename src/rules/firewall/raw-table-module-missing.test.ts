import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { plain } from '../../../test/support/firewall-hosts.ts';
import { rawTableModuleMissing as rule } from './raw-table-module-missing.ts';

/** Docker 28.0 as quoted in moby/moby#49557. */
const ERROR =
  "failed to set up container networking: driver failed programming external connectivity on endpoint shop-web (1d2): Unable to enable DIRECT ACCESS FILTERING - DROP rule: (iptables failed: iptables --wait -t raw -A PREROUTING -d 172.18.0.2 ! -i br-1f2e3d4c5b6a -j DROP: iptables v1.8.7 (legacy): can't initialize iptables table `raw': Table does not exist (do you need to insmod?)\nPerhaps iptables or your kernel needs to be upgraded.\n (exit status 3))";
const down = { Status: 'created', Running: false, Pid: 0, ExitCode: 128 };
const failed = withContainer(plain, 'shop-web', { State: { ...down, Error: ERROR } });

test('a kernel without the table raw is named where Docker could not start a container for it', () => {
  const finding = findingOf(rule, failed);
  expect(finding).toMatchObject({
    subject: { name: 'shop-web' },
    explains: ['container:shop-web', 'port:30712'],
  });
  expect(evidenceText(finding)).toContain('DIRECT ACCESS FILTERING');
});

test('a container that runs, and one that failed for another table, is none of it', () => {
  expect(findingsOf(rule, withContainer(plain, 'shop-web', { State: { Error: ERROR } }))).toEqual([]);
  const nat = 'iptables --wait -t nat -A DOCKER: iptables: No chain/target/match by that name.';
  expect(findingsOf(rule, withContainer(plain, 'shop-web', { State: { ...down, Error: nat } }))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(failed, 'docker-inspect')).kind).toBe('unknown');
});
