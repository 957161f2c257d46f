import { connected } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { attemptEvidence, listenerEvidence } from '../evidence.ts';
import { behindPorts, orUnseen, severityOf } from './container-listeners.ts';
import { askedOnHost, isLoopback } from './host-listeners.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: the published port is refused from outside; on the host it connects and is reset at once.
 * Why: inside the container the application listens on 127.0.0.1 only, and packets for the published port arrive at the
 * container's own address. .NET's default without ASPNETCORE_URLS is http://localhost:5000.
 * The same on the host itself, for a process of its own or a container on its network, where 127.0.0.1 is the host's: that
 * may be meant, so that it is told only to somebody who asks for the port.
 * Not seen: whether it is meant.
 */
export const loopbackOnlyInsideContainer = defineRule({
  id: 'loopback-only-inside-container',
  title: say`An application listens on 127.0.0.1 only, inside its container`,
  needs: ['containers', 'attempts', 'question'],
  wants: ['listeners'],
  evaluate: (views) => {
    const all = behindPorts(views);
    const findings = all.flatMap((behind): Finding[] => {
      if (behind.kind !== 'loopback-only') return [];
      const { path, listener } = behind;
      const { container, port } = path;
      const { env, envNames } = container.inspect.config;
      const dotnet = [...envNames, ...Object.keys(env)].some((name) => /^(ASPNETCORE|DOTNET)_/.test(name));
      const elsewhere = listener.port !== port.containerPort;
      return [
        {
          severity: severityOf(path, all, views.question.asked.port),
          certainty: 'proven' as const,
          subject: { kind: 'container', name: container.name },
          title: say`${container.name} listens on 127.0.0.1 only, so nobody outside the container can connect`,
          explanation: sentences(
            say`Port ${port.hostPort} of the host leads to port ${port.containerPort} of container ${container.name}. In there the application listens on ${listener.address}:${listener.port}, which takes connections from inside the container alone; those that arrive from the host are refused.`,
            elsewhere && say`It is also another port than the ${port.containerPort} that is published.`,
          ),
          evidence: [listenerEvidence(container), attemptEvidence(path.outcomes, container)],
          falsifier: say`wrong if \`nsenter -t ${container.inspect.state.pid} -n ss -lnt\` shows a listener on 0.0.0.0:${port.containerPort} or [::]:${port.containerPort}`,
          fix: {
            summary: sentences(
              dotnet
                ? say`Make it listen on every address: ASPNETCORE_URLS=http://+:${port.containerPort} in the container's environment.`
                : say`Make the application listen on 0.0.0.0:${port.containerPort} (its bind or host setting) and recreate the container.`,
              changeIn(container),
            ),
            commands: changeCommands(
              container,
              dotnet
                ? {
                    compose: `environment: ["ASPNETCORE_URLS=http://+:${port.containerPort}"]`,
                    run: `-e ASPNETCORE_URLS=http://+:${port.containerPort}`,
                  }
                : {
                    compose: say`# bind address 0.0.0.0, port ${port.containerPort}`,
                    run: say`(bind address 0.0.0.0, port ${port.containerPort})`,
                  },
            ),
            risk: say`The container is recreated: a short outage, a new address.`,
          },
          explains: [`port:${port.hostPort}`],
        },
      ];
    });
    return orUnseen([...findings, ...onHost(views)], all);
  },
});

/** A port of the host itself that somebody asked for, open on loopback alone. */
function onHost({
  listeners,
  ...views
}: Pick<Views, 'containers' | 'attempts' | 'question'> & Partial<Pick<Views, 'listeners'>>): Finding[] {
  if (listeners === undefined) return [];
  return askedOnHost({ ...views, listeners }).flatMap(({ port, sockets, container }): Finding[] => {
    const outcomes = views.attempts.onPort(port);
    if (sockets.length === 0 || !sockets.every((socket) => isLoopback(socket))) return [];
    if (connected(outcomes.outside)) return [];
    const process = sockets.find(({ processes }) => processes !== undefined)?.processes?.[0];
    const onHostItself =
      process === undefined ? say`The process on the host` : say`${process.name} on the host`;
    const who = container === undefined ? onHostItself : container.name;
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject:
          container === undefined
            ? { kind: 'process', name: process?.name ?? String(port) }
            : { kind: 'container', name: container.name },
        title: say`${who} listens on 127.0.0.1 only, so port ${port} is closed to everybody else`,
        explanation: sentences(
          container === undefined
            ? say`${who} takes connections on port ${port} of the host's loopback address alone: programs on the host reach it, and whoever comes from outside is refused.`
            : say`${who} takes connections on port ${port} of the host's loopback address alone, since it uses the host's own network: programs on the host reach it, and whoever comes from outside is refused.`,
          say`It may be meant that way, for a service behind a web server on the same host.`,
        ),
        evidence: [
          { source: `ss -lntp 'sport = :${port}'`, lines: sockets.map(({ text }) => text) },
          attemptEvidence(outcomes, container),
        ].filter(({ lines }) => lines.length > 0),
        falsifier: say`wrong if \`ss -lnt 'sport = :${port}'\` shows 0.0.0.0:${port} or [::]:${port}`,
        fix: {
          summary:
            container === undefined
              ? say`If others are meant to reach it, let it listen on 0.0.0.0:${port} or on the host's address (its bind or listen setting).`
              : say`If others are meant to reach it, let it listen on 0.0.0.0:${port} or on the host's address (its bind or listen setting). ${changeIn(container)}`,
          commands: [
            process === undefined
              ? say`ss -lntp 'sport = :${port}'   # as root: which process it is`
              : say`systemctl status ${process.pid}   # its unit and configuration`,
          ],
          risk: say`Opens the service to everybody who reaches the host; it may have been closed on purpose.`,
        },
        explains: [`port:${port}`],
      },
    ];
  });
}
