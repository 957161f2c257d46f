import type { FixOutcome, FixPlan } from '../../report/fix.ts';
import { english, type Reader } from '../../text/reader.ts';
import { fixMarks } from '../fix-words.ts';
import { oneLine, visible } from '../untrusted.ts';
import { fixWordsFor } from './fix-words.ts';
import type { TextFile } from './message.ts';
import { escaped } from './mrkdwn.ts';

/** All of a plan, however long; until when it is good, where somebody can approve it. */
export function planFile(
  plan: FixPlan,
  reader: Reader = english,
  { approvable = true }: { readonly approvable?: boolean } = {},
): TextFile {
  const words = fixWordsFor(reader);
  const title = oneLine(words.plan(plan));
  const { file, cause } = plan;
  return {
    name: `fix-${plan.id}-plan.txt`,
    title,
    comment: escaped(title, 300),
    text: sections([
      [
        title,
        [
          words.id(plan.id),
          words.digest(plan.digest),
          ...(approvable ? [words.expires(plan.expiresAt)] : []),
        ],
      ],
      [words.why, cause === undefined ? [] : [cause.title, cause.explanation]],
      [words.free, plan.whyFree],
      [words.warnings, plan.warnings],
      [file === undefined ? '' : words.file(file.path, file.existed), file?.diff ?? []],
      [words.steps, plan.steps.flatMap(step)],
      [words.affected(plan), plan.affected.map(words.affectedOne(plan))],
      [words.away, [words.downtime(plan.downtimeSeconds)]],
      [words.undo, [words.undoBy(plan.undo.afterSeconds), ...plan.undo.steps.flatMap(step)]],
      [words.proof, plan.proof],
      [words.byHand, plan.byHand],
    ]),
  };
}

/** The steps for a person, where they are too long for a card. */
export function byHandFile(
  host: string,
  byHand: readonly string[],
  job: string,
  reader: Reader = english,
): TextFile {
  const title = fixWordsFor(reader).byHandFor(oneLine(host));
  return {
    name: `by-hand-${job}.txt`,
    title,
    comment: escaped(title, 300),
    text: `${byHand.map(visible).join('\n')}\n`,
  };
}

/** What was looked at and run, with all output; undefined where nothing was. */
export function outcomeFile(outcome: FixOutcome, reader: Reader = english): TextFile | undefined {
  const words = fixWordsFor(reader);
  const { id, host, proofs, commands, because } = outcome;
  if (proofs.length + commands.length === 0) return undefined;
  const title = oneLine(words.result[outcome.result](host));
  return {
    name: `fix-${id}-record.txt`,
    title,
    comment: escaped(words.record(oneLine(host)), 300),
    text: sections([
      [title, [because]],
      [
        words.proofs,
        proofs.map(
          ({ what, before, after, ok }) =>
            `${ok ? fixMarks.seen : fixMarks.notSeen}  ${words.proofLine(what, before, after)}`,
        ),
      ],
      ...commands.map(({ at, command, code, output }): Section => [
        words.ran(at, command, code),
        output === '' ? [] : [output],
        'even empty',
      ]),
    ]),
  };
}

type Section = readonly [title: string, lines: readonly string[], shown?: 'even empty'];

function sections(all: readonly Section[]): string {
  return all
    .filter(([, lines, shown]) => lines.length > 0 || shown !== undefined)
    .map(([title, lines]) => [oneLine(title), ...lines.map(visible)].join('\n'))
    .join('\n\n')
    .concat('\n');
}

function step({ what, command }: FixPlan['steps'][number]): string[] {
  return [`# ${oneLine(what)}`, command];
}
