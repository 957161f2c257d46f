import { describe, expect, it } from 'vitest';
import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { readAsked } from '../src/report/asked.ts';
import type { Asked, Cause, Report } from '../src/report/report.ts';
import { largeHosts, recordedHosts } from './support/recorded-hosts.ts';

function askedFrom(target: string | undefined): Asked | undefined {
  const read = target === undefined ? undefined : readAsked(target);
  return read?.kind === 'asked' ? read.asked : undefined;
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** Whole sentences, which are in a language; lines and commands may be in none. */
const sentencesOf = ({ title, explanation, falsifier, fix }: Cause): readonly string[] => [
  title,
  explanation,
  falsifier,
  ...(fix === undefined ? [] : [fix.summary, fix.risk]),
];

/** All that is said, in the order of the report. */
const saidIn = ({ causes, symptoms, unknowns }: Report): readonly string[] => [
  ...causes.flatMap((cause) => [
    ...sentencesOf(cause),
    ...cause.evidence.flatMap(({ source, lines }) => [source, ...lines]),
    ...(cause.fix?.commands ?? []),
  ]),
  ...symptoms.map(({ text }) => text),
  ...unknowns.map(({ because }) => because),
];

/** What no language changes. */
const factsOf = ({ causes, symptoms, unknowns, ...rest }: Report) => ({
  ...rest,
  causes: causes.map(({ cause, severity, certainty, subject, behind, evidence, fix }) => ({
    cause,
    severity,
    certainty,
    subject,
    behind,
    apply: fix?.apply,
    lines: evidence.map(({ lines }) => lines.length),
  })),
  symptoms: symptoms.map(({ explainedBy }) => explainedBy),
  unknowns: unknowns.map(({ check }) => check),
});

/** Addresses, ports, codes, versions: whoever acts on the Chinese needs the same ones. */
const numbersIn = (text: string) => text.match(/\d(?:[\w.:/%-]*\w)?/g) ?? [];

describe.each([...recordedHosts(), ...largeHosts()])('in Chinese, the recorded host $name', (host) => {
  it.each(host.questions)('asked for $target is told the same as in English', ({ target }) => {
    const english = diagnoseSnapshot(host.snapshot, askedFrom(target));
    const chinese = diagnoseSnapshot(host.snapshot, askedFrom(target), { language: 'zh-CN' });
    expect(factsOf(chinese)).toEqual(factsOf(english));

    const told = saidIn(chinese);
    const lost = saidIn(english).flatMap((said, index) =>
      numbersIn(said)
        .filter((number) => told[index]?.includes(number) !== true)
        .map((number) => ({ number, said, told: told[index] })),
    );
    expect(lost).toEqual([]);

    const sentences = [...chinese.causes.flatMap(sentencesOf), ...chinese.symptoms.map(({ text }) => text)];
    expect(sentences.filter((sentence) => !isChinese(sentence))).toEqual([]);
  });
});
