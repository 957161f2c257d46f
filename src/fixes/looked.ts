import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { valueOr, type Known } from '../model/known.ts';
import { ParsedFacts } from '../model/parsed-facts.ts';
import { readModel } from '../model/read-model.ts';
import type { ViewId, Views } from '../model/views.ts';
import type { Report } from '../report/report.ts';
import { say, type Sayable, type Text } from '../text/say.ts';
import { OVERLAP_RULES } from './overlap-rules.ts';
import type { PlanInput } from './plan-input.ts';
import { withoutRepeats } from './refusal.ts';
import type { UntoldRefusal } from './untold.ts';

/** What was diagnosed, as a planner wants it. */
export interface Looked extends Pick<PlanInput, 'networks' | 'version' | 'startedAt'> {
  readonly kind: 'looked';
  readonly views: PlanInput['views'] &
    Partial<Pick<Views, 'resolvConf' | 'halfOpen' | 'neighbours' | 'daemonJson'>>;
  /** Programs of Docker that are there, by name. */
  readonly binaries: Readonly<Record<string, string>>;
}

interface Answered {
  readonly kind: 'answered';
  readonly answer: UntoldRefusal;
}

/** Without these nobody can say what overlaps, or what a restart does. */
const NEEDED = ['network', 'bridges', 'containers', 'question', 'dockerInfo', 'attempts'] as const;

/**
 * Or the answer, where there is nothing to plan with.
 * @param report told in the language in which the answer will be: it says why something could not be checked
 */
export function lookUp(snapshot: Snapshot, report: Report): Looked | Answered {
  const { host } = snapshot;
  const { port } = report.asked ?? {};
  const model = readModel(snapshot, port === undefined ? {} : { port });
  const facts = new ParsedFacts(snapshot);
  const service = valueOr(model.dockerService, undefined);
  const refused = (because: readonly Sayable[], next: Text): Answered => ({
    kind: 'answered',
    answer: { kind: 'refused', host, because, next, byHand: [] },
  });
  const podman = valueOr(model.podman, []);
  if (service?.state === 'not-installed')
    return podman.length > 0
      ? refused(
          [say`Podman runs the containers of this host, and its networks are not Docker’s.`],
          say`Change the network with podman: podman network inspect; podman network rm; podman network create --subnet`,
        )
      : {
          kind: 'answered',
          answer: {
            kind: 'nothing-to-fix',
            host,
            sentence: say`There is no Docker on this host, so no Docker bridge is in the way.`,
          },
        };
  if (service?.state === 'down')
    return refused(
      [say`Docker does not run on this host, so that nobody can prove what a change does.`],
      say`Find out why first: /diagnose ${host}`,
    );
  const dark = NEEDED.flatMap((id: ViewId) => {
    const view = model[id];
    return view.kind === 'unknown' ? [say`${view.fact} could not be read: ${view.because}.`] : [];
  });
  const unjudged = report.unknowns
    .filter(({ check }) => OVERLAP_RULES.has(check) && !NOT_DECISIVE.has(check))
    .map(({ check, because }) => say`${check} could not be checked: ${because}.`);
  const {
    network,
    bridges,
    containers,
    question,
    dockerInfo,
    attempts,
    daemonSetup,
    resolvConf,
    halfOpen,
    neighbours,
    daemonJson,
    bootTime,
  } = model;
  if (
    network.kind === 'unknown' ||
    bridges.kind === 'unknown' ||
    containers.kind === 'unknown' ||
    question.kind === 'unknown' ||
    dockerInfo.kind === 'unknown' ||
    attempts.kind === 'unknown' ||
    unjudged.length > 0
  )
    return refused(
      withoutRepeats(dark.length > 0 ? dark : unjudged),
      say`See what stands in the way: /diagnose ${host}`,
    );
  const networks: readonly DockerNetwork[] = valueOr(facts.get('docker-networks'), []);
  const boot = valueOr(bootTime, undefined);
  const since = service?.unit?.mainStartedSeconds;
  return {
    kind: 'looked',
    views: {
      network: network.value,
      bridges: bridges.value,
      containers: containers.value,
      question: question.value,
      dockerInfo: dockerInfo.value,
      attempts: attempts.value,
      ...(service && { dockerService: service }),
      ...known('daemonSetup', daemonSetup),
      ...known('resolvConf', resolvConf),
      ...known('halfOpen', halfOpen),
      ...known('neighbours', neighbours),
      ...known('daemonJson', daemonJson),
    },
    networks,
    version: valueOr(facts.get('docker-version'), undefined)?.version ?? dockerInfo.value.serverVersion,
    ...(boot !== undefined && since !== undefined && { startedAt: boot + since }),
    binaries: valueOr(facts.get('docker-binaries'), {}),
  };
}

function known<Id extends ViewId>(id: Id, view: Known<Views[Id]>) {
  return view.kind === 'known' ? { [id]: view.value } : {};
}

/** They look at clients and at the cloud’s services, of which many a host has none; the overlap is seen without them. */
const NOT_DECISIVE = new Set(['bridge-subnet-shadows-client-network', 'overlap-with-cloud-service-range']);
