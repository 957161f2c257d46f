import { nearMatches } from '../src/hosts/inventory.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { renderStatus } from '../src/render/slack/status.ts';
import { statusContent } from '../src/render/status-content.ts';
import { gatherStatus } from '../src/status/gather.ts';
import { namesIn, narrowed } from '../src/status/narrow.ts';
import { acknowledge } from './acknowledge.ts';
import { type Admitted, answerAdmitted } from './answer-admitted.ts';
import type { Answers } from './answers.ts';
import type { Request } from './ask.ts';
import type { CommandDeps } from './diagnose.ts';
import { typedRequest } from './request.ts';
import { plainText } from './slack-text.ts';
import { toldHelp } from './ways/help.ts';

export const statusCommand = '/status';

/** `/status [host | tag | site]`: hosts, incidents, what runs and how Ferryman itself is. */
export function registerStatus(answers: Answers, deps: CommandDeps): void {
  answers.toCommand(statusCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await askForStatus(command.text, typedRequest(command, deps), deps);
  });
}

/** @param text what stands behind the command, as Slack made it */
export async function askForStatus(text: string, request: Request, deps: CommandDeps): Promise<void> {
  await answerAdmitted('status', request, deps, (by) => answer(plainText(text), by, deps));
}

async function answer(
  on: string,
  { reader }: Admitted,
  { config: { hosts, watch }, queue, clock }: CommandDeps,
): Promise<SlackMessage> {
  const { unseenLooks } = watch;
  const names = namesIn(hosts);
  if (on !== '' && !names.includes(on)) return unknown(on, names, reader);
  const status = await gatherStatus({ queue, hosts, unseenLooks, clock });
  const meant = on === '' ? status : (narrowed(status, on) ?? status);
  return renderStatus(statusContent(meant, reader), reader);
}

function unknown(on: string, names: readonly string[], { t }: Admitted['reader']): SlackMessage {
  const typed = JSON.stringify(on.length > 40 ? `${on.slice(0, 39)}…` : on);
  const [near] = nearMatches(on.slice(0, 200), names);
  const sentence = t`${typed} is no host, no tag and no site.`;
  return near === undefined
    ? renderNote(sentence, t`Type /status alone to see all.`)
    : renderNote(sentence, t`Did you mean ${near}? Type ${`/status ${near}`}`);
}
