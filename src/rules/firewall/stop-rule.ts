import { list, say, type Text } from '../../text/say.ts';
import { defineRule, type Evidence, type Finding, type Remedy, type Rule } from '../rule.ts';
import { causeOfStop, type StopCause } from './stop-cause.ts';
import type { Seen } from './hops.ts';
import { distinctWords, STOP_NEEDS, stopsOf, type Stop } from './ways.ts';

/** What a rule says of packets that end at one line of the firewall. */
export interface Told {
  readonly title: Text;
  readonly explanation: Text;
  readonly evidence?: readonly Evidence[];
  readonly falsifier: Text;
  readonly fix: Remedy;
  readonly subject?: Finding['subject'];
}

interface StopRule {
  readonly id: string;
  readonly title: Text;
  readonly cause: StopCause;
  /** @param stops all by one line */
  readonly tell: (stops: readonly [Stop, ...Stop[]], views: Seen) => Told;
}

/**
 * A rule about a line of the firewall at which packets end that somebody misses: a connection attempt failed, its far end is
 * fine, and the walk of its packets ends there. One finding for each line, whatever number of ports it cuts off.
 */
export function stopRule({ id, title, cause, tell }: StopRule): Rule {
  return defineRule({
    id,
    title,
    needs: STOP_NEEDS,
    wants: ['routeAnswers', 'sysctls', 'bridges', 'arrivals'],
    evaluate: (views) =>
      groups(stopsOf(views).filter((stop) => causeOfStop(stop, views) === cause)).map((stops): Finding => {
        const [{ by }] = stops;
        const told = tell(stops, views);
        return {
          severity: 'critical',
          certainty: stops.some(({ certain }) => certain) ? 'proven' : 'likely',
          subject: told.subject ?? { kind: 'firewall', name: by.chain },
          title: told.title,
          explanation: told.explanation,
          evidence: [
            lineEvidence(stops[0]),
            ...(told.evidence ?? []),
            ...stops.slice(0, 2).map(({ way }) => way.evidence),
          ],
          falsifier: told.falsifier,
          fix: told.fix,
          explains: stops.map(({ way }) => way.key),
        };
      }),
  });
}

/** `[12:720] -A DOCKER-USER -j DROP` as `iptables-save -c` prints it, or a policy. */
function lineEvidence({ by }: Stop, tool = 'iptables-save'): Evidence {
  const { rule } = by;
  return {
    source: `${tool} -c -t ${by.table}`,
    lines: [rule === undefined ? by.text : `[${rule.packets}:${rule.bytes}] ${rule.text}`],
  };
}

/** "packets from 203.0.113.9 to port 30003 (container topapi) and …" */
export function cutOff(stops: readonly Stop[]): Text {
  const words = distinctWords(stops.map(({ way }) => way));
  return words.length > 4 ? say`${list(words.slice(0, 4))} and ${words.length - 4} more` : list(words, 'and');
}

function groups(stops: readonly Stop[]): readonly [Stop, ...Stop[]][] {
  const byLine = new Map<string, [Stop, ...Stop[]]>();
  for (const stop of stops) {
    const key = `${stop.by.table} ${stop.by.chain} ${stop.by.text}`;
    const known = byLine.get(key);
    if (known === undefined) byLine.set(key, [stop]);
    else known.push(stop);
  }
  return [...byLine.values()];
}
