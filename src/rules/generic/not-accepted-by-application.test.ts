import { describe, expect, it } from 'vitest';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { diagnoseSnapshot } from '../../flows/diagnose.ts';
import { notAcceptedByApplication } from './not-accepted-by-application.ts';

describe('not-accepted-by-application', () => {
  const { snapshot } = recordedHost('exposed-not-published');
  const asked = { port: 8080 };

  it('says of a port that nobody has that nobody has it', () => {
    expect(findingOf(notAcceptedByApplication, snapshot, asked)).toMatchObject({
      certainty: 'proven',
      title: 'Nothing on this host listens on port 8080, and no container publishes it',
      evidence: expect.arrayContaining([
        { source: 'ss -lntup', lines: ['nothing listens on tcp port 8080'] },
      ]),
      explains: ['port:8080'],
    });
  });

  it('does not say so of a port whose listener has its hands full', () => {
    const full = edited(snapshot, 'sockets', /LISTEN 0( +128 +0\.0\.0\.0):22/, 'LISTEN 129$1:8080');
    const silent = withOutcome(full, ({ to }) => to.port === 8080, { kind: 'timed-out', afterMs: 3000 });
    const finding = findingOf(notAcceptedByApplication, silent, asked);
    expect(finding.title).toBe(
      'Packets to port 8080 get through, and nothing takes them: 129 connections wait for sshd, 128 fit',
    );
    expect(finding.explanation).toContain('drops the packet');
  });

  it('leaves a port alone that nobody asked for', () => {
    expect(findingsOf(notAcceptedByApplication, snapshot)).toEqual([]);
  });

  it('tells of a published port in which namespace nothing takes it', () => {
    const { snapshot: idle } = recordedHost('app-not-listening');
    const finding = findingOf(notAcceptedByApplication, idle);
    expect(finding.title).toMatch(
      /^Packets to port \d+ get through, and nothing takes them: nothing listens on tcp port 8080$/,
    );
    expect(finding.explanation).toMatch(/Packets get to container \S+ past every rule and route/);
    // In there it is the container's port that has to be listened on, not the published one.
    expect(finding.falsifier).toContain('shows a listener for tcp port 8080');
  });

  it('yields to the rule that knows why', () => {
    const { causes } = diagnoseSnapshot(recordedHost('app-not-listening').snapshot);
    expect(causes.map(({ cause }) => cause)).not.toContain('not-accepted-by-application');
  });

  it('leaves what is lost on the way, and everything healthy, alone', () => {
    expect(findingsOf(notAcceptedByApplication, recordedHost('ip-forward-off').snapshot)).toEqual([]);
    expect(accusedHealthyHosts(notAcceptedByApplication)).toEqual([]);
  });

  it('cannot judge without routes', () => {
    expect(outcomeOf(notAcceptedByApplication, without(snapshot, 'routes'), asked).kind).toBe('unknown');
  });
});
