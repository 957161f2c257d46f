import type { Evidence } from '../report/report.ts';
import { cut, cutList, oneLine, visible } from './untrusted.ts';
import type { Words } from './words.ts';

export interface EvidenceSize {
  readonly sources: number;
  readonly lines: number;
  readonly length: number;
}

/** The command flush left, what it printed indented below; cut to size, and saying so. */
export function evidenceLines(evidence: readonly Evidence[], size: EvidenceSize, words: Words): string[] {
  const shown = evidence
    .slice(0, size.sources)
    .flatMap(({ source, lines }) => [
      cut(oneLine(source), size.length),
      ...cutList(outputLines(lines, words), size.lines, words.moreLines).map(
        (line) => `  ${cut(line, size.length)}`,
      ),
    ]);
  const missing = evidence.length - size.sources;
  return missing > 0 ? [...shown, words.moreInThread(missing)] : shown;
}

export function outputLines(lines: readonly string[], words: Words): string[] {
  const shown = lines.flatMap((line) => visible(line).split('\n')).map((line) => line.trimEnd());
  return shown.some((line) => line !== '') ? shown : [words.noOutput];
}
