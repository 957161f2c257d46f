/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `ms`, `×`, `round trips` */
  readonly unit: string;
  readonly bar: number;
  /** Whether less or more is better: the value may be at most, or has to be at least, the bar. */
  readonly better: 'lower' | 'higher';
  readonly pass: boolean;
  /** What it was measured against, in the same run. */
  readonly reference: string;
}

export function atMost(bar: number, figure: Pick<Figure, 'name' | 'value' | 'unit' | 'reference'>): Figure {
  return { ...rounded(figure), bar, better: 'lower', pass: figure.value <= bar };
}

export function atLeast(bar: number, figure: Pick<Figure, 'name' | 'value' | 'unit' | 'reference'>): Figure {
  return { ...rounded(figure), bar, better: 'higher', pass: figure.value >= bar };
}

function rounded<T extends Pick<Figure, 'value'>>(figure: T): T {
  return { ...figure, value: Number(figure.value.toPrecision(3)) };
}

/** A part of the bench: some figures that need the same things. */
export interface Part {
  readonly name: string;
  /** Why it cannot be measured here, in one line; nothing where it can. */
  readonly whyNot: () => string | undefined;
  readonly run: () => Promise<readonly Figure[]>;
}

const columns = ['figure', 'value', 'bar', '', 'measured against'] as const;

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, bar, better, pass, reference }) => [
    name,
    `${value} ${unit}`,
    `${better === 'lower' ? '≤' : '≥'} ${bar} ${unit}`,
    pass ? 'ok' : 'MISSED',
    reference,
  ]);
  const all = [[...columns], ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
