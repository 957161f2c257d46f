import { list, say, sentences } from '../../text/say.ts';
import { attemptEvidence, listenerEvidence } from '../evidence.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { behindPorts, isStarting, orUnseen, severityOf } from './container-listeners.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: as with an application that listens on loopback: refused from outside, reset on the host.
 * Why: the right half of `-p host:container` is not the port that the application listens on.
 * Not seen: an application that opens the right port later; it is asked once, and not sure of a container that just started.
 */
export const wrongContainerPort = defineRule({
  id: 'wrong-container-port',
  title: say`A published port leads to a port of the container on which nothing listens`,
  needs: ['containers', 'attempts', 'question'],
  evaluate: (views) => {
    const all = behindPorts(views);
    const findings = all.flatMap((behind): Finding[] => {
      if (behind.kind !== 'other-port') return [];
      const { path, listeners } = behind;
      const { container, port } = path;
      const ports = [...new Set(listeners.map((listener) => listener.port))];
      const [right] = ports;
      const starting = isStarting(container, views.question.now);
      return [
        {
          severity: severityOf(path, all, views.question.asked.port),
          // A service may open its health port first and the one that is published a while later.
          certainty: starting ? ('likely' as const) : ('proven' as const),
          subject: { kind: 'container', name: container.name },
          title: say`Port ${port.hostPort} leads to port ${port.containerPort} of ${container.name}, which listens on ${list(ports)}`,
          explanation: sentences(
            say`The mapping ${port.hostPort}:${port.containerPort} hands connections to port ${port.containerPort} inside container ${container.name}. Nothing listens there; the application listens on ${list(ports)}. The container's kernel refuses.`,
            starting && say`It has only just started: if it opens that port later, nothing is wrong.`,
          ),
          evidence: [
            {
              source: `docker port ${container.name}`,
              lines: [
                `${port.containerPort}/${port.protocol} -> ${port.hostIp || '0.0.0.0'}:${port.hostPort}`,
              ],
            },
            listenerEvidence(container),
            attemptEvidence(path.outcomes, container),
          ],
          falsifier: say`wrong if \`nsenter -t ${container.inspect.state.pid} -n ss -lnt\` shows a listener on port ${port.containerPort}`,
          fix: {
            summary: sentences(
              say`Publish ${port.hostPort}:${String(right)} instead of ${port.hostPort}:${port.containerPort}, or make the application listen on ${port.containerPort}.`,
              changeIn(container),
            ),
            commands: changeCommands(container, {
              compose: `ports: ["${port.hostPort}:${right}"]`,
              run: `-p ${port.hostPort}:${right}`,
            }),
            risk: say`The container is recreated: a short outage, a new address.`,
          },
          explains: [`port:${port.hostPort}`],
        },
      ];
    });
    return orUnseen(findings, all);
  },
});
