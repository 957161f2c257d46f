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
import { tellPlan, tellPrepared, tellRefusal } from '../../fixes/tell-plan.ts';
import type { UntoldRefusal } from '../../fixes/untold.ts';
import type { Host } from '../../hosts/host.ts';
import { members } from '../../rules/routing/bridge-overlap.ts';
import { fixLine } from '../../rules/routing/move-bridge.ts';
import { formatPrefix } from '../../model/prefix.ts';
import { createRedactor } from '../../redact/redactor.ts';
import type { FixOptions } from '../../report/fix.ts';
import type { Language } from '../../text/language.ts';
import { list, say, sentences, type Sayable, type Text } from '../../text/say.ts';
import { diagnose, type Stage } from '../diagnose.ts';
import { openShell } from '../open-shell.ts';
import { closingAfter } from '../track-commands.ts';
import { newChangeId } from './new-change-id.ts';
import { rangesOfOthers, rememberSubnets } from './known-subnets.ts';
import { readSurroundings } from './read-surroundings.ts';
import { answerIn, reportsOf } from './tell-answer.ts';
import type { FixRequest, FixRun, FixStage, PlannedChange } from './run.ts';

/** An approval that comes later is for another host. */
export const VALID_MINUTES = 15;
export const UNDO_AFTER_SECONDS = 300;

/** What a diagnosis is at, as a part of planning. */
const stageOf = {
  connecting: 'connecting',
  reading: 'reading',
  'trying-ports': 'reading',
  reasoning: 'planning',
} as const satisfies Record<Stage, FixStage>;

/**
 * Diagnoses the host, and where a network of Docker's is in the way says exactly what would be done about it; changes nothing. The same
 * host and the same options lead to the same digest. An unreachable host is an answer; bugs and cancellation throw.
 */
export async function planFix(request: FixRequest, run: FixRun): Promise<PlannedChange> {
  const { host, options } = request;
  const now = run.now ?? (() => new Date());
  const { shells, rules, redact, signal } = run;
  run.onStage?.('connecting');
  const asked = options.port === undefined ? undefined : { port: options.port };
  const { report, snapshot, unreachable } = await diagnose(
    { host, ...(asked && { asked }) },
    {
      shells,
      now,
      ...(rules && { rules }),
      ...(redact && { redact }),
      ...(signal && { signal }),
      onStage: (stage) => run.onStage?.(stageOf[stage]),
    },
  );
  if (snapshot === undefined) {
    const because = unreachable === undefined ? [] : [unreachable.sentence];
    const next = say`Let Ferryman reach the host first; then ask again.`;
    return answerIn(run, (language) => tellRefusal(refuse(host.name, because, next), language));
  }
  const answered = (answer: UntoldRefusal): PlannedChange => ({
    ...answerIn(run, (language) => tellRefusal(answer, language)),
    snapshot,
  });
  const reportIn = reportsOf(snapshot, { report, asked }, run);
  const looked = lookUp(snapshot, report);
  if (looked.kind === 'answered') {
    const tellIn = (language: Language) => {
      const again = lookUp(snapshot, reportIn(language));
      return tellRefusal(again.kind === 'answered' ? again.answer : looked.answer, language);
    };
    return { ...answerIn(run, tellIn), snapshot };
  }
  const known = await rememberSubnets(run.knownSubnetsFile, host.name, looked.views.network, now());
  const overlapping = overlappingOf(host.name, report.causes, looked.views.bridges);
  const target = targetOf(host.name, options, overlapping, looked);
  if (!('bridge' in target)) return answered(target);
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
  if (!('prefix' in free)) return answered({ host: host.name, ...refusal([free, ...obstacles]) });
  const redactor = createRedactor(redact);
  const input: PlanInput = {
    id: request.id ?? newChangeId(),
    host: host.name,
    options,
    snapshot,
    ...looked,
    bridge: target.bridge,
    free,
    surroundings,
    docker: dockerOf(looked.views.dockerService, surroundings),
    undoAfterSeconds: run.undoAfterSeconds ?? UNDO_AFTER_SECONDS,
    redact: (text) => redactor.redact(text),
  };
  const planned = plannerOf(input)(input);
  if (planned.kind === 'refused' || obstacles.length > 0)
    return answered({ host: host.name, ...withObstacles(obstacles, planned) });
  const change = assemble({
    input,
    planned,
    whyFree: whyFree(taken, formatPrefix(free.prefix)),
    overlapping,
    at: now(),
    validMinutes: VALID_MINUTES,
  });
  const which = report.causes.indexOf(target.cause);
  const told = answerIn(run, (language) => ({
    kind: 'plan',
    plan: tellPlan(change.plan, reportIn(language).causes[which], language),
  }));
  return surroundings.access.kind === 'recorded'
    ? { ...told, snapshot }
    : { ...told, prepared: tellPrepared(change, target.cause), snapshot };
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
    next: obstacles.length === 0 ? planned.next : general.next,
    byHand: planned.byHand,
  };
}

/** Docker's default bridge, or the network that was named. */
function targetOf(
  host: string,
  { network }: FixOptions,
  overlapping: readonly Overlapping[],
  { networks, views }: Looked,
): Overlapping | UntoldRefusal {
  const [first] = overlapping;
  if (network === undefined) {
    return (
      first ?? {
        kind: 'nothing-to-fix',
        host,
        sentence: noneInTheWay(host, views),
      }
    );
  }
  const found = overlapping.find(({ bridge }) => bridge.network === network || bridge.device === network);
  if (found !== undefined) return found;
  if (networks.some(({ name }) => name === network)) {
    const others = overlapping.map(({ bridge }) => fixLine(host, bridge.network));
    return {
      kind: 'nothing-to-fix',
      host,
      sentence: sentences(
        say`The Docker network ${network} on ${host} is in the way of nothing.`,
        others.length > 0 && say`Another one is: ${list(others)}`,
      ),
    };
  }
  return refuse(
    host,
    [say`There is no Docker network ${network} on ${host}.`],
    say`Those that are there: ${list(
      networks.filter(({ name }) => !UNMOVABLE.includes(name)).map(({ name }) => name),
    )}`,
  );
}

/** Docker's own, which have no subnet. */
const UNMOVABLE: readonly string[] = ['host', 'none'];
const MOST_SHOWN = 6;

function noneInTheWay(host: string, { bridges }: Looked['views']): Text {
  const [first, ...others] = bridges.toSorted((one) => (one.network === 'bridge' ? -1 : 0));
  if (first === undefined)
    return say`No bridge of Docker on ${host} is in the way of anything: there is none.`;
  const shown = [first, ...others.slice(0, MOST_SHOWN - 1)];
  const more = bridges.length - shown.length;
  const told = list(
    shown.map(({ device, prefix }) => say`${device} has ${formatPrefix(prefix)}`),
    'phrases',
  );
  return more > 0
    ? say`No bridge of Docker on ${host} is in the way of anything: ${told} and ${more} more.`
    : say`No bridge of Docker on ${host} is in the way of anything: ${told}.`;
}

function refuse(host: string, because: readonly Sayable[], next: Text): UntoldRefusal {
  return { kind: 'refused', host, because, next, byHand: [] };
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
  const wanted = {
    file,
    unit: views.dockerService?.unit?.id ?? 'docker.service',
    dockerRoot: views.dockerInfo.rootDir || '/var/lib/docker',
    ...(dockerd !== undefined && { dockerd }),
    containers: running(views.containers).map(({ id, inspect }) => ({ id, pid: inspect.state.pid })),
  };
  return closingAfter(await openShell(host, run.shells), run.signal, (shell) =>
    readSurroundings(shell, wanted, run.signal),
  );
}

/** The subnets of the machine that Ferryman runs on. */
function ownNetworks(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .flatMap(({ family, internal, cidr }) => (family === 'IPv4' && !internal && cidr !== null ? [cidr] : []));
}
