import type { Socket, SocketProcess } from '../../facts/sockets.ts';
import type { Container } from '../../model/containers.ts';
import { say, sentences, type Said, type Text } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { holdersOf, missed, refusalEvidence, refusedPorts, type RefusedPort } from './refused-ports.ts';

/**
 * Seen: a container stays "created" (exit code 128): "address already in use"; the port may even answer, with other content.
 * Why: a process of the host itself listens on the port: a web server of the distribution, a socket that systemd holds
 * for a service, a container in the host's network, or a docker-proxy that outlived its container.
 * Not seen: without root, which process it is.
 */
export const portHeldByHostProcess = defineRule({
  id: 'port-held-by-host-process',
  title: say`A container does not start because a process of the host has its port`,
  needs: ['containers', 'question', 'listeners'],
  wants: ['sysctls'],
  evaluate: ({ containers, question, listeners, sysctls }) =>
    refusedPorts(containers, question).flatMap((refused): Finding[] => {
      const { container, hostPort, reason } = refused;
      if (reason !== 'in-use') return [];
      const sockets = holdersOf(refused, listeners);
      const holder = readHolder(sockets, containers);
      // Two published ports that clash are Docker's own affair.
      if (holder.name === 'docker-proxy' && isPublished(hostPort, containers)) return [];
      const free = sockets.length === 0;
      return [
        {
          severity: refused.forgotten && question.asked.container !== container.name ? 'notice' : 'critical',
          certainty: free ? 'likely' : 'proven',
          subject: { kind: 'container', name: container.name },
          title: free
            ? say`${container.name} did not start because port ${hostPort} of the host was in use; it is free now`
            : say`${container.name} does not start: ${holder.what} has port ${hostPort} of the host`,
          explanation: sentences(
            say`Docker has to open port ${hostPort} on the host for container ${container.name}, and a port can be open once only.`,
            free ? nobody(isEphemeral(hostPort, sysctls)) : somebody(holder),
          ),
          evidence: [
            refusalEvidence(refused),
            {
              source: `ss -lntpe 'sport = :${hostPort}'`,
              lines: free ? [say`no listener`] : sockets.map(({ text }) => text),
            },
          ],
          falsifier: free
            ? say`wrong if \`docker start ${container.name}\` fails again`
            : say`wrong if \`ss -lntp 'sport = :${hostPort}'\` shows nothing`,
          fix: free
            ? {
                summary: say`Start ${container.name}.`,
                commands: [`docker start ${container.name}`],
                risk: say`None.`,
              }
            : fixOf(refused, holder),
          explains: missed(refused),
        },
      ];
    }),
});

interface Holder {
  /** "process nginx (pid 812, nginx.service)", for the middle of a sentence and for its beginning. */
  readonly what: Said;
  readonly first: Said;
  readonly name?: string;
  readonly pid?: number;
  readonly unit?: string;
  readonly container?: Container;
  readonly leftOver: boolean;
}

function readHolder(sockets: readonly Socket[], containers: readonly Container[]): Holder {
  const socket = sockets.find(({ processes }) => processes !== undefined) ?? sockets[0];
  const process = socket?.processes?.[0];
  // New versions of ss print it: `cgroup:/system.slice/nginx.service`, for what systemd holds itself `…/foo.socket`.
  const cgroup = / cgroup:(\S+)/.exec(socket?.text ?? '')?.[1] ?? '';
  const unit = /([^/]+\.(?:service|socket))$/.exec(cgroup)?.[1];
  const id = /(?:docker[/-]|libpod-)([0-9a-f]{12,64})/.exec(cgroup)?.[1];
  const container = containers.find(
    (one) =>
      (id !== undefined && one.id.startsWith(id)) ||
      (one.running && one.onHostNetwork && process !== undefined && one.inspect.state.pid === process.pid),
  );
  const leftOver = process?.name === 'docker-proxy';
  return {
    ...describe(process, unit, container),
    leftOver,
    ...(process !== undefined && { name: process.name, pid: process.pid }),
    ...(unit !== undefined && !leftOver && { unit }),
    ...(container !== undefined && { container }),
  };
}

function describe(
  process: SocketProcess | undefined,
  unit: string | undefined,
  container: Container | undefined,
): Pick<Holder, 'what' | 'first'> {
  if (container !== undefined) {
    const { name } = container;
    return {
      what: say`container ${name}, which uses the host's own network,`,
      first: say`Container ${name}, which uses the host's own network,`,
    };
  }
  if (process === undefined) {
    return {
      what: say`a process of the host (its name is for root to see)`,
      first: say`A process of the host (its name is for root to see)`,
    };
  }
  if (unit?.endsWith('.socket')) {
    return { what: say`systemd, for ${unit},`, first: say`Systemd, for ${unit},` };
  }
  const { name, pid } = process;
  return unit === undefined
    ? { what: say`process ${name} (pid ${pid})`, first: say`Process ${name} (pid ${pid})` }
    : { what: say`process ${name} (pid ${pid}, ${unit})`, first: say`Process ${name} (pid ${pid}, ${unit})` };
}

function nobody(ephemeral: boolean): Text {
  return sentences(
    say`Nothing listens there now, so that it may be started.`,
    ephemeral &&
      say`The port is of the range from which the kernel picks the near end of outgoing connections: one of those may have had it.`,
  );
}

function somebody({ first, leftOver }: Holder): Text {
  return leftOver
    ? say`${first} listens on it, so the container is not started; no running container publishes that port, so the proxy is left over from one that is gone.`
    : say`${first} listens on it, so the container is not started, and whoever connects gets to that process.`;
}

function isPublished(hostPort: number, containers: readonly Container[]): boolean {
  return containers.some(
    (one) => one.running && one.published.some((port) => port.bound && port.hostPort === hostPort),
  );
}

function isEphemeral(port: number, sysctls: Readonly<Record<string, string>> | undefined): boolean {
  const [low, high] = (sysctls?.['net.ipv4.ip_local_port_range'] ?? '').split(/\s+/).map(Number);
  return low !== undefined && high !== undefined && port >= low && port <= high;
}

function fixOf({ container, hostPort }: RefusedPort, holder: Holder): NonNullable<Finding['fix']> {
  const inner = container.published.find((port) => port.hostPort === hostPort)?.containerPort ?? hostPort;
  const start = `docker start ${container.name}`;
  if (holder.leftOver && holder.pid !== undefined) {
    return {
      summary: say`End the docker-proxy that was left behind (pid ${holder.pid}) and start ${container.name}.`,
      commands: [`kill ${holder.pid}`, start],
      risk: say`Look first whether it is the proxy of a port that is in use: \`${'tr "\\0" " " </proc/<pid>/cmdline'}\` shows where it leads.`,
    };
  }
  const stop =
    holder.container === undefined
      ? holder.unit === undefined
        ? holder.pid === undefined
          ? say`ss -lntp 'sport = :${hostPort}'   # as root`
          : say`systemctl status ${holder.pid}   # which unit it is; then stop that`
        : `systemctl disable --now ${holder.unit}`
      : `docker stop ${holder.container.name}`;
  return {
    summary: sentences(
      say`Decide who is to have port ${hostPort}. Either stop the other one, or give ${container.name} another port.`,
      changeIn(container),
    ),
    commands: [
      stop,
      start,
      say`# or another port:`,
      ...changeCommands(container, {
        compose: say`ports: ["<another port>:${inner}"]`,
        run: say`-p <another port>:${inner}`,
      }),
    ],
    risk: say`What is stopped no longer serves whoever uses it now; a person has to choose.`,
  };
}
