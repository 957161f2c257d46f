/** Texts of which every match holds at least one. */
export interface Required {
  readonly literals: readonly string[];
  readonly ignoreCase: boolean;
}

/** One character finds too much to be worth looking for. */
const LEAST = 2;

/**
 * What a pattern in RE2's syntax cannot match without: `took \d+ ms` needs `took `, `ERROR|WARN` one of the two. Nothing
 * where there is none, or where the pattern says more than is understood here; the pattern itself has to be valid.
 */
export function requiredLiterals(pattern: string): Required | undefined {
  const ignoreCase = pattern.startsWith('(?i)');
  const reader = new Reader(ignoreCase ? pattern.slice(4) : pattern);
  try {
    const literals = reader.alternatives();
    if (literals === undefined || !reader.atEnd()) return undefined;
    return { literals: [...new Set(literals)], ignoreCase };
  } catch (error) {
    if (error === UNKNOWN) return undefined;
    throw error;
  }
}

const UNKNOWN = new Error('not understood');

type Literals = readonly string[] | undefined;

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  alternatives(): Literals {
    let all: Literals = this.concatenation();
    while (this.text[this.at] === '|') {
      this.at++;
      const next = this.concatenation();
      all = all && next && [...all, ...next];
    }
    return all;
  }

  /** The best of what stands one behind the other: the one whose shortest text is longest. */
  private concatenation(): Literals {
    let best: Literals;
    let run = '';
    const consider = (found: Literals) => {
      if (found && shortest(found) > shortest(best)) best = found;
    };
    const endRun = () => {
      if (run.length >= LEAST) consider([run]);
      run = '';
    };
    while (!this.atEnd() && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      if (this.text[this.at] === '(') {
        endRun();
        const inside = this.group();
        if (this.repetition() !== 'optional') consider(inside);
        continue;
      }
      const literal = this.atom();
      const repeated = this.repetition();
      if (literal !== undefined && repeated !== 'optional') run += literal;
      if (literal === undefined || repeated !== undefined) endRun();
    }
    endRun();
    return best;
  }

  private group(): Literals {
    const opening = /^\((?:\?(?::|P?<\w+>))?/.exec(this.text.slice(this.at))?.[0] ?? '(';
    this.at += opening.length;
    // Flags of a part.
    if (opening === '(' && this.text[this.at] === '?') throw UNKNOWN;
    const inside = this.alternatives();
    if (this.text[this.at] !== ')') throw UNKNOWN;
    this.at++;
    return inside;
  }

  /** A character that stands for itself; nothing for one that stands for several, or for a place. */
  private atom(): string | undefined {
    const rest = this.text.slice(this.at);
    const [own = ''] = rest;
    if (own === '\\') return this.escape(rest);
    if (own === '[') {
      const known = /^\[\^?\]?(?:[^\]\\[]|\\[^pPxQ])*\]/.exec(rest)?.[0];
      if (known === undefined) throw UNKNOWN;
      this.at += known.length;
      return undefined;
    }
    this.at += own.length;
    return '.^$'.includes(own) ? undefined : own;
  }

  private escape(rest: string): string | undefined {
    const escaped = rest[1] ?? '';
    if (/[pPxQE0-9C]/.test(escaped)) throw UNKNOWN;
    this.at += 2;
    return /\w/.test(escaped) ? undefined : escaped;
  }

  private repetition(): 'optional' | 'repeated' | undefined {
    const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.text.slice(this.at))?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return /^(?:[*?]|\{0)/.test(found) ? 'optional' : 'repeated';
  }
}

function shortest(literals: Literals): number {
  return literals ? Math.min(...literals.map((literal) => literal.length)) : 0;
}
