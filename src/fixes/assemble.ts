import { connected, onlyProxyAnswers } from '../model/attempts.ts';
import { formatPrefix } from '../model/prefix.ts';
import type { FixOptions } from '../report/fix.ts';
import { list, say, type Text } from '../text/say.ts';
import { boundUnitNames, boundUnitProof, boundUnitWarnings } from './bound-units.ts';
import { digestOf, sha256 } from './digest.ts';
import { hostState } from './host-state.ts';
import type { Overlapping } from './overlapping.ts';
import type { PlanInput, PlannedFix } from './plan-input.ts';
import type { PreparedUntold, UntoldPlan } from './untold.ts';
import { commonWarnings } from './warnings.ts';

export interface Assembly {
  readonly input: PlanInput;
  readonly planned: PlannedFix;
  readonly whyFree: readonly Text[];
  /** All that overlap, this one among them. */
  readonly overlapping: readonly Overlapping[];
  readonly at: Date;
  readonly validMinutes: number;
}

/** What every plan has, beside what is particular to its method. */
export function assemble({
  input,
  planned,
  whyFree,
  overlapping,
  at,
  validMinutes,
}: Assembly): PreparedUntold {
  const { containers, stopFirst, change, undoSteps, proof, warnings, byHand } = planned;
  const { kind: _, ...rest } = planned;
  const options: FixOptions = {
    ...input.options,
    ...(planned.method !== 'revert' && planned.method !== 'network' && { method: planned.method }),
    network: input.bridge.network,
    subnet: planned.to,
  };
  // A network is created again while Docker runs on.
  const units = 'file' in change ? boundUnitNames(input) : [];
  const plan: UntoldPlan = {
    schema: 'ferryman.fix-plan/1',
    id: input.id,
    host: input.host,
    at: at.toISOString(),
    expiresAt: new Date(at.getTime() + validMinutes * 60_000).toISOString(),
    digest: digestOf({ does: { ...doing(planned, options, input.id), units }, host: hostState(input) }),
    method: rest.method,
    options,
    bridge: rest.bridge,
    from: rest.from,
    to: rest.to,
    whyFree,
    ...(rest.file !== undefined && { file: rest.file }),
    steps: rest.steps,
    affected: rest.affected,
    ...(units.length > 0 && { units }),
    downtimeSeconds: rest.downtimeSeconds,
    undo: { afterSeconds: input.undoAfterSeconds, steps: undoSteps },
    proof: [...proof, ...commonProof(input, planned), ...boundUnitProof(units)],
    warnings: [...warnings, ...boundUnitWarnings(units), ...commonWarnings(input, overlapping)],
    byHand,
  };
  return { plan, docker: input.docker, containers, stopFirst, change };
}

/** What an approval binds of the plan: not the texts, which differ from language to language and by their masks, but what is written and run. */
function doing(planned: PlannedFix, options: FixOptions, id: string) {
  const { method, from, to, steps, undoSteps, stopFirst, containers, change } = planned;
  return {
    method,
    options: { method: options.method, network: options.network, subnet: options.subnet, port: options.port },
    from,
    to,
    steps: [...steps, ...undoSteps].map(({ command }) => command.replaceAll(id, '<id>')),
    stopFirst,
    containers: containers.map((container) => container.id),
    change: 'file' in change ? { ...change, file: shasOf(change.file) } : change,
  };
}

function shasOf({
  path,
  before,
  after,
  back,
}: {
  path: string;
  before?: Buffer;
  after: Buffer;
  back: Buffer;
}) {
  return {
    path,
    before: before === undefined ? undefined : sha256(before),
    after: sha256(after),
    back: sha256(back),
  };
}

/** What is looked at before any change stays. */
function commonProof(
  { views, bridge, options }: PlanInput,
  { containers, method, bridge: { device }, change }: PlannedFix,
): readonly Text[] {
  const { attempts, question } = views;
  const answering = attempts.ports.filter((port) => {
    const outcomes = attempts.onPort(port);
    const { outside, loopback, container } = outcomes;
    return [outside, container].some(connected) || (connected(loopback) && !onlyProxyAnswers(outcomes));
  });
  const needs = question.needs.filter(({ name }) => connected(attempts.toNeed(name)));
  const asked = options.port;
  // Whoever takes a fix back gets the old subnet back with all that hangs on it, and none of that is held against it.
  const back = method === 'revert';
  return [
    ...(back
      ? []
      : [
          say`The rules that found the overlap of ${device} (${formatPrefix(bridge.prefix)}) find none any more.`,
          routesProof(device, change),
        ]),
    ...(answering.length > 0 ? [portsAnswer(answering, back)] : []),
    ...(asked === undefined ? [] : [say`Port ${asked} answers, from outside too.`]),
    ...(containers.length > 0
      ? [
          containers.length === 1
            ? say`The container that runs now runs again, healthy where it was.`
            : say`All ${containers.length} containers that run now run again, healthy where they were.`,
        ]
      : []),
    ...(needs.length > 0
      ? [
          needsAnswer(
            needs.map(({ name }) => name),
            back,
          ),
        ]
      : []),
  ];
}

function portsAnswer(ports: readonly number[], back: boolean): Text {
  return back
    ? say`Every port that answers now answers then, from the same places, those of containers on that bridge aside: ${list(ports, 'and')}.`
    : say`Every port that answers now answers then, from the same places: ${list(ports, 'and')}.`;
}

/** A network that is created again gets a bridge of another name, unless somebody named it. */
function routesProof(device: string, change: PlannedFix['change']): Text {
  if (change.kind === 'network')
    return say`\`ip route get\` of each container's address in that network names the network's own bridge.`;
  const bridge = change.kind === 'bridge' ? change.newDevice : device;
  return say`\`ip route get\` of each container's address on that bridge says dev ${bridge}.`;
}

function needsAnswer(names: readonly string[], back: boolean): Text {
  return back
    ? say`What is reached now is reached then, from the host and from containers, unless the old subnet covers it: ${list(names, 'and')}.`
    : say`What is reached now is reached then, from the host and from containers: ${list(names, 'and')}.`;
}
