import { describe, expect, it } from 'vitest';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { blockedByNat } from './blocked-by-nat.ts';

const { snapshot: plain } = recordedHost('healthy-plain');
const port = plain.attempts.find(({ vantage }) => vantage === 'worker')?.to.port ?? 0;
const silent = withOutcome(plain, ({ vantage }) => vantage === 'worker', {
  kind: 'timed-out',
  afterMs: 3000,
});
const RULE = `-A PREROUTING -p tcp -m tcp --dport ${port} -j DNAT --to-destination 172.17.0.77:80`;
const diverted = edited(silent, 'iptables', /\[\d+:\d+\] -A PREROUTING/, `[0:0] ${RULE}\n$&`);

describe('blocked-by-nat', () => {
  it('names the rule that sends a published port elsewhere', () => {
    const finding = findingOf(blockedByNat, diverted);
    expect(finding).toMatchObject({
      certainty: 'proven',
      title: `A NAT rule sends packets to port ${port} to 172.17.0.77:80, where they come to nothing`,
      evidence: expect.arrayContaining([{ source: 'iptables -t nat -S PREROUTING', lines: [RULE] }]),
    });
    expect(finding.fix?.commands.at(-1)).toContain(`iptables -t nat -D ${RULE.slice(3)}`);
  });

  it('takes Docker’s own rule for what it is, whatever stops the packet behind it', () => {
    expect(findingsOf(blockedByNat, recordedHost('forward-drop-without-docker-rules').snapshot)).toEqual([]);
    expect(findingsOf(blockedByNat, recordedHost('wrong-container-port').snapshot)).toEqual([]);
  });

  it('leaves a diverted port alone that answers, and everything healthy', () => {
    const answers = withOutcome(diverted, ({ vantage }) => vantage === 'worker', { kind: 'connected' });
    expect(findingsOf(blockedByNat, answers)).toEqual([]);
    expect(accusedHealthyHosts(blockedByNat)).toEqual([]);
  });

  it('cannot judge without routes', () => {
    expect(outcomeOf(blockedByNat, without(diverted, 'routes')).kind).toBe('unknown');
  });
});
