import { failed } from '../../model/attempts.ts';
import { publisherOf, type Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { attemptEvidence, listenerEvidence } from '../evidence.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: the port is refused from outside and on the host; `docker ps` shows `5000/tcp` without an arrow.
 * Why: EXPOSE in an image is documentation; without -p nothing on the host leads to the container.
 * Not seen: whether anybody outside should reach it. Databases of a compose project are exposed and not published on
 * purpose, so that nothing is said until somebody asks for the port, or for a container that no other one shares a network with.
 */
export const exposedNotPublished = defineRule({
  id: 'exposed-not-published',
  title: say`A container exposes the asked port without publishing it`,
  needs: ['containers', 'listeners', 'question', 'attempts'],
  evaluate: (views) => {
    const offer = offerByPort(views) ?? offerByContainer(views);
    if (offer === undefined) return [];
    const { container, port, certainty } = offer;
    const outcomes = views.attempts.onPort(port);
    return [
      {
        severity: 'critical',
        certainty,
        subject: { kind: 'container', name: container.name },
        title: say`Container ${container.name} has port ${port} but does not publish it`,
        explanation: sentences(
          certainty === 'proven'
            ? say`Nothing on the host listens on ${port}.`
            : say`${container.name} publishes no port, and no other container shares a network with it.`,
          exposes(container, port)
            ? say`Container ${container.name} exposes ${port}, which only documents it; without a published port nothing leads there from the host or from outside.`
            : say`Container ${container.name} listens on ${port} inside; without a published port nothing leads there from the host or from outside.`,
        ),
        evidence: [
          {
            source: `docker ps --filter name=${container.name} --format '{{.Ports}}'`,
            lines: [portsColumn(container)],
          },
          ...(container.listeners === undefined ? [] : [listenerEvidence(container)]),
          attemptEvidence(outcomes, container),
        ].filter(({ lines }) => lines.length > 0),
        falsifier: say`wrong if \`docker port ${container.name}\` shows a line that ends in :${port}`,
        fix: {
          summary: sentences(
            say`Recreate the container with -p ${port}:${port} (in compose: ports: ["${port}:${port}"]).`,
            changeIn(container),
          ),
          commands: changeCommands(container, {
            compose: `ports: ["${port}:${port}"]`,
            run: `-p ${port}:${port}`,
          }),
          risk: say`Opens the port to everybody who reaches the host. The container is recreated: a short outage, a new address.`,
        },
        explains: [`port:${port}`],
      },
    ];
  },
});

type Seen = Pick<Views, 'containers' | 'listeners' | 'question' | 'attempts'>;

interface Offer {
  readonly container: Container;
  readonly port: number;
  readonly certainty: 'proven' | 'likely';
}

/** Somebody asked for the port, nothing of the host has it, and a container would. */
function offerByPort({ containers, listeners, question, attempts }: Seen): Offer | undefined {
  const { port } = question.asked;
  if (port === undefined || publisherOf(containers, port) !== undefined) return undefined;
  if (listeners.some((socket) => socket.protocol === 'tcp' && socket.port === port)) return undefined;
  const { outside } = attempts.onPort(port);
  if (outside !== undefined && !failed(outside)) return undefined;
  const offering = containers.filter((one) => offers(one, port));
  const container = offering.find((one) => listensOn(one, port)) ?? offering[0];
  return container && { container, port, certainty: 'proven' };
}

/** Somebody asked for the container, it has a server, and neither the host nor a neighbour in its networks reaches it. */
function offerByContainer({ containers, question }: Seen): Offer | undefined {
  const container = containers.find(({ name }) => name === question.asked.container);
  if (container === undefined || container.published.length > 0 || hasNeighbours(container, containers)) {
    return undefined;
  }
  const exposed = container.inspect.config.exposedPorts.filter(({ protocol }) => protocol === 'tcp');
  const [port] = exposed
    .map((one) => one.port)
    // Images expose ports for servers that this container may not run.
    .filter((one) => offers(container, one) && (!container.listeners || listensOn(container, one)));
  return port === undefined ? undefined : { container, port, certainty: 'likely' };
}

/** Containers find each other by name in networks of their own, not on the default bridge. */
function hasNeighbours({ id, attachments }: Container, containers: readonly Container[]): boolean {
  const networks = new Set(attachments.map(({ network }) => network).filter((name) => name !== 'bridge'));
  return containers.some(
    (other) => other.id !== id && other.attachments.some(({ network }) => networks.has(network)),
  );
}

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
