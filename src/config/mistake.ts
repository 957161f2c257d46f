import { FerrymanError } from '../errors.ts';

/** One thing that a person has to change, and where. */
export interface Mistake {
  /** As shown to people: `ferryman.yaml`, `~/.ssh/config`, `environment`. */
  readonly file: string;
  /** From 1; absent for the environment. */
  readonly line?: number;
  readonly column?: number;
  /** `hosts.hz-shop.port`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong and what to write instead. Never holds a secret. */
  readonly says: string;
}

/** `config-invalid`: every mistake at once, one line each. */
export class ConfigError extends FerrymanError {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const sorted = mistakes.toSorted(
      (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    super(
      'config-invalid',
      [`The configuration has ${count}.`, ...sorted.map(describeMistake)].join('\n'),
      'Correct the lines above and run the same command again. A complete example: ferryman.example.yaml',
    );
    this.mistakes = sorted;
  }
}

function describeMistake({ file, line, column, path, says }: Mistake): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place}  ${says}` : `${place}  ${path}: ${says}`;
}
