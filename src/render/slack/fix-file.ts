import type { FixOutcome, FixPlan } from '../../report/fix.ts';
import { oneLine, visible } from '../untrusted.ts';
import { fixWords } from './fix-words.ts';
import type { TextFile } from './message.ts';
import { escaped } from './mrkdwn.ts';

/** All of a plan, however long. */
export function planFile(plan: FixPlan): TextFile {
  const title = oneLine(fixWords.plan(plan));
  const { file, cause } = plan;
  return {
    name: `fix-${plan.id}-plan.txt`,
    title,
    comment: escaped(title, 300),
    text: sections([
      [title, [`id ${plan.id}`, `digest ${plan.digest}`, `good until ${plan.expiresAt}`]],
      [fixWords.why, cause === undefined ? [] : [cause.title, cause.explanation]],
      [fixWords.free, plan.whyFree],
      [fixWords.warnings, plan.warnings],
      [file === undefined ? '' : fixWords.file(file.path, file.existed), file?.diff ?? []],
      [fixWords.steps, plan.steps.flatMap(step)],
      [fixWords.affected(plan), plan.affected.map(fixWords.affectedOne(plan))],
      [fixWords.away, [fixWords.downtime(plan.downtimeSeconds)]],
      [fixWords.undo, [fixWords.undoBy(plan.undo.afterSeconds), ...plan.undo.steps.flatMap(step)]],
      [fixWords.proof, plan.proof],
      [fixWords.byHand, plan.byHand],
    ]),
  };
}

/** The steps for a person, where they are too long for a card. */
export function byHandFile(host: string, byHand: readonly string[], job: string): TextFile {
  const title = `${fixWords.byHand}: ${oneLine(host)}`;
  return {
    name: `by-hand-${job}.txt`,
    title,
    comment: escaped(title, 300),
    text: `${byHand.map(visible).join('\n')}\n`,
  };
}

/** What was looked at and run, with all output; undefined where nothing was. */
export function outcomeFile(outcome: FixOutcome): TextFile | undefined {
  const { id, host, proofs, commands, because } = outcome;
  if (proofs.length + commands.length === 0) return undefined;
  const title = oneLine(fixWords.result[outcome.result](host));
  return {
    name: `fix-${id}-record.txt`,
    title,
    comment: escaped(fixWords.record(oneLine(host)), 300),
    text: sections([
      [title, [because]],
      [
        fixWords.proofs,
        proofs.map(
          ({ what, before, after, ok }) =>
            `${ok ? fixWords.seen : fixWords.notSeen}  ${what}: ${before} → ${after}`,
        ),
      ],
      ...commands.map(({ at, command, code, output }): Section => [
        `${at} ${command} (${fixWords.exit(code)})`,
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
