import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';
import { withRefused } from '../../../test/support/refused-container.ts';
import { portHeldByHostProcess as rule } from './port-held-by-host-process.ts';

const IN_USE = 'Error starting userland proxy: listen tcp4 0.0.0.0:22: bind: address already in use';
const refused = withRefused(IN_USE, 22);

test('the process and its unit are named', () => {
  const finding = findingOf(rule, refused);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'late' } });
  expect(finding.title).toMatch(
    /^late does not start: process sshd \(pid \d+, ssh\.service\) has port 22 of the host$/,
  );
  expect(evidenceText(finding)).toContain('users:(("sshd",pid=');
  expect(finding.fix?.commands[0]).toBe('systemctl disable --now ssh.service');
});

test('a socket that systemd holds for a service is called by its unit', () => {
  // ss 6.1: a socket unit of the lab
  const socket = edited(
    refused,
    'sockets',
    /users:\(\("sshd",pid=\d+,fd=(\d)\)\)(.*)ssh\.service/,
    'users:(("systemd",pid=1,fd=$1))$2sshd.socket',
  );
  expect(findingOf(rule, socket).title).toContain('systemd, for sshd.socket, has port 22');
});

test('a docker-proxy whose container is gone is called left over', () => {
  const proxy = edited(refused, 'sockets', '"sshd"', '"docker-proxy"');
  const finding = findingOf(rule, proxy);
  expect(finding.explanation).toContain('left over from one that is gone');
  expect(finding.fix?.commands[0]).toMatch(/^kill \d+$/);
});

test('without root the process has no name, and the port is held all the same', () => {
  const unseen = edited(refused, 'sockets', /users:\(\(.*?\)\) ino/, 'ino');
  expect(findingOf(rule, unseen).title).toContain(
    'a process of the host (its name is for root to see) has port 22',
  );
});

test('a port that is free by now can be started on', () => {
  const finding = findingOf(rule, withRefused(IN_USE.replace(':22:', ':30999:'), 30999));
  expect(finding).toMatchObject({ certainty: 'likely', fix: { commands: ['docker start late'] } });
});

test('a port that another container has is another cause', () => {
  const other = withRefused('Bind for 0.0.0.0:30712 failed: port is already allocated', 30712);
  expect(findingsOf(rule, other)).toEqual([]);
  expect(findingsOf(rule, withRefused(IN_USE.replace(':22:', ':30712:'), 30712))).toEqual([]);
});

test('an address that the host does not have is another cause', () => {
  const stale =
    'Error starting userland proxy: listen tcp4 10.77.0.1:30010: bind: cannot assign requested address';
  expect(findingsOf(rule, withRefused(stale, 30010))).toEqual([]);
});

test('healthy hosts are left alone, and without the sockets nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(refused, 'sockets')).kind).toBe('unknown');
});
