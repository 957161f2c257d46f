import { type FixPlanJob, fixPlanJobs } from '../src/queue/fix-plan-job.ts';
import { approveFixActionId, askFixActionId, declineFixActionId } from '../src/render/slack/fix-buttons.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import { ask, type Command } from './ask.ts';
import type { CommandDeps } from './diagnose.ts';
import { decide, type DecisionDeps } from './fix-decision.ts';
import { fixBridgeCommand, readFixWords } from './fix-words.ts';
import { clickedRequest, typedRequest } from './request.ts';
import { drawWaitingPlan } from './while-waiting.ts';
import { toldHelp } from './ways/help.ts';

/** `/fix-bridge <host> …`, the button of a diagnosis that asks the same, and the two that decide about a plan. */
export function registerFixBridge(answers: Answers, deps: CommandDeps & DecisionDeps): void {
  answers.toCommand(fixBridgeCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await ask(typedRequest(command, deps), asPlanning(command.text, deps), deps);
  });

  answers.toButton(askFixActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const request = clickedRequest(body, context, { ...deps, within: true });
    await ask(request, asPlanning(action.value ?? '', deps), deps);
  });

  for (const [actionId, kind] of [
    [approveFixActionId, 'approved'],
    [declineFixActionId, 'declined'],
  ] as const) {
    answers.toButton(actionId, async ({ ack, action, body, context }) => {
      await acknowledge(ack, context, deps);
      const request = clickedRequest(body, context, { ...deps, within: true });
      const { message_ts: ts } = body.container;
      await decide({ kind, value: action.value ?? '', request, ts, card: body.message }, deps);
    });
  }
}

/** The words behind the command, as a job. */
export function asPlanning(words: string, { config }: Pick<CommandDeps, 'config'>): Command<FixPlanJob> {
  return {
    name: 'fix-bridge',
    kind: fixPlanJobs,
    read(reader) {
      const read = readFixWords(words, config);
      if (read.kind === 'unclear') return read;
      const { host, options, undo } = read;
      const says = fixWordsFor(reader);
      return {
        kind: 'clear',
        name: says.asked(host.name, undo !== undefined),
        about: { host: host.name, options, undo },
        running: says.alreadyPlanned(host.name),
        sites: [host.site],
        own: { host: host.name, options, ...(undo === undefined ? {} : { undo }) },
      };
    },
    job: (own, asked) => ({ ...own, ...asked }),
    waiting: drawWaitingPlan,
  };
}
