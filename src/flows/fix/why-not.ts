import type { UntoldProof } from '../../fixes/untold.ts';
import { ANY, recogniser } from '../../text/recognise.ts';
import { list, say, type Sayable, type Text } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { notedOnHost } from './host-words.ts';
import type { Journal } from './journal.ts';

/** Why Ferryman has a host take its change back. Its record keeps that in English, whoever asked. */
export const whyTakenBack = {
  left: say`whoever began it was gone before anything was changed`,
  forgotten: say`what was to be proven is not known any more`,
  late: say`nobody confirmed it in time`,
  unseen: say`the host could not be looked at over a new connection`,
};

/** What a host's own script writes for a reason, and a person who stops a change. */
const reasonIn = recogniser([
  ...Object.values(whyTakenBack),
  say`nobody confirmed it`,
  say`the change did not succeed`,
  say`the host changed since the plan was made`,
  say`the host was booted before anybody confirmed it`,
  say`the undo could not be armed`,
  say`left behind before anything was changed`,
  say`stopped with Ctrl-C`,
  say`${ANY} undid it at a prompt`,
]);

/** What was not as it should be; undefined where all was. */
export function doubtOf(proofs: readonly UntoldProof[]): Text | undefined {
  if (proofs.length === 0) return whyTakenBack.unseen;
  const open = openOf(proofs);
  return open === undefined ? undefined : say`not proven: ${open}`;
}

/** Those that do not hold, each with what was seen instead. */
export function openOf(proofs: readonly UntoldProof[]): Text | undefined {
  const open = proofs.filter(({ ok }) => !ok);
  if (open.length === 0) return undefined;
  return list(
    open.map(({ what, after }) => say`${what} (${after})`),
    'clauses',
  );
}

/** As a word of a unit's command line, in which systemd has signs of its own. */
export function asRecorded(why: Text): string {
  return tell(why, 'en')
    .replaceAll(/[$%\\]/g, '?')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 1000);
}

/**
 * What the record says, in words that can be told in each language; what nobody knows here stays as it is.
 * @param proofs of this run, which the record may quote
 */
export function recordedWhy(why: string, proofs: readonly UntoldProof[] = []): Sayable {
  const doubt = doubtOf(proofs);
  return doubt !== undefined && asRecorded(doubt).trim() === why ? doubt : (reasonIn(why) ?? why);
}

/** Why a change was taken back: what its record says, and the command that failed before. */
export function whyNot(
  { why = 'nobody confirmed it', commands }: Pick<Journal, 'why' | 'commands'>,
  proofs: readonly UntoldProof[] = [],
): Sayable {
  const undoing = commands.findIndex(({ command }) => command === '# state undoing');
  const failed = commands.slice(0, Math.max(undoing, 0)).findLast(({ code }) => code !== 0);
  const reason = recordedWhy(why, proofs);
  return failed === undefined || !why.startsWith('the change did not succeed')
    ? reason
    : say`${reason}: ${endOf(failed)}`;
}

/** Why the host would not begin: the last that failed, or that was noted, before it gave up; undefined where its record has nothing. */
export function whyNotBegun({ commands }: Pick<Journal, 'commands'>): Sayable | undefined {
  const end = commands.findIndex(({ command }) => command === '# state abandoned');
  const last = commands
    .slice(0, Math.max(end, 0))
    .findLast(({ command, code }) => code !== 0 || /^# (?!state )/.test(command));
  if (last === undefined) return undefined;
  return last.command.startsWith('# ') ? notedOnHost(last.command.slice(2)) : endOf(last);
}

function endOf({ command, code, output }: Journal['commands'][number]): Text {
  const [first = ''] = output.split('\n');
  return first === '' ? say`${command} ended with ${code}` : say`${command} ended with ${code} (${first})`;
}
