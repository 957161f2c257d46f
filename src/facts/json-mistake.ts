/** Where a text stops being JSON, 1-based, in the words of Go's encoding/json, which are dockerd's. */
export interface JsonMistake {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * `invalid character '}' looking for beginning of object key string`. Like Go it goes by bytes: a typographic quote is reported
 * as its first byte, `'â'`, a byte order mark as `'ï'`.
 */
export function findJsonMistake(text: string): JsonMistake | undefined {
  const bytes = new TextEncoder().encode(text);
  const scanner = new Scanner(bytes);
  try {
    scanner.document();
    return undefined;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, error.at));
    const lines = before.split('\n');
    return { message: error.message, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}

class Mistake extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const code = (character: string): number => character.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');

class Scanner {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  document(): void {
    this.value();
    this.skipBlanks();
    if (this.at < this.bytes.length) this.refuse('after top-level value');
  }

  private value(): void {
    this.skipBlanks();
    const next = this.bytes[this.at];
    if (next === code('{')) return this.object();
    if (next === code('[')) return this.array();
    if (next === QUOTE) return this.string();
    if (next === code('-') || isDigit(next)) return this.number();
    for (const literal of ['true', 'false', 'null']) {
      if (next === code(literal)) return this.literal(literal);
    }
    return this.refuse('looking for beginning of value');
  }

  private object(): void {
    this.at += 1;
    this.skipBlanks();
    if (this.take('}')) return;
    for (;;) {
      this.skipBlanks();
      if (this.bytes[this.at] !== QUOTE) this.refuse('looking for beginning of object key string');
      this.string();
      this.skipBlanks();
      if (!this.take(':')) this.refuse('after object key');
      this.value();
      this.skipBlanks();
      if (this.take('}')) return;
      if (!this.take(',')) this.refuse('after object key:value pair');
    }
  }

  private array(): void {
    this.at += 1;
    this.skipBlanks();
    if (this.take(']')) return;
    for (;;) {
      this.value();
      this.skipBlanks();
      if (this.take(']')) return;
      if (!this.take(',')) this.refuse('after array element');
    }
  }

  private string(): void {
    this.at += 1;
    for (;;) {
      const next = this.bytes[this.at];
      if (next === undefined || next < 0x20) this.refuse('in string literal');
      this.at += 1;
      if (next === QUOTE) return;
      if (next === BACKSLASH) this.escape();
    }
  }

  private escape(): void {
    if (this.take('u')) {
      for (let digits = 0; digits < 4; digits += 1) {
        if (!/[0-9a-fA-F]/.test(this.character())) this.refuse('in \\u hexadecimal character escape');
        this.at += 1;
      }
    } else if (/["\\/bfnrt]/.test(this.character())) {
      this.at += 1;
    } else {
      this.refuse('in string escape code');
    }
  }

  private number(): void {
    this.take('-');
    if (!isDigit(this.bytes[this.at])) this.refuse('in numeric literal');
    if (!this.take('0')) this.digits();
    if (this.take('.')) {
      if (!isDigit(this.bytes[this.at])) this.refuse('after decimal point in numeric literal');
      this.digits();
    }
    if (this.take('e') || this.take('E')) {
      if (!this.take('+')) this.take('-');
      if (!isDigit(this.bytes[this.at])) this.refuse('in exponent of numeric literal');
      this.digits();
    }
  }

  private literal(word: string): void {
    this.at += 1;
    for (const expected of word.slice(1)) {
      if (!this.take(expected)) this.refuse(`in literal ${word} (expecting '${expected}')`);
    }
  }

  private digits(): void {
    while (isDigit(this.bytes[this.at])) this.at += 1;
  }

  private skipBlanks(): void {
    while ([0x20, 0x0a, 0x0d, 0x09].includes(this.bytes[this.at] ?? -1)) this.at += 1;
  }

  private take(character: string): boolean {
    if (this.bytes[this.at] !== code(character)) return false;
    this.at += 1;
    return true;
  }

  private character(): string {
    const byte = this.bytes[this.at];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  private refuse(where: string): never {
    const character = this.character();
    if (character === '') throw new Mistake('unexpected EOF', this.at);
    throw new Mistake(`invalid character ${quote(character)} ${where}`, this.at);
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Go's quoteChar. */
function quote(character: string): string {
  if (character === "'") return String.raw`'\''`;
  if (character === '"') return `'"'`;
  const escaped = JSON.stringify(character).slice(1, -1);
  const unprintable = character.charCodeAt(0) >= 0x80 && character.charCodeAt(0) < 0xa1;
  return unprintable ? `'\\u00${character.charCodeAt(0).toString(16)}'` : `'${escaped}'`;
}
