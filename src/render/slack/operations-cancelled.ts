import type { Asked } from '../../report/report.ts';
import type { Reader } from '../../text/reader.ts';
import { logWordsFor } from '../logs-words.ts';
import { operationWords } from '../operation-words.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { type Cancellation, renderCancelled } from './cancelled.ts';
import { type LogsButton, tryAgain } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { runAgainButton } from './operation-buttons.ts';

/** What became of each kind of operation that somebody cancelled. */

export function renderDiagnosisCancelled(
  { host, asked, ...how }: Cancellation & { readonly host: string; readonly asked?: Asked | undefined },
  reader: Reader,
): SlackMessage {
  const words = wordsFor(reader);
  const title = operationWords(reader).cancelled(cut(nameTarget(host, asked, words), 300));
  return renderCancelled({ ...how, title, host, again: runAgainButton(host, asked, words) }, reader);
}

export function renderLogsCancelled(
  { asked, ...how }: Cancellation & { readonly asked: LogsButton },
  reader: Reader,
): SlackMessage {
  const words = logWordsFor(reader);
  const title = operationWords(reader).logCancelled(words.target(asked.container, asked.host));
  return renderCancelled({ ...how, title, host: asked.host, again: tryAgain(asked, words) }, reader);
}

export function renderPlanningCancelled(
  { host, ...how }: Cancellation & { readonly host: string },
  reader: Reader,
): SlackMessage {
  const title = operationWords(reader).planCancelled(cut(host, 300));
  return renderCancelled({ ...how, title, host, again: [] }, reader);
}
