import type { DiagnoseRequest } from '../../src/flows/diagnose.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { textOf } from './conversation.ts';
import { storyReport } from './reports.ts';

/** A flow that answers at once and notes what it was asked. */
export function noting(): { readonly asked: DiagnoseRequest[]; readonly diagnose: Diagnose } {
  const asked: DiagnoseRequest[] = [];
  return {
    asked,
    diagnose: async (request) => {
      asked.push(request);
      return { report: storyReport(request.host.name, request.asked) };
    },
  };
}

/** The card and its evidence, below a message of a person. */
export function answered(workspace: Workspace, channel: string, ts: string): Promise<string[]> {
  return workspace.waitFor((now) => {
    const replies = now
      .thread(channel, ts)
      .filter(({ bot_id, ts: own }) => bot_id !== undefined && own !== ts);
    const texts = replies.map((message) => textOf(message).join(' '));
    const done = replies.some(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again'));
    return texts.length >= 2 && done ? texts : undefined;
  }, 15_000);
}

/** What one person was told first. */
export async function whispered(workspace: Workspace, user: string): Promise<string> {
  const [whisper] = await workspace.waitFor((now) => now.ephemerals(user).length > 0 && now.ephemerals(user));
  if (whisper === undefined) throw new Error('nothing was whispered');
  return textOf(whisper).join(' ');
}
