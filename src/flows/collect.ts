import { setMaxListeners } from 'node:events';

import { askGate, type DockerGate } from '../docker/gate.ts';
import { facts } from '../facts/index.ts';
import type { Fact } from '../facts/fact.ts';
import type { Snapshot, SnapshotNeed } from '../facts/snapshot.ts';
import type { Host } from '../hosts/host.ts';
import { withAskedAddress } from '../model/asked-address.ts';
import { findContainer } from '../model/asked-container.ts';
import { joinContainers, type Container } from '../model/containers.ts';
import { needsOfContainers } from '../model/needs-of-containers.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Asked } from '../report/report.ts';
import type { Shell } from '../ssh/shell.ts';
import { planAttempts } from '../vantages/plan.ts';
import { readBindSources } from './ask-bind-sources.ts';
import { askHost } from './ask-host.ts';
import { askForRivals, countDrops, probePaths } from './look-again.ts';
import { lookCloser } from './look-closer.ts';
import { lookFar, trySparePorts } from './look-beyond.ts';
import { askNameservers } from './ask-nameservers.ts';
import { maskAttempts, maskReadings } from './mask-readings.ts';
import { containersIn, logsIn, networksIn, readDocker } from './read-docker.ts';
import { readHost, type Readings } from './read-host.ts';
import type { Stage } from './stage.ts';
import { tryPorts } from './try-ports.ts';
import { watchArrivals } from './watch-arrivals.ts';
import { watchQueues } from './watch-queues.ts';

export interface CollectOptions {
  readonly asked?: Asked;
  /** Tried as well as the one that is asked for. */
  readonly alsoPorts?: readonly number[];
  readonly redactor: Redactor;
  readonly now: () => Date;
  readonly onStage?: (stage: Stage) => void;
  readonly signal?: AbortSignal;
}

/**
 * Everything that a diagnosis looks at, read from a live host and nothing changed on it. The facts of the host come in one
 * script; Docker's come beside it, and as soon as they are there the ports are tried, so that the slowest of the three
 * decides how long it takes.
 */
export async function collect(shell: Shell, host: Host, options: CollectOptions): Promise<Snapshot> {
  const { asked, alsoPorts = [], redactor, now, onStage, signal } = options;
  // Every attempt and every question listens to it, and there are more than ten of them.
  if (signal !== undefined) setMaxListeners(0, signal);
  const begun = now();
  const all: readonly Fact[] = Object.values(facts);
  const listed = withAskedAddress(host.needs, asked?.to);
  onStage?.('reading');
  const fromHost = readHost(shell, all, signal);
  // Awaited below, after Docker's part; a failure in between must not count as unhandled.
  fromHost.catch(() => undefined);
  const rivals = askForRivals(shell, signal);
  rivals.catch(() => undefined);

  const { gate, client, server } = await askGate(shell, signal);
  const fromDocker = await readDocker(shell, gate, all, asked ?? {}, signal);
  const containers = joinContainers(
    containersIn(fromDocker['docker-inspect']),
    networksIn(fromDocker['docker-networks']),
    undefined,
  );
  const needs = withNeedsOf({ containers, fromDocker, needs: listed, gate, begun, asked });
  onStage?.('trying-ports');
  const trying = tryPorts(shell, planFor(host, needs, containers, { ...asked, alsoPorts }), signal);
  const queues = trying.attempts.then(() => watchQueues(shell, containers, asked, signal));
  const drops = trying.attempts.then((tried) => countDrops(shell, tried, signal));
  // Each begins as soon as what it builds on is there: a nameserver that is silent holds up nothing but itself.
  const [attempts, spare, ...answers] = await Promise.all([
    trying.attempts,
    trySparePorts(trying, signal),
    fromHost,
    rivals,
    askHost(
      shell,
      {
        needs,
        addresses: [...addressesOf(containers), ...(client ? [client] : [])],
        forwarded: waysOut(containers),
        ...(client !== undefined && { client }),
      },
      signal,
    ),
    readBindSources(shell, containers, asked, signal),
    askNameservers(shell, { containers, needs, asked }, signal),
    watchArrivals(shell, trying, signal),
    queues,
    drops,
    lookFar(shell, trying, signal),
    fromHost.then((readings) => probePaths(shell, readings, signal)),
    fromHost.then((readings) => lookCloser(shell, { readings, containers, asked }, signal)),
  ]);
  const readings: Readings = Object.fromEntries(
    [fromDocker, ...answers].flatMap((some) => Object.entries(some)),
  );
  // What was stopped half-way is no snapshot of the host.
  signal?.throwIfAborted();
  return {
    schema: 'ferryman.snapshot/1',
    host: host.name,
    at: begun.toISOString(),
    collectMs: now().getTime() - begun.getTime(),
    ...(host.via.kind === 'ssh' && { address: host.via.address }),
    ...(client !== undefined && { client }),
    ...(server !== undefined && { server }),
    needs,
    // Before the readings, which come with the count of all that was masked.
    attempts: maskAttempts([...attempts, ...spare], redactor),
    ...maskReadings(readings, redactor),
  };
}

/** What the inventory lists, and where containers in trouble connect to. */
function withNeedsOf({ containers, fromDocker, needs, gate, begun, asked }: Found): readonly SnapshotNeed[] {
  const hostSeconds = gate.kind === 'running' ? gate.hostSeconds : undefined;
  const networks = networksIn(fromDocker['docker-networks']);
  const logs = logsIn(fromDocker['docker-logs']);
  const now = hostSeconds === undefined ? begun.getTime() : hostSeconds * 1000;
  const meant = asked?.container === undefined ? undefined : findContainer(containers, asked.container);
  const one = meant === undefined ? {} : { asked: meant.name };
  return [...needs, ...needsOfContainers({ containers, networks, logs, needs, now, ...one })];
}

interface Found {
  readonly containers: readonly Container[];
  readonly fromDocker: Readings;
  /** Of the inventory, and what was asked for. */
  readonly needs: readonly SnapshotNeed[];
  readonly gate: DockerGate;
  readonly begun: Date;
  readonly asked: Asked | undefined;
}

function planFor(
  host: Host,
  needs: readonly SnapshotNeed[],
  containers: readonly Container[],
  { port, container: named, to, alsoPorts }: Asked & { readonly alsoPorts: readonly number[] },
) {
  return planAttempts({
    needs,
    alsoPorts,
    ...(port !== undefined && { askedPort: port }),
    ...(named !== undefined && { askedContainer: findContainer(containers, named)?.name ?? named }),
    asksForNeed: to !== undefined,
    // Behind a bastion the worker has no way of its own to the host's ports.
    ...(host.via.kind === 'ssh' && host.via.jump === undefined && { hostAddress: host.via.address }),
    containers: containers.map((container) => {
      const address = container.attachments.find(
        ({ bridge, ipv4 }) => bridge !== undefined && ipv4 !== undefined,
      )?.ipv4;
      const exposed = container.inspect.config.exposedPorts;
      return {
        ...container,
        pid: container.inspect.state.pid,
        ...(address !== undefined && { address }),
        ways: container.attachments.flatMap(({ network, bridge, internal, interContainer, ipv4 }) =>
          bridge === undefined || internal || ipv4 === undefined
            ? []
            : [{ network, address: ipv4, interContainer }],
        ),
        exposed: exposed.flatMap((one) => (one.protocol === 'tcp' ? [one.port] : [])),
      };
    }),
  });
}

function addressesOf(containers: readonly Container[]): readonly string[] {
  return containers
    .filter(({ running }) => running)
    .flatMap(({ attachments }) =>
      attachments.flatMap(({ bridge, ipv4 }) => (bridge !== undefined && ipv4 !== undefined ? [ipv4] : [])),
    );
}

/** One container of each bridge: the way that its packets take out of the host. */
function waysOut(containers: readonly Container[]) {
  const ways = containers
    .filter(({ running }) => running)
    .flatMap(({ attachments }) =>
      attachments.flatMap(({ bridge, internal, ipv4 }) =>
        bridge === undefined || internal || ipv4 === undefined ? [] : [{ from: ipv4, iif: bridge }],
      ),
    );
  return [...new Map(ways.map((way) => [way.iif, way])).values()];
}
