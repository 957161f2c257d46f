import { networkInterfaces } from 'node:os';
import { running } from '../../fixes/affected.ts';
import { assemble } from '../../fixes/assemble.ts';
import { planBip } from '../../fixes/bip-plan.ts';
import { planBridge } from '../../fixes/bridge-plan.ts';
import { chooseFree } from '../../fixes/choose.ts';
import { configPath, dockerOf } from '../../fixes/docker-of.ts';
import { planNetwork } from '../../fixes/network-plan.ts';
import { overlappingOf, type Overlapping } from '../../fixes/overlapping.ts';
import type { PlanInput, PlannedFix, Planner, Refusal } from '../../fixes/plan-input.ts';
import { hostObstacles } from '../../fixes/preconditions/host.ts';
import { lookUp, type Looked } from '../../fixes/looked.ts';
import { recordedSurroundings } from '../../fixes/recorded.ts';
import { refusal, type Obstacle } from '../../fixes/refusal.ts';
import type { Surroundings } from '../../fixes/surroundings.ts';
import { takenBy, whyFree, type TakenBy } from '../../fixes/taken.ts';
import type { Host } from '../../hosts/host.ts';
import { members } from '../../rules/routing/bridge-overlap.ts';
import { fixLine } from '../../rules/routing/move-bridge.ts';
import { formatPrefix } from '../../model/prefix.ts';
import { createRedactor } from '../../redact/redactor.ts';
import type { FixAnswer, FixOptions } from '../../report/fix.ts';
import { diagnose } from '../diagnose.ts';
import { openShell } from '../open-shell.ts';
import { newChangeId } from './new-change-id.ts';
import { rangesOfOthers, rememberSubnets } from './known-subnets.ts';
import { readSurroundings } from './read-surroundings.ts';
import type { FixRequest, FixRun, PlannedChange } from './run.ts';

/** An approval that comes later is for another host. */
export const VALID_MINUTES = 15;
export const UNDO_AFTER_SECONDS = 300;

/**
 * Diagnoses the host, and where a network of Docker's is in the way says exactly what would be done about it; changes nothing. The same
 * host and the same options lead to the same digest. An unreachable host is an answer; bugs and cancellation throw.
 */
export async function planFix(request: FixRequest, run: FixRun): Promise<PlannedChange> {
  const { host, options } = request;
  const now = run.now ?? (() => new Date());
  const { shells, rules, redact, signal } = run;
  run.onStage?.('connecting');
  const { report, snapshot } = await diagnose(
    { host, ...(options.port !== undefined && { asked: { port: options.port } }) },
    {
      shells,
      now,
      ...(rules && { rules }),
      ...(redact && { redact }),
      ...(signal && { signal }),
    },
  );
  if (snapshot === undefined) {
    const because = report.symptoms.map(({ text }) => text);
    return { answer: refuse(host.name, because, 'Let Ferryman reach the host first; then ask again.') };
  }
  const looked = lookUp(snapshot, report);
  if (looked.kind === 'answered') return { answer: looked.answer, snapshot };
  const known = await rememberSubnets(run.knownSubnetsFile, host.name, looked.views.network, now());
  const overlapping = overlappingOf(host.name, report.causes, looked.views.bridges);
  const target = targetOf(host.name, options, overlapping, looked);
  if (!('bridge' in target)) return { answer: target, snapshot };
  const surroundings = await surroundingsFor(host, looked, run);
  const taken: TakenBy = {
    views: looked.views,
    tunnelled: surroundings.tunnelled,
    reserved: run.reserved,
    avoid: options.avoid ?? [],
    workerAddresses: ownNetworks(),
    others: await rangesOfOthers(known, run.others),
  };
  const crowd = members(target.bridge, looked.views.containers).length;
  const obstacles = hostObstacles(surroundings, looked.views.dockerInfo);
  const free = chooseFree(options, takenBy(taken), crowd);
  if (!('prefix' in free)) return { answer: { host: host.name, ...refusal([free, ...obstacles]) }, snapshot };
  const redactor = createRedactor(redact);
  const input: PlanInput = {
    id: request.id ?? newChangeId(),
    host: host.name,
    options,
    snapshot,
    ...looked,
    ...target,
    free,
    surroundings,
    docker: dockerOf(looked.views.dockerService, surroundings),
    undoAfterSeconds: run.undoAfterSeconds ?? UNDO_AFTER_SECONDS,
    redact: (text) => redactor.redact(text),
  };
  const planned = plannerOf(input)(input);
  if (planned.kind === 'refused' || obstacles.length > 0)
    return { answer: { host: host.name, ...withObstacles(obstacles, planned) }, snapshot };
  const prepared = assemble({
    input,
    planned,
    whyFree: whyFree(taken, formatPrefix(free.prefix)),
    overlapping,
    at: now(),
    validMinutes: VALID_MINUTES,
  });
  const answer: FixAnswer = { kind: 'plan', plan: prepared.plan };
  return surroundings.access.kind === 'recorded' ? { answer, snapshot } : { answer, prepared, snapshot };
}

function plannerOf({ bridge, options }: PlanInput): Planner {
  if (bridge.network !== 'bridge') return planNetwork;
  return options.method === 'bridge' ? planBridge : planBip;
}

function withObstacles(obstacles: readonly Obstacle[], planned: PlannedFix | Refusal): Refusal {
  const general = refusal(obstacles);
  if (planned.kind === 'planned') return general;
  return {
    kind: 'refused',
    because: [...general.because, ...planned.because],
    next: general.next === '' ? planned.next : general.next,
    byHand: planned.byHand,
  };
}

/** Docker's default bridge, or the network that was named. */
function targetOf(
  host: string,
  { network }: FixOptions,
  overlapping: readonly Overlapping[],
  { networks, views }: Looked,
): Overlapping | FixAnswer {
  const [first] = overlapping;
  if (network === undefined) {
    return (
      first ?? {
        kind: 'nothing-to-fix',
        host,
        sentence: `No bridge of Docker on ${host} is in the way of anything: ${bridgesIn(views)}.`,
      }
    );
  }
  const found = overlapping.find(({ bridge }) => bridge.network === network || bridge.device === network);
  if (found !== undefined) return found;
  if (networks.some(({ name }) => name === network)) {
    const others = overlapping.map(({ bridge }) => fixLine(host, bridge.network));
    const instead = others.length === 0 ? '' : ` Another one is: ${others.join(', ')}`;
    return {
      kind: 'nothing-to-fix',
      host,
      sentence: `The Docker network ${network} on ${host} is in the way of nothing.${instead}`,
    };
  }
  return refuse(
    host,
    [`There is no Docker network ${network} on ${host}.`],
    `Those that are there: ${networks
      .filter(({ name }) => !UNMOVABLE.includes(name))
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

/** Docker's own, which have no subnet. */
const UNMOVABLE: readonly string[] = ['host', 'none'];
const MOST_SHOWN = 6;

function bridgesIn({ bridges }: Looked['views']): string {
  if (bridges.length === 0) return 'there is none';
  const [first, ...others] = bridges.toSorted((one) => (one.network === 'bridge' ? -1 : 0));
  const shown = [first, ...others.slice(0, MOST_SHOWN - 1)].filter((one) => one !== undefined);
  const more = bridges.length - shown.length;
  const told = shown.map(({ device, prefix }) => `${device} has ${formatPrefix(prefix)}`).join(', ');
  return `${told}${more > 0 ? ` and ${more} more` : ''}`;
}

function refuse(host: string, because: readonly string[], next: string): FixAnswer {
  return { kind: 'refused', host, because: [...because], next, byHand: [] };
}

/** A recorded host says what it was recorded with, and no more. */
export async function surroundingsFor(
  host: Host,
  { views, binaries }: Looked,
  run: FixRun,
): Promise<Surroundings> {
  const file = configPath(views);
  if (host.via.kind === 'snapshot') return recordedSurroundings(views.daemonJson, file, binaries);
  const dockerd = binaries['dockerd'] ?? binaries['dockerd-current'];
  const shell = await openShell(host, run.shells);
  try {
    return await readSurroundings(
      shell,
      {
        file,
        unit: views.dockerService?.unit?.id ?? 'docker.service',
        dockerRoot: views.dockerInfo.rootDir || '/var/lib/docker',
        ...(dockerd !== undefined && { dockerd }),
        containers: running(views.containers).map(({ id, inspect }) => ({ id, pid: inspect.state.pid })),
      },
      run.signal,
    );
  } finally {
    await shell.close();
  }
}

/** The subnets of the machine that Ferryman runs on. */
function ownNetworks(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .flatMap(({ family, internal, cidr }) => (family === 'IPv4' && !internal && cidr !== null ? [cidr] : []));
}
