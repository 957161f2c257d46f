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
import type { Snapshot } from '../../facts/snapshot.ts';
import { blockedByRoute } from './blocked-by-route.ts';

const { snapshot: plain } = recordedHost('healthy-plain');
const port = plain.attempts.find(({ vantage }) => vantage === 'worker')?.to.port;

const timesOut = (snapshot: Snapshot) =>
  withOutcome(snapshot, ({ vantage }) => vantage === 'worker', { kind: 'timed-out', afterMs: 3000 });
const withRoute = (line: string) => edited(plain, 'routes', /^default via/, `${line}\ndefault via`);

describe('blocked-by-route', () => {
  it('names the blackhole that a packet to a container falls into, hop by hop', () => {
    const finding = findingOf(blockedByRoute, timesOut(withRoute('blackhole 172.17.0.2')));
    expect(finding).toMatchObject({
      severity: 'critical',
      certainty: 'proven',
      title: `A route of the host keeps packets to port ${port} from getting through`,
      explains: [`port:${port}`],
    });
    expect(evidenceText(finding)).toContain('routes: blackhole 172.17.0.2\nseen: times out');
  });

  it('follows no packets to a name that could not be looked up', () => {
    const { snapshot } = recordedHost('alibaba-cloud-linux-2-name-server-of-old-region');
    expect(findingsOf(blockedByRoute, without(snapshot, 'names'))).toEqual([]);
  });

  it('names the route by which the answer is lost', () => {
    const finding = findingOf(blockedByRoute, timesOut(withRoute('prohibit 198.18.0.0/15')));
    expect(finding.title).toBe(`A route of the host keeps answers from port ${port} from getting through`);
    expect(finding.explanation).toContain('"prohibit 198.18.0.0/15"');
  });

  it('blames the route past the bridge and not the firewall that stops its packets later', () => {
    const finding = findingOf(blockedByRoute, recordedHost('the-story').snapshot);
    expect(finding.explanation).toContain('192.168.0.2 by 192.168.0.0/24 dev eth0');
  });

  it('has nothing to say where the attempt ended otherwise than the trace', () => {
    const refused = withOutcome(withRoute('blackhole 172.17.0.2'), ({ vantage }) => vantage === 'worker', {
      kind: 'refused',
    });
    expect(findingsOf(blockedByRoute, refused)).toEqual([]);
  });

  it('leaves the firewall and everything healthy alone', () => {
    expect(findingsOf(blockedByRoute, recordedHost('forward-drop-without-docker-rules').snapshot)).toEqual(
      [],
    );
    expect(accusedHealthyHosts(blockedByRoute)).toEqual([]);
  });

  it('cannot judge without routes', () => {
    expect(outcomeOf(blockedByRoute, without(timesOut(plain), 'routes')).kind).toBe('unknown');
  });
});
