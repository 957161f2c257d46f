import { describeOutcome } from '../../model/attempts.ts';
import { hopLines } from '../../model/trace/trace.ts';
import { say } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { describeTried } from './tried.ts';
import { tracedOutside, TRACE_NEEDS, TRACE_WANTS, type TraceViews } from './traced-failures.ts';

/**
 * Seen: a port times out from outside, followed through the host its packet gets through, and while the worker tried again
 * the counter of the port's NAT rule did not move.
 * Why: something between the client and the network card drops it: a cloud's firewall, a router, the client's own network.
 * Not seen: which of them. Ports without a NAT rule have no counter of their own.
 */
export const droppedBeforeHost = defineRule({
  id: 'dropped-before-host',
  title: say`Packets from outside arrive at the network card`,
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => views.attempts.ports.flatMap((port) => findingOn(port, views)),
});

function findingOn(port: number, views: TraceViews): readonly Finding[] {
  const arrival = views.arrivals?.get(port);
  if (arrival === undefined || arrival.after > arrival.before) return [];
  if (views.attempts.onPort(port).outside?.kind !== 'timed-out') return [];
  const outside = tracedOutside(port, views);
  if (outside === undefined) return [];
  const { trace, outcome } = outside;
  if (trace.end.kind !== 'delivered' || !trace.sure) return [];
  const client = views.question.client ?? say`the client`;
  const watch = `tcpdump -ni any 'tcp dst port ${port}'`;
  return [
    {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'port', name: String(port) },
      title: say`Packets to port ${port} are lost before they get to the host`,
      explanation: say`Port ${port} times out from outside. Nothing on the host stands in its way: followed hop by hop, a packet that comes in by the network card is delivered to ${trace.end.to}. And while Ferryman tried again, the counter of the port's rule stayed at ${arrival.after}: the packets do not arrive. Something between the client and the network card drops them.`,
      evidence: [
        {
          source: say`iptables -t nat -nvxL, before and after another attempt`,
          lines: [say`${arrival.rule}: ${arrival.before} packets before, ${arrival.after} after`],
        },
        {
          source: say`${describeTried({ kind: 'port', port, by: 'outside' })}, followed hop by hop`,
          lines: [...hopLines(trace), say`seen: ${describeOutcome(outcome)}`],
        },
      ],
      falsifier: say`wrong if \`${watch}\` on the host shows packets from ${client} while somebody tries`,
      fix: {
        summary: say`Let TCP ${port} through on the way: the cloud's firewall or security group, routers, and the client's own network.`,
        commands: [watch],
        risk: say`The command only looks.`,
      },
      explains: [`port:${port}`],
    },
  ];
}
