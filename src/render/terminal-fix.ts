import stringWidth from 'string-width';
import type { FixAnswer, FixOutcome, FixPlan, Proof, RanCommand } from '../report/fix.ts';
import { asTyped } from './fix-command.ts';
import { english, type Reader } from '../text/reader.ts';
import { fixMarks, type FixWords, fixWordsFor } from './fix-words.ts';
import {
  columnsOf,
  draw,
  drawHeadline,
  list,
  painter,
  prose,
  roomIn,
  type Paragraph,
  type Row,
  type TerminalOptions,
} from './terminal-rows.ts';
import { oneLine, visible } from './untrusted.ts';

/** What `/fix-bridge` says first, for a person at a terminal or for a file. Nothing of a host reaches the terminal as an escape sequence. */
export function renderFixAnswer(
  answer: FixAnswer,
  options: TerminalOptions,
  reader: Reader = english,
): string {
  const words = fixWordsFor(reader);
  switch (answer.kind) {
    case 'plan':
      return renderPlan(answer.plan, options, words);
    case 'nothing-to-fix': {
      const sentence = words.nothing(oneLine(answer.host));
      const rows = [prose(words.why, inWordsHere(answer.sentence))];
      return sheet({ mark: fixMarks.nothing, sentence, time: '' }, rows, options);
    }
    case 'refused': {
      const sentence = words.refused(oneLine(answer.host));
      const rows = [
        ...list(words.refusedWhy, answer.because.map(inWordsHere)),
        ...list(words.next, [inWordsHere(answer.next)].filter(isText)),
        ...byHand(answer.byHand, words),
      ];
      return sheet({ mark: fixMarks.refused, sentence, time: '' }, rows, options);
    }
  }
  return answer satisfies never;
}

/** How it ended, with what was seen before and after, and every command that ran. */
export function renderFixOutcome(
  outcome: FixOutcome,
  options: TerminalOptions,
  reader: Reader = english,
): string {
  const words = fixWordsFor(reader);
  const { result, because, next, proofs, commands, downtimeSeconds, id } = outcome;
  const sentence = oneLine(words.end(outcome));
  const time = downtimeSeconds === undefined ? '' : words.dockerAway(downtimeSeconds);
  const rows = [
    prose(words.ended, inWordsHere(because)),
    ...(next === undefined ? [] : [prose(words.next, inWordsHere(next))]),
    ...proofRows(proofs, words),
    { label: words.commands, paragraphs: ranParagraphs(commands, words) },
    quiet(words.onHost(id), words.audited(id)),
  ];
  return sheet({ mark: fixMarks.result[result], sentence, time }, rows, options);
}

function renderPlan(plan: FixPlan, options: TerminalOptions, words: FixWords): string {
  const { cause, whyFree, steps, undo, proof, warnings } = plan;
  const time = words.validUntil(plan.expiresAt);
  const rows = [
    ...(cause === undefined ? [] : list(words.why, [cause.title, cause.explanation].map(oneLine))),
    { label: words.change, paragraphs: changeParagraphs(plan, words) },
    ...list(words.free, whyFree.map(oneLine)),
    {
      label: words.affected(plan),
      paragraphs: affectedParagraphs(plan, roomIn(columnsOf(options.width)), words),
    },
    prose(words.away, words.downtime(plan.downtimeSeconds)),
    { label: words.steps, paragraphs: stepParagraphs(steps) },
    {
      label: words.undo,
      paragraphs: [inWords(words.undoBy(undo.afterSeconds)), ...stepParagraphs(undo.steps)],
    },
    ...list(words.proof, proof.map(oneLine)),
    ...list(words.warnings, warnings.map(inWordsHere)),
    ...byHand(plan.byHand, words),
    quiet(words.named(plan.id, plan.digest)),
  ];
  return sheet(
    { mark: fixMarks.plan, sentence: oneLine(words.plan(plan)), time },
    rows.filter(({ paragraphs }) => paragraphs.length > 0),
    options,
  );
}

function changeParagraphs({ method, file }: FixPlan, words: FixWords): Paragraph[] {
  const how = inWords(words.method[method]);
  if (file === undefined) return [how];
  const diff = file.diff.flatMap((line) => visible(line).split('\n'));
  // The file's name stands above already.
  const body = diff.filter((line) => !/^(?:---|\+\+\+) /.test(line));
  const path = oneLine(file.path);
  return [how, inWords(file.existed ? path : words.newFile(path)), ...body.map(diffLine)];
}

function diffLine(text: string): Paragraph {
  if (text.startsWith('+')) return { kind: 'added', text };
  return { kind: text.startsWith('-') ? 'removed' : 'output', text };
}

/** A line for each container, in columns where all of them fit, otherwise as a sentence. */
function affectedParagraphs({ affected, ...plan }: FixPlan, room: number, words: FixWords): Paragraph[] {
  if (affected.length === 0) return [inWords(words.noContainers)];
  const rows = affected.map((container) => [
    oneLine(container.name),
    container.ports.length === 0 ? words.noPorts : container.ports.map(oneLine).join(' '),
    words.policy(oneLine(container.restartPolicy)),
    words.inARow([
      words.fate(plan, container),
      ...(container.newAddress ? [words.newAddress] : []),
      ...(container.health === undefined ? [] : [oneLine(container.health)]),
    ]),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
      .join('  ')
      .trimEnd(),
  );
  if (lines.every((line) => stringWidth(line) <= room - 2)) {
    return lines.map((text) => ({ kind: 'output', text }));
  }
  return rows.map(([name = '', ...rest]) => inWords(words.labelled(name, words.inARow(rest))));
}

function stepParagraphs(steps: FixPlan['steps']): Paragraph[] {
  return steps.flatMap(({ what, command }, index) => [
    inWords(`${index + 1}. ${oneLine(what)}`),
    ...commandLines(command),
  ]);
}

/** A script keeps its lines: joined, it would be another one. */
function commandLines(command: string): Paragraph[] {
  return visible(command)
    .split('\n')
    .filter(isText)
    .map((text) => ({ kind: 'command', text: text.trimEnd() }));
}

function proofRows(proofs: readonly Proof[], words: FixWords): Row[] {
  return list(
    words.proof,
    proofs.map(({ what, before, after, ok }) => {
      const change = before === after ? oneLine(after) : `${oneLine(before)} → ${oneLine(after)}`;
      return `${ok ? fixMarks.seen : fixMarks.notSeen} ${words.labelled(oneLine(what), change)}`;
    }),
  );
}

/** The host's own record: notes quietly, output only of what failed. */
function ranParagraphs(commands: readonly RanCommand[], words: FixWords): Paragraph[] {
  if (commands.length === 0) return [inWords(words.noCommands)];
  return commands.flatMap(({ at, command, code, output }): Paragraph[] => {
    const time = at.slice(11, 19);
    if (command.startsWith('# ')) return [{ kind: 'quiet', text: `${time} ${oneLine(command.slice(2))}` }];
    const failed = code === 0 ? '' : `  ${words.failed(code)}`;
    const said = code === 0 ? [] : visible(output).split('\n').filter(isText);
    return [
      { kind: 'command', text: `${time} ${oneLine(command)}${failed}` },
      ...said.map((text): Paragraph => ({ kind: 'output', text: `  ${text.trimEnd()}` })),
    ];
  });
}

function byHand(lines: readonly string[], words: FixWords): Row[] {
  if (lines.length === 0) return [];
  return [{ label: words.byHand, paragraphs: lines.flatMap(commandLines).map(asSentence) }];
}

/** What a person is to do is told in sentences and in commands; only those may be broken. */
function asSentence(line: Paragraph): Paragraph {
  return /^\p{Lu}.* .*[.:]$|[。：]$/u.test(line.text) ? inWords(line.text) : line;
}

function inWords(text: string): Paragraph {
  return { kind: 'words', text };
}

function quiet(...texts: readonly string[]): Row {
  return { label: '', paragraphs: texts.map((text) => ({ kind: 'quiet', text })) };
}

/** Ferryman's own sentences, with the words of this place. */
function inWordsHere(text: string): string {
  return asTyped(oneLine(text));
}

function isText(text: string): boolean {
  return text.trim() !== '';
}

function sheet(
  headline: Parameters<typeof drawHeadline>[0],
  rows: readonly Row[],
  { color, width }: TerminalOptions,
): string {
  const paint = painter(color);
  const columns = columnsOf(width);
  const lines = [
    ...drawHeadline(headline, columns, paint),
    ...rows.flatMap((row) => draw(row, columns, paint)),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
