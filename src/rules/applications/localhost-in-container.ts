import { CONNECT_FAILURE } from '../../model/connect-failure.ts';
import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import { say, sentences } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: the application cannot open its database, refused at once; on the developer's machine, or outside of Docker, the same
 * settings work.
 * Why: its connection string says localhost. Inside a container that is the container itself, where no database listens; the one on
 * the host, or in another container, has another address.
 * Not seen: settings in files inside the image. A container in the host's own network means the host by localhost, and is fine.
 */
export const localhostInContainer = defineRule({
  id: 'localhost-in-container',
  title: say`A connection string says localhost inside a container that has no such service`,
  needs: ['containers', 'logs', 'question', 'symptoms'],
  wants: ['attempts'],
  evaluate: (views) =>
    views.containers.flatMap((container) => {
      const endpoint = container.inspect.config.endpoints.find(({ host }) => isLoopback(host));
      if (endpoint === undefined || container.onHostNetwork) return [];
      if (container.inspect.hostConfig.networkMode.startsWith('container:')) return [];
      if (container.running && listensOn(container, endpoint.port)) return [];
      const { name } = container;
      const isAsked = views.question.asked.container === name;
      const spoken = spokenNow(CONNECT_FAILURE, views).find((one) => one.container === container);
      const down = !container.running || isLooping(container, views.question.now);
      const seen =
        spoken !== undefined || (isAsked && container.listeners !== undefined && container.running);
      if (!seen) return [];
      const place = `${endpoint.host}:${endpoint.port}`;
      return [
        {
          severity: down ? ('critical' as const) : ('warning' as const),
          certainty: spoken === undefined ? ('likely' as const) : ('proven' as const),
          subject: { kind: 'container', name },
          title: say`${name} looks for its service at ${place}, which inside a container is the container itself`,
          explanation: say`The variable ${endpoint.variable} of ${name} leads to ${place}. Each container has a loopback of its own: localhost inside ${name} is not the host, and nothing in ${name} listens on ${endpoint.port}, so every attempt is refused at once. The same settings work where application and database run on one machine without Docker.`,
          evidence: [
            {
              source: `docker inspect -f '{{.Config.Env}}' ${name}`,
              lines: [`${endpoint.variable} → ${place}`],
            },
            ...(container.listeners === undefined || !container.running
              ? []
              : [
                  {
                    source: `nsenter -t ${container.inspect.state.pid} -n ss -lnt`,
                    lines: [
                      container.listeners.map(({ address, port }) => `${address}:${port}`).join(', ') ||
                        say`no listener`,
                    ],
                  },
                ]),
            ...(spoken === undefined ? [] : [logEvidence(container, spoken.lines)]),
          ],
          falsifier: say`wrong if \`${`nsenter -t $(docker inspect -f '{{.State.Pid}}' ${name}) -n ss -lnt`}\` shows a listener on ${endpoint.port}`,
          fix: {
            summary: say`Name the service by its own address in ${endpoint.variable}: the name of its container in a common network, or the host's address.`,
            commands: changeCommands(container, {
              compose: say`environment: ${endpoint.variable} with the database's own name instead of ${endpoint.host}`,
              run: `-e ${endpoint.variable}=…`,
            }),
            risk: sentences(
              changeIn(container),
              say`A database on the host has to listen on more than 127.0.0.1 then.`,
            ),
          },
          explains: suffering(container, views),
        },
      ];
    }),
});

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '::1';
}

/** Where nobody could look, it counts as if there were one. */
function listensOn({ listeners }: Container, port: number): boolean {
  return listeners === undefined || listeners.some((one) => one.protocol === 'tcp' && one.port === port);
}
