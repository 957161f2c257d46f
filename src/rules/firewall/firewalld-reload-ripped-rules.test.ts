import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { plain } from '../../../test/support/firewall-hosts.ts';
import { firewalldReloadRippedRules as rule } from './firewalld-reload-ripped-rules.ts';
import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';

const flushed = recordedHost('forward-drop-without-docker-rules').snapshot;
const unit = (seconds: number) =>
  `LoadState=loaded\nActiveState=active\nActiveEnterTimestampMonotonic=${seconds * 1_000_000}\n`;
/** firewalld 0.6 as quoted in moby/moby#16137. */
const FAILED =
  "1542855612.1 hz-shop firewalld[812]: ERROR: COMMAND_FAILED: '/sbin/iptables -w2 -t nat -n -L DOCKER' failed: iptables: No chain/target/match by that name.\n";
const ripped = withText(flushed, 'firewalld', `${unit(5)}${FAILED}`);

test('the reload that took Docker’s rules is named in place of what it left behind', () => {
  const finding = findingOf(rule, ripped);
  expect(finding).toMatchObject({
    certainty: 'proven',
    subject: { name: 'firewalld' },
    explains: ['port:30322'],
  });
  expect(evidenceText(finding)).toContain('COMMAND_FAILED');
  expect(findingsOf(forwardDropWithoutDockerRules, ripped)).toEqual([]);
});

test('a firewalld that started after Docker is named without a word of its journal', () => {
  expect(evidenceText(findingOf(rule, withText(flushed, 'firewalld', unit(1e9))))).toContain(
    's after Docker',
  );
});

test('without firewalld, or with one that came first and said nothing, it is somebody else', () => {
  const off = 'LoadState=not-found\nActiveState=inactive\nActiveEnterTimestampMonotonic=0\n';
  expect(findingsOf(rule, withText(flushed, 'firewalld', off))).toEqual([]);
  expect(findingsOf(rule, withText(flushed, 'firewalld', unit(0)))).toEqual([]);
});

test('firewalld beside Docker’s rules is no fault', () => {
  expect(findingsOf(rule, withText(plain, 'firewalld', `${unit(5)}${FAILED}`))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(ripped, 'iptables')).kind).toBe('unknown');
});
