import { failed } from '../model/attempts.ts';
import { publisherOf, type Container } from '../model/containers.ts';
import { attemptEvidence, listenerEvidence } from './evidence.ts';
import { defineRule } from './rule.ts';

/**
 * Seen: the port is refused from outside and on the host; `docker ps` shows `5000/tcp` without an arrow.
 * Why: EXPOSE in an image is documentation; without -p nothing on the host leads to the container.
 * Not seen: whether anybody outside should reach it. Databases of a compose project are exposed and not published on
 * purpose, so that nothing is said until somebody asks for the port.
 */
export const exposedNotPublished = defineRule({
  id: 'exposed-not-published',
  title: 'A container exposes the asked port without publishing it',
  needs: ['containers', 'listeners', 'question', 'attempts'],
  evaluate: ({ containers, listeners, question, attempts }) => {
    const { port } = question.asked;
    if (port === undefined || publisherOf(containers, port) !== undefined) return [];
    if (listeners.some((socket) => socket.protocol === 'tcp' && socket.port === port)) return [];
    const outcomes = attempts.onPort(port);
    if (outcomes.outside !== undefined && !failed(outcomes.outside)) return [];
    const offering = containers.filter((one) => offers(one, port));
    const container = offering.find((one) => listensOn(one, port)) ?? offering[0];
    if (container === undefined) return [];
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'container', name: container.name },
        title: `Container ${container.name} has port ${port} but does not publish it`,
        explanation: `Nothing on the host listens on ${port}. Container ${container.name} ${exposes(container, port) ? `exposes ${port}, which only documents it` : `listens on ${port} inside`}; without a published port nothing leads there from the host or from outside.`,
        evidence: [
          {
            source: `docker ps --filter name=${container.name} --format '{{.Ports}}'`,
            lines: [portsColumn(container)],
          },
          ...(container.listeners === undefined ? [] : [listenerEvidence(container)]),
          attemptEvidence(outcomes, container),
        ].filter(({ lines }) => lines.length > 0),
        falsifier: `wrong if \`docker port ${container.name}\` shows a line that ends in :${port}`,
        fix: {
          summary: `Recreate the container with -p ${port}:${port} (in compose: ports: ["${port}:${port}"]).`,
          commands: [
            container.project === undefined
              ? `# docker run … -p ${port}:${port} …   (recreate ${container.name})`
              : `# in the compose file of project ${container.project}:  ports: ["${port}:${port}"], then docker compose up -d`,
          ],
          risk: 'Opens the port to everybody who reaches the host. The container is recreated: a short outage, a new address.',
        },
        explains: [`port:${port}`],
      },
    ];
  },
});

function offers(container: Container, port: number): boolean {
  if (!container.running || container.onHostNetwork) return false;
  return exposes(container, port) || listensOn(container, port);
}

function listensOn({ listeners = [] }: Container, port: number): boolean {
  return listeners.some((one) => one.protocol === 'tcp' && one.port === port);
}

function exposes({ inspect }: Container, asked: number): boolean {
  return inspect.config.exposedPorts.some(({ port, protocol }) => port === asked && protocol === 'tcp');
}

/** As `docker ps` prints it: what is published has an arrow. */
function portsColumn({ published, inspect }: Container): string {
  const mapped = published.map(
    ({ containerPort, protocol, hostIp, hostPort }) =>
      `${hostIp || '0.0.0.0'}:${hostPort}->${containerPort}/${protocol}`,
  );
  const exposed = inspect.config.exposedPorts
    .filter(({ port }) => !published.some(({ containerPort }) => containerPort === port))
    .map(({ port, protocol }) => `${port}/${protocol}`);
  return [...mapped, ...exposed].join(', ');
}
