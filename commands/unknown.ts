import { renderNote } from '../src/render/slack/notes.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import type { CommandDeps } from './diagnose.ts';
import { readerFor } from './reader.ts';
import { typedRequest } from './request.ts';
import { ferrymanCommand } from './ways/ferryman.ts';

/** Commands and buttons that no file here knows: Slack would show "operation_timeout" for them. */
export function registerUnknown(answers: Answers, deps: CommandDeps): void {
  answers.toOthers({
    async command({ ack, command, context }) {
      await acknowledge(ack, context, deps);
      const request = typedRequest(command, deps);
      const { t } = await readerFor(request, deps);
      const sentence = t`${command.command} is not known to this Ferryman.`;
      await request.tell(renderNote(sentence, t`What there is: ${`${ferrymanCommand} help`}`));
    },
    async button({ ack }) {
      await ack();
    },
  });
}
