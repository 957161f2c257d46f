import type { OperationRecord } from '../../report/operation.ts';
import type { Cause } from '../../report/report.ts';
import type { Reader } from '../../text/reader.ts';
import { outputLines } from '../evidence-lines.ts';
import { operationWords } from '../operation-words.ts';
import { headline, unknownReasons } from '../summary.ts';
import { nameTarget, typedTarget } from '../target.ts';
import { cut, oneLine, visible } from '../untrusted.ts';
import { type Words, wordsFor } from '../words.ts';
import type { TextFile } from './message.ts';
import { escaped } from './mrkdwn.ts';

/** What the host said, as `ferryman snapshot` writes it: masked. Undefined where it could not be read. */
export function snapshotFile(record: OperationRecord, reader: Reader): TextFile | undefined {
  const { report, snapshot } = record;
  if (snapshot === undefined) return undefined;
  const name = `snapshot-${fileName(record)}.json`;
  const own = operationWords(reader);
  const title = own.snapshotOf(cut(nameTarget(report.host, report.asked, wordsFor(reader)), 200));
  return {
    name,
    title,
    comment: escaped(own.replay(title, replayCommand(name, record)), 600),
    text: snapshot,
  };
}

/** How a recorded host is diagnosed again. */
export function replayCommand(file: string, { report }: Pick<OperationRecord, 'report'>): string {
  return ['ferryman diagnose --snapshot', file, typedTarget(report.asked)].filter(Boolean).join(' ');
}

/** All of a report, however long, for somebody who opens it elsewhere. */
export function bundleFile(record: OperationRecord, reader: Reader): TextFile {
  const { report } = record;
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const target = cut(nameTarget(report.host, report.asked, words), 200);
  const { mark, sentence } = headline(report, words);
  const title = own.bundleOf(target);
  return {
    name: `handoff-${fileName(record)}.txt`,
    title,
    comment: escaped(title, 300),
    text: sections([
      [`${mark} ${sentence}`, [own.askedFor(target, report.at)]],
      ...report.causes.map((cause): Section => [cause.title, causeLines(cause, words)]),
      [words.symptoms, report.symptoms.map(({ text, explainedBy }) => symptom(text, explainedBy, words))],
      [own.ruledOut, [words.names(report.checked.map(oneLine))]],
      [words.unchecked, unknownReasons(report, words)],
    ]),
  };
}

function causeLines(
  { cause, severity, certainty, subject, explanation, evidence, falsifier, fix }: Cause,
  words: Words,
): string[] {
  return [
    words.phrases([words.kindOf({ severity, certainty }), words.subject(subject), oneLine(cause)]),
    explanation,
    words.wrongIf(oneLine(falsifier)),
    ...evidence.flatMap(({ source, lines }) => [
      `$ ${oneLine(source)}`,
      ...outputLines(lines, words).map((line) => `    ${line}`),
    ]),
    ...(fix === undefined
      ? []
      : [
          words.labelled(words.fix, oneLine(fix.summary)),
          ...fix.commands.map((command) => `    ${oneLine(command)}`),
          words.labelled(words.risk, oneLine(fix.risk)),
        ]),
  ];
}

function symptom(text: string, explainedBy: readonly string[], words: Words): string {
  const by =
    explainedBy.length > 0
      ? words.explainedBy(words.names(explainedBy.map(oneLine)))
      : words.explainedByNothing;
  return words.aside(oneLine(text), by);
}

/** Of this operation alone: a file's name tells whether it is in the thread already. */
function fileName({ id, report: { host, asked } }: OperationRecord): string {
  const about = [host, typedTarget(asked)].filter((one) => one !== undefined).join('-');
  return `${about.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)}-${id.replaceAll(/[^\w-]/g, '').slice(-8)}`;
}

type Section = readonly [title: string, lines: readonly string[]];

function sections(all: readonly Section[]): string {
  return all
    .filter(([, lines]) => lines.some((line) => line !== ''))
    .map(([title, lines]) => [oneLine(title), ...lines.map(visible)].join('\n'))
    .join('\n\n')
    .concat('\n');
}
