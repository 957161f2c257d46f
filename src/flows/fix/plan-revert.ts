import { assemble } from '../../fixes/assemble.ts';
import { dockerOf } from '../../fixes/docker-of.ts';
import { lookUp } from '../../fixes/looked.ts';
import { planNetwork } from '../../fixes/network-plan.ts';
import type { PlanInput } from '../../fixes/plan-input.ts';
import { hostObstacles } from '../../fixes/preconditions/host.ts';
import { type EarlierChange, misfits, planRevertOf } from '../../fixes/revert.ts';
import { tellPlan, tellPrepared, tellRefusal } from '../../fixes/tell-plan.ts';
import type { PreparedUntold } from '../../fixes/untold.ts';
import type { Host } from '../../hosts/host.ts';
import { parsePrefix } from '../../model/prefix.ts';
import { createRedactor } from '../../redact/redactor.ts';
import { say, type Sayable } from '../../text/say.ts';
import { diagnose } from '../diagnose.ts';
import { openShell } from '../open-shell.ts';
import { closingAfter } from '../track-commands.ts';
import { newChangeId } from './new-change-id.ts';
import { readEarlierChange } from './earlier-change.ts';
import { surroundingsFor, UNDO_AFTER_SECONDS, VALID_MINUTES } from './plan-fix.ts';
import type { FixRun, PlannedChange } from './run.ts';
import { answerIn, reportsOf } from './tell-answer.ts';

export interface RevertRequest {
  readonly host: Host;
  /** The name of the revert itself; a new one where absent. */
  readonly id?: string;
  /** The change that is taken back; the last that was kept where absent. */
  readonly reverts?: string;
}

/**
 * Takes a change back that was proven and kept, as long as its backup fits: the file is still the one that the change wrote, and the bridge
 * still has the address that it gave. The overlap is there again then, and the plan says so.
 */
export async function planRevert({ host, id, reverts }: RevertRequest, run: FixRun): Promise<PlannedChange> {
  const refused = (because: readonly Sayable[], next: Sayable): PlannedChange =>
    answerIn(run, (language) =>
      tellRefusal({ kind: 'refused', host: host.name, because, next, byHand: [] }, language),
    );
  if (host.via.kind === 'snapshot')
    return refused(
      [say`${host.name} is a recording; nothing was ever changed there.`],
      say`Name a host that can be reached.`,
    );
  const { shells, rules, redact, signal } = run;
  const now = run.now ?? (() => new Date());
  run.onStage?.('connecting');
  const { report, snapshot, unreachable } = await diagnose(
    { host },
    { shells, now, ...(rules && { rules }), ...(redact && { redact }), ...(signal && { signal }) },
  );
  if (snapshot === undefined)
    return refused(
      unreachable === undefined ? [] : [unreachable.sentence],
      say`Let Ferryman reach the host first; then ask again.`,
    );
  const looked = lookUp(snapshot, report);
  if (looked.kind === 'answered') {
    const reportIn = reportsOf(snapshot, { report }, run);
    const { answer } = looked;
    if (answer.kind === 'nothing-to-fix')
      return refused([answer.sentence], say`There is nothing to take back.`);
    return answerIn(run, (language) => {
      const again = lookUp(snapshot, reportIn(language));
      return tellRefusal(again.kind === 'answered' ? again.answer : answer, language);
    });
  }
  const earlier = await earlierChangeOf(host, reverts, run);
  if (earlier === undefined)
    return refused(
      [
        reverts === undefined
          ? say`${host.name} has no record of a change that could be taken back.`
          : say`${host.name} has no record of a change ${reverts} that was kept.`,
      ],
      seeAudit(host),
    );
  const surroundings = await surroundingsFor(host, looked, run);
  const bridge = looked.views.bridges.find(({ network }) => network === earlier.plan.bridge.network);
  const prefix = parsePrefix(earlier.plan.from);
  const obstacles = [
    ...hostObstacles(surroundings, looked.views.dockerInfo),
    ...misfits(earlier, bridge, surroundings),
  ];
  if (
    obstacles.length > 0 ||
    bridge === undefined ||
    prefix === undefined ||
    earlier.plan.cause === undefined
  )
    return refused(
      obstacles.map(({ because }) => because),
      obstacles[0]?.next ?? seeAudit(host),
    );
  const redactor = createRedactor(redact);
  const input: PlanInput = {
    id: id ?? newChangeId(),
    host: host.name,
    options: {},
    snapshot,
    ...looked,
    bridge,
    free: { prefix, bridgeAddress: earlier.plan.from },
    surroundings,
    docker: dockerOf(looked.views.dockerService, surroundings),
    undoAfterSeconds: run.undoAfterSeconds ?? UNDO_AFTER_SECONDS,
    redact: (text) => redactor.redact(text),
  };
  const planned =
    earlier.described.change.kind === 'network' ? planNetwork(input) : planRevertOf(earlier, input);
  if (planned.kind === 'refused') return refused(planned.because, planned.next);
  const assembled = assemble({
    input,
    planned: { ...planned, method: 'revert' },
    whyFree: [
      say`It is what ${bridge.device} had before change ${earlier.plan.id}; the overlap is there again then.`,
    ],
    overlapping: [],
    at: now(),
    validMinutes: VALID_MINUTES,
  });
  const plan = { ...assembled.plan, options: {}, reverts: earlier.plan.id };
  const change: PreparedUntold = { ...assembled, plan };
  return {
    ...answerIn(run, (language) => ({ kind: 'plan', plan: tellPlan(plan, undefined, language) })),
    prepared: tellPrepared(change, undefined),
    snapshot,
  };
}

const seeAudit = ({ name }: Host) => say`See what was done: ferryman audit --host ${name}`;

async function earlierChangeOf(
  host: Host,
  id: string | undefined,
  { shells, signal }: FixRun,
): Promise<EarlierChange | undefined> {
  return closingAfter(await openShell(host, shells), signal, (shell) => readEarlierChange(shell, id));
}
