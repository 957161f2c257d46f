import type { FetchFunction } from '@slack/web-api';
import type { Config } from '../src/config/types.ts';
import { type DiagnoseJob, diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { RunAgain, runAgainActionId } from '../src/render/slack/operation-buttons.ts';
import { nameTarget } from '../src/render/target.ts';
import { wordsFor } from '../src/render/words.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import { ask, type AskDeps, type Command, type Request } from './ask.ts';
import { readQuestion, readTarget, type Question } from './question.ts';
import { clickedRequest, typedRequest } from './request.ts';
import { buttonValue } from './button-value.ts';
import { plainText } from './slack-text.ts';
import { drawWaitingDiagnosis } from './while-waiting.ts';
import { toldHelp } from './ways/help.ts';

export interface CommandDeps extends AskDeps {
  readonly config: Config;
  readonly fetch?: FetchFunction | undefined;
}

export const diagnoseCommand = '/diagnose';

/** `/diagnose <host> [port|container|address:port|to <need>]`, and the button that asks the same once more. */
export function registerDiagnose(
  answers: Answers,
  deps: CommandDeps & { readonly askForHost: (request: Request) => Promise<void> },
): void {
  const { config } = deps;

  answers.toCommand(diagnoseCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    if (plainText(command.text) === '') {
      await deps.askForHost(typedRequest(command, deps));
      return;
    }
    await ask(
      typedRequest(command, deps),
      asDiagnosis(() => readQuestion(command.text, config)),
      deps,
    );
  });

  answers.toButton(runAgainActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await ask(
      clickedRequest(body, context, deps),
      asDiagnosis(
        () => readButton(action.value, config),
        RunAgain.safeParse(buttonValue(action.value ?? '')).data?.since,
      ),
      deps,
    );
  });
}

/**
 * What somebody asks about a host, as a job.
 * @param since the operation with which the answer is compared
 */
export function asDiagnosis(read: () => Question, since?: string): Command<DiagnoseJob> {
  return {
    name: 'diagnose',
    kind: diagnoseJobs,
    read(reader) {
      const question = read();
      if (question.kind === 'unclear') return question;
      const { host, asked } = question;
      const words = wordsFor(reader);
      const name = nameTarget(host.name, asked, words);
      return {
        kind: 'clear',
        name,
        about: { host: host.name, asked },
        running: words.alreadyRunning(name),
        sites: [host.site],
        own: {
          host: host.name,
          ...(asked === undefined ? {} : { asked }),
          ...(since === undefined ? {} : { since }),
        },
      };
    },
    job: (own, asked) => ({ ...own, ...asked }),
    waiting: drawWaitingDiagnosis,
  };
}

/** The button may be older than the inventory, so its host goes the same way as a typed one. */
function readButton(value: string | undefined, config: Config): Question {
  const { data } = RunAgain.safeParse(buttonValue(value ?? ''));
  const question = readQuestion(data?.host ?? '', config);
  return question.kind === 'clear' && data?.target !== undefined
    ? readTarget(data.target, question.host)
    : question;
}
