import { describe, expect, it } from 'vitest';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { droppedBeforeHost } from './dropped-before-host.ts';

const { snapshot } = recordedHost('security-group-not-bound-or-no-rule');
const port = snapshot.attempts.find(({ outcome }) => outcome.kind === 'timed-out')?.to.port;

describe('dropped-before-host', () => {
  it('speaks where the host would let the packet in and its counter does not move', () => {
    const finding = findingOf(droppedBeforeHost, snapshot);
    expect(finding).toMatchObject({
      certainty: 'proven',
      title: `Packets to port ${port} are lost before they get to the host`,
      explains: [`port:${port}`],
    });
    expect(evidenceText(finding)).toMatch(/: (\d+) packets before, \1 after/);
  });

  it('stays silent where packets arrive, or where nobody counted', () => {
    const rule = new RegExp(String.raw`\[\d+(:\d+\] .*--dport ${port} -j DNAT)`);
    expect(findingsOf(droppedBeforeHost, edited(snapshot, 'nat-after-retry', rule, '[999$1'))).toEqual([]);
    expect(findingsOf(droppedBeforeHost, without(snapshot, 'nat-after-retry'))).toEqual([]);
  });

  it('leaves what dies on the host, and everything healthy, alone', () => {
    for (const name of ['ip-forward-off', 'forward-drop-without-docker-rules', 'the-story']) {
      expect(findingsOf(droppedBeforeHost, recordedHost(name).snapshot)).toEqual([]);
    }
    expect(accusedHealthyHosts(droppedBeforeHost)).toEqual([]);
  });

  it('cannot judge without routes', () => {
    expect(outcomeOf(droppedBeforeHost, without(snapshot, 'routes')).kind).toBe('unknown');
  });
});
