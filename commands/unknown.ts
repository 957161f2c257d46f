import { renderNote } from '../src/render/slack/notes.ts';
import type { Answers } from './answers.ts';
import { diagnoseCommand } from './diagnose.ts';
import { fixBridgeCommand } from './fix-words.ts';
import { logsCommand } from './logs.ts';

/** Commands and buttons that no file here knows: Slack would show "operation_timeout" for them. */
export function registerUnknown(answers: Answers): void {
  answers.toOthers({
    async command({ ack, command }) {
      await ack(
        renderNote(
          `${command.command} is not known to this Ferryman.`,
          `It knows ${diagnoseCommand} <host> [port | container | address:port | to <need>], ${logsCommand} <container> [on <host>] and ${fixBridgeCommand} <host>.`,
        ),
      );
    },
    async button({ ack }) {
      await ack();
    },
  });
}
