import { describe, expect, it } from 'vitest';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { blockedByFilter } from './blocked-by-filter.ts';
import { blockedByNat } from './blocked-by-nat.ts';

const { snapshot: plain } = recordedHost('healthy-plain');
const silent = withOutcome(plain, ({ vantage }) => vantage === 'worker', {
  kind: 'timed-out',
  afterMs: 3000,
});
const withRule = (rule: string) =>
  edited(silent, 'iptables', /\[\d+:\d+\] -A FORWARD -j DOCKER-USER/, `[0:0] ${rule}\n$&`);

describe('blocked-by-filter', () => {
  it('names the very rule that drops the packet', () => {
    const sure = findingOf(blockedByFilter, withRule('-A FORWARD -i eth0 -o docker0 -j DROP'));
    expect(sure).toMatchObject({
      certainty: 'proven',
      title: expect.stringMatching(/drops packets to port/),
    });
    expect(evidenceText(sure)).toContain(
      '$ iptables -t filter -S FORWARD\n-A FORWARD -i eth0 -o docker0 -j DROP',
    );
  });

  it('suspects a rule that it cannot judge only where that has met packets', () => {
    const rule = '-A FORWARD -i eth0 -m statistic --mode random --probability 0.9 -j DROP';
    expect(findingsOf(blockedByFilter, withRule(rule))).toEqual([]);
    const met = edited(withRule(rule), 'iptables', `[0:0] ${rule}`, `[9:540] ${rule}`);
    expect(findingOf(blockedByFilter, met)).toMatchObject({
      certainty: 'likely',
      title: expect.stringMatching(/^A firewall rule of the host probably drops packets to port/),
    });
  });

  it('names the policy that stops the answer of a container', () => {
    const mute = edited(silent, 'iptables', /\[\d+:\d+\] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT\n/, '');
    const finding = findingOf(blockedByFilter, mute);
    expect(finding.title).toMatch(/^A firewall rule of the host drops answers from port/);
    expect(finding.explanation).toContain('"-P FORWARD DROP"');
  });

  it('leaves a port alone that is merely refused, and everything healthy', () => {
    expect(findingsOf(blockedByFilter, recordedHost('app-not-listening').snapshot)).toEqual([]);
    expect(accusedHealthyHosts(blockedByFilter)).toEqual([]);
  });

  it('accuses nobody where the firewall could not be read, and cannot judge without routes', () => {
    expect(findingsOf(blockedByFilter, without(silent, 'iptables'))).toEqual([]);
    expect(outcomeOf(blockedByFilter, without(silent, 'routes')).kind).toBe('unknown');
  });

  it('takes what Podman publishes for what it is, and not for a translation to the wrong place', () => {
    const { snapshot: podman } = recordedHost('healthy-podman');
    const dropped = edited(
      podman,
      'iptables',
      /\[\d+:\d+\] -A FORWARD/,
      '[9:540] -A FORWARD -i eth0 -j DROP\n$&',
    );
    const shut = withOutcome(dropped, ({ vantage }) => vantage === 'worker', {
      kind: 'timed-out',
      afterMs: 3000,
    });
    const asked = { port: 30_342 };
    expect(evidenceText(findingOf(blockedByFilter, shut, asked))).toContain('-A FORWARD -i eth0 -j DROP');
    expect(findingsOf(blockedByNat, shut, asked)).toEqual([]);
  });
});
