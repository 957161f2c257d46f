import { describe, expect, it } from 'vitest';
import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { escaped } from '../src/render/slack/mrkdwn.ts';
import { bundleFile, snapshotFile } from '../src/render/slack/operation-files.ts';
import { renderWrongForm } from '../src/render/slack/wrong-form.ts';
import { marks } from '../src/render/words.ts';
import { readAsked } from '../src/report/asked.ts';
import type { Report } from '../src/report/report.ts';
import { type Language, LANGUAGES } from '../src/text/language.ts';
import { readerOf } from '../src/text/reader.ts';
import { checkBlocks } from '../src/workspace/block-kit/check-blocks.ts';
import { checkView } from '../src/workspace/block-kit/check-view.ts';
import { leftInEnglish, proseIn, withoutZone } from './support/left-in-english.ts';
import { operationMessages, recordOf } from './support/operation-messages.ts';
import { largeHosts, recordedHosts } from './support/recorded-hosts.ts';

const asked = [...recordedHosts(), ...largeHosts()].flatMap((host) =>
  host.questions.map(({ target }) => ({ ...host, target })),
);

function reportIn(language: Language, { snapshot, target = '' }: (typeof asked)[number]): Report {
  const read = readAsked(target);
  return diagnoseSnapshot(snapshot, read.kind === 'asked' ? read.asked : undefined, { language });
}

/** Everything that is said of every host; an earlier look at the same one found whatever the host before it in the list has. */
function saidIn(language: Language) {
  const reader = readerOf(language);
  const reports = asked.map((host) => ({ ...host, report: reportIn(language, host) }));
  return reports.map(({ report, ...host }, index) => {
    const earlier = reports.at(index - 1) ?? { ...host, report };
    return {
      ...host,
      report,
      record: recordOf(report),
      messages: operationMessages(report, earlier.report, reader),
      printed: () => JSON.stringify([host.snapshot, earlier.snapshot]),
    };
  });
}

/** A line that begins with a mark, as a person reads it who does not see colours. */
const colourless = (line: string) =>
  [...Object.values(marks.verdict), ...Object.values(marks.severity)]
    .reduce((text, mark) => text.replaceAll(mark, '●'), line)
    .trim();

describe.each(LANGUAGES)('what is said in %s of every recorded host', (language) => {
  const reader = readerOf(language);
  const said = saidIn(language);

  it('is taken by Slack', () => {
    const refused = said.flatMap(({ name, record, messages }) => [
      ...messages.flatMap(({ kind, blocks, text }) => [
        ...checkBlocks(blocks, 'message').map((problem) => ({ name, kind, problem })),
        ...(text.length > 4000 || text === '' ? [{ name, kind, problem: `a text of ${text.length}` }] : []),
      ]),
      ...('problems' in checkView(renderWrongForm(record, '{}', reader)) ? [{ name, kind: 'form' }] : []),
    ]);
    expect(refused).toEqual([]);
    expect(said.length).toBeGreaterThan(100);
  });

  it('is heard as it is seen: the text for screen readers says verdict, cause and evidence', () => {
    const unheard = said.flatMap(({ name, report, messages }) => {
      const [first] = report.verdict === 'faulty' ? report.causes : [];
      return messages.flatMap(({ kind, saysVerdict, text }) => {
        if (kind === 'evidence') return text.includes('\n') ? [] : [`${name}: ${kind}`];
        const wanted = [
          report.host,
          ...(first === undefined || !saysVerdict ? [] : [escaped(first.title, 200)]),
        ];
        return wanted.filter((words) => !text.includes(words)).map((words) => `${name}, ${kind}: ${words}`);
      });
    });
    expect(unheard).toEqual([]);
  });

  it('names no time without its zone', () => {
    const bare = said.flatMap(({ name, messages, printed }) =>
      messages.flatMap(({ blocks }) =>
        proseIn(blocks).flatMap((text) => withoutZone(text, printed).map((time) => ({ name, time, text }))),
      ),
    );
    expect(bare).toEqual([]);
    expect(withoutZone('gone since 10:31:12', () => '')).toEqual(['10:31:12']);
  });

  it('means nothing by colour alone', () => {
    // Two causes that differ by their colour differ by a word as well.
    const lines = new Map<string, Set<string>>();
    for (const { messages } of said) {
      for (const line of messages
        .flatMap(({ blocks }) => proseIn(blocks))
        .flatMap((text) => text.split('\n'))) {
        if (colourless(line) === line.trim()) continue;
        lines.set(colourless(line), (lines.get(colourless(line)) ?? new Set()).add(line.trim()));
      }
    }
    expect(lines.size).toBeGreaterThan(100);
    expect([...lines.values()].filter((same) => same.size > 1)).toEqual([]);
  });
});

describe('what is said in Chinese of every recorded host', () => {
  const reader = readerOf('zh-CN');

  it('leaves no sentence in English, but what the host printed', () => {
    const left = saidIn('zh-CN').flatMap(({ name, printed, record, messages }) => {
      const texts = [
        ...messages.flatMap(({ blocks, text, kind }) => [
          ...proseIn(blocks),
          // Of evidence it is the same, with what the host printed.
          ...(kind === 'evidence' ? [] : [text]),
        ]),
        ...proseIn(renderWrongForm(record, '{}', reader)),
        ...[bundleFile(record, reader), snapshotFile(record, reader)].map((file) => file?.comment ?? ''),
      ];
      return texts.flatMap((text) => leftInEnglish(text, printed).map((words) => ({ name, words, text })));
    });
    expect(left).toEqual([]);
  });

  it('would be caught', () => {
    expect(leftInEnglish('docker0 covers the network card', () => 'docker0')).toEqual([
      'covers the network card',
    ]);
    expect(
      leftInEnglish('容器拒绝：connection reset by peer', () => 'read: connection reset by peer'),
    ).toEqual([]);
    expect(leftInEnglish('运行 `ip route get it now`，再看「it is already in use」', () => '')).toEqual([]);
  });
});
