import type { App } from '@slack/bolt';
import { followLogActionId, readLogActionId, stopFollowActionId } from '../src/render/slack/logs-buttons.ts';
import { runAgainActionId } from '../src/render/slack/report.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { diagnoseCommand } from './diagnose.ts';
import { logsCommand } from './logs.ts';

/**
 * Commands and buttons that no file here knows: Slack would show "operation_timeout" for them. All matching listeners
 * of Bolt run, so the patterns leave out what is known.
 */
export function registerUnknown(app: App): void {
  app.command(except(`${diagnoseCommand}$`, `${logsCommand}$`), async ({ ack, command }) => {
    await ack(
      renderNote(
        `${command.command} is not known to this Ferryman.`,
        `It knows ${diagnoseCommand} <host> [port | container | address:port | to <need>] and ${logsCommand} <container> [on <host>].`,
      ),
    );
  });
  app.action(
    except(`${runAgainActionId}$`, `${followLogActionId}$`, `${stopFollowActionId}$`, `${readLogActionId}_`),
    async ({ ack }) => {
      await ack();
    },
  );
}

function except(...known: readonly string[]): RegExp {
  return new RegExp(`^(?!${known.join('|')})`);
}
