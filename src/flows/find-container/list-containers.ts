import { openEngine, type Engine } from '../../docker/engine.ts';
import { askGate } from '../../docker/gate.ts';
import { dockerContainers, type ContainerSummary } from '../../facts/docker-containers.ts';
import { dockerInspect, type ContainerInspect } from '../../facts/docker-inspect.ts';
import type { RawText } from '../../facts/fact.ts';
import { inWords } from '../../facts/reasons.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { Host } from '../../hosts/host.ts';
import { say, type Text } from '../../text/say.ts';
import { openShell, type Shells } from '../open-shell.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import type { FoundContainer, Listed } from './match.ts';

export type Listing =
  | { readonly kind: 'listed'; readonly containers: readonly Listed[] }
  | { readonly kind: 'not-asked'; /** A sentence. */ readonly because: Text | string };

/**
 * All containers of a host, those that have ended too. A daemon that does not run is not woken: its socket is not touched
 * before a process that serves it was seen.
 */
export async function listContainers(host: Host, shells: Shells, signal: AbortSignal): Promise<Listing> {
  if (host.via.kind === 'snapshot') return listRecorded(host, await readSnapshotFile(host.via.path));
  const shell = await openShell(host, shells);
  try {
    const { gate } = await askGate(shell, signal);
    if (gate.kind === 'absent') return { kind: 'listed', containers: [] };
    if (gate.kind === 'not-running') return { kind: 'not-asked', because: say`${gate.because}.` };
    const engine = await openEngine(shell, gate, { signal, connections: 1 });
    try {
      return await listLive(host, engine);
    } finally {
      engine.close();
    }
  } finally {
    await shell.close();
  }
}

async function listLive(host: Host, engine: Engine): Promise<Listing> {
  const answer = await engine.get('/containers/json?all=1');
  if (answer.kind !== 'json') {
    const because =
      'because' in answer
        ? inWords(answer.because.replace(/[.\s]+$/, ''))
        : say`the list of containers is no JSON`;
    return { kind: 'not-asked', because: say`${because}.` };
  }
  const summaries = dockerContainers.parse(rawOf(answer.body));
  if (summaries.kind !== 'value') return { kind: 'not-asked', because: say`${inWords(summaries.because)}.` };
  // The docker command lists ids only.
  if (summaries.value.some(({ image }) => image === '')) return listEach(host, engine, summaries.value);
  return {
    kind: 'listed',
    containers: summaries.value.map((one) => listed(host, fromSummary(one), one.labels)),
  };
}

async function listEach(host: Host, engine: Engine, ids: readonly ContainerSummary[]): Promise<Listing> {
  const bodies: string[] = [];
  for (const { id } of ids) {
    // oxlint-disable-next-line no-await-in-loop -- one command answers for all of them
    const answer = await engine.get(`/containers/${id}/json`);
    if (answer.kind === 'json') bodies.push(`${JSON.stringify(id)}:${answer.body}`);
  }
  return listInspected(host, rawOf(`{${bodies.join(',')}}`));
}

/** Where a recorded host has both, the list says in Docker's own words how long ago things were. */
function listRecorded(host: Host, { readings }: Snapshot): Listing {
  const list = readings[dockerContainers.id];
  if (list?.status === 'ok') {
    const parsed = dockerContainers.parse(list);
    if (parsed.kind === 'value' && !parsed.value.some(({ image }) => image === ''))
      return {
        kind: 'listed',
        containers: parsed.value.map((one) => listed(host, fromSummary(one), one.labels)),
      };
  }
  const inspected = readings[dockerInspect.id];
  if (inspected?.status === 'ok') return listInspected(host, inspected);
  if (inspected?.status === 'absent') return { kind: 'listed', containers: [] };
  const because = inspected === undefined ? say`the recording has no containers` : inWords(inspected.because);
  return { kind: 'not-asked', because: say`${because}.` };
}

function listInspected(host: Host, raw: RawText): Listing {
  const parsed = dockerInspect.parse(raw);
  if (parsed.kind !== 'value') return { kind: 'not-asked', because: say`${inWords(parsed.because)}.` };
  return {
    kind: 'listed',
    containers: parsed.value.map((one) => listed(host, fromInspect(one), one.config.labels)),
  };
}

function rawOf(stdout: string): RawText {
  return { stdout, stderr: '', code: 0, argv: [] };
}

function fromSummary({ id, name, image, state, status, created }: ContainerSummary): FoundContainer {
  return {
    id,
    name,
    image,
    state,
    status: status || state,
    ...(created > 0 && { createdAt: new Date(created * 1000).toISOString() }),
  };
}

function fromInspect({ id, name, image, created, state }: ContainerInspect): FoundContainer {
  const ended = state.status === 'exited' || state.status === 'dead';
  const status = ended ? `${state.status} (${state.exitCode})` : state.status;
  return { id, name, image, state: state.status, status, ...(created !== '' && { createdAt: created }) };
}

/** Source: labels that Compose and Swarm set; Portainer's stacks are made by one of the two. */
function listed(host: Host, container: FoundContainer, labels: Readonly<Record<string, string>>): Listed {
  const stack = labels['com.docker.stack.namespace'];
  const project = labels['com.docker.compose.project'] ?? stack;
  const swarm = labels['com.docker.swarm.service.name'];
  const service = labels['com.docker.compose.service'] ?? withoutStack(swarm, stack);
  const slot =
    labels['com.docker.compose.container-number'] ?? slotOf(labels['com.docker.swarm.task.name'], swarm);
  return {
    host,
    container: {
      ...container,
      ...(project !== undefined && { project }),
      ...(service !== undefined && { service }),
    },
    ...(slot !== undefined && { slot }),
    ...(labels['com.docker.compose.oneoff']?.toLowerCase() === 'true' && { once: true }),
  };
}

/** `shop_web` of the stack `shop` is its service `web`. */
function withoutStack(service: string | undefined, stack: string | undefined): string | undefined {
  return stack !== undefined && service?.startsWith(`${stack}_`) ? service.slice(stack.length + 1) : service;
}

/** `1` of `shop_web.1.x7f…`; of a global service the node's id. */
function slotOf(task: string | undefined, service: string | undefined): string | undefined {
  return task !== undefined && service !== undefined && task.startsWith(`${service}.`)
    ? task.slice(service.length + 1).split('.')[0]
    : undefined;
}
