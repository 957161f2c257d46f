/**
 * A sentence that is not yet in any language: what it says, and of whom. Rules and errors make these, and whoever knows
 * the reader tells them (`tell.ts`).
 */
export class Said {
  /** The English text with `{0}`, `{1}` … where values stand; by this it is found in a catalogue. */
  readonly template: string;
  readonly values: readonly Sayable[];

  constructor(template: string, values: readonly Sayable[]) {
    this.template = template;
    this.values = values;
  }

  /** Silently turned into text it would be `[object Object]` in front of a person. */
  toString(): never {
    throw new TypeError(`not told in any language yet: ${this.template}`);
  }
}

/** Several of a kind, put together as the reader's language does it. */
export class Series {
  readonly parts: readonly Sayable[];
  readonly glue: Glue;

  constructor(parts: readonly Sayable[], glue: Glue) {
    this.parts = parts;
    this.glue = glue;
  }

  toString(): never {
    throw new TypeError('not told in any language yet');
  }
}

/** `sentences` one after the other; `list`: a, b, c; `and`: a, b and c; `or`: a, b or c; `phrases`: a, b of what are no names; `clauses`: a; b; `nothing`: ab. */
export type Glue = 'sentences' | 'list' | 'phrases' | 'and' | 'or' | 'clauses' | 'nothing';

export type Text = Said | Series;
/** What stands as a value in a sentence: names, numbers and commands are the same in every language. */
export type Sayable = Text | string | number;

/** say`${bridge} is ${prefix}.` What is written between the values has an entry in each catalogue; a test holds that. */
export function say(parts: TemplateStringsArray, ...values: readonly Sayable[]): Said {
  const template = parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
  return new Said(template, values);
}

/** The same in every language: a name, a command, a line of a log, what another program said. */
export function verbatim(text: string): Said {
  return new Said('{0}', [text]);
}

type Perhaps = Sayable | undefined | false;

/** One after the other; what is absent or empty is left out. */
export function sentences(...parts: readonly Perhaps[]): Series {
  return new Series(present(parts), 'sentences');
}

export function list(parts: readonly Sayable[], glue: Glue = 'list'): Series {
  return new Series(parts, glue);
}

/** Nothing between them: a sentence and what is hung on its end. */
export function together(...parts: readonly Perhaps[]): Series {
  return new Series(present(parts), 'nothing');
}

function present(parts: readonly Perhaps[]): readonly Sayable[] {
  return parts.filter((part): part is Sayable => part !== undefined && part !== false && part !== '');
}

/** The same sentence with every value changed, those of sentences within it too. */
export function withValues(sayable: Sayable, change: (value: string) => string): Sayable {
  if (typeof sayable === 'string') return change(sayable);
  if (typeof sayable === 'number') return sayable;
  return sayable instanceof Said
    ? new Said(
        sayable.template,
        sayable.values.map((value) => withValues(value, change)),
      )
    : new Series(
        sayable.parts.map((part) => withValues(part, change)),
        sayable.glue,
      );
}
