import type { App } from '@slack/bolt';
import { approveFixActionId, askFixActionId, declineFixActionId } from '../src/render/slack/fix-buttons.ts';
import { followLogActionId, readLogActionId } from '../src/render/slack/logs-buttons.ts';
import { runAgainActionId } from '../src/render/slack/report.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { diagnoseCommand } from './diagnose.ts';
import { fixBridgeCommand } from './fix-words.ts';
import { logsCommand } from './logs.ts';

/**
 * Commands and buttons that no file here knows: Slack would show "operation_timeout" for them. All matching listeners
 * of Bolt run, so the patterns leave out what is known.
 */
export function registerUnknown(app: App): void {
  app.command(
    except(...[diagnoseCommand, logsCommand, fixBridgeCommand].map((known) => `${known}$`)),
    async ({ ack, command }) => {
      await ack(
        renderNote(
          `${command.command} is not known to this Ferryman.`,
          `It knows ${diagnoseCommand} <host> [port | container | address:port | to <need>], ${logsCommand} <container> [on <host>] and ${fixBridgeCommand} <host>.`,
        ),
      );
    },
  );
  app.action(
    except(
      ...[runAgainActionId, followLogActionId, approveFixActionId, declineFixActionId, askFixActionId].map(
        (known) => `${known}$`,
      ),
      `${readLogActionId}_`,
    ),
    async ({ ack }) => {
      await ack();
    },
  );
}

function except(...known: readonly string[]): RegExp {
  return new RegExp(`^(?!${known.join('|')})`);
}
