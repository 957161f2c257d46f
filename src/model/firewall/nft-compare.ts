import { bitNames } from './nft-expression.ts';
import type { NftField } from './nft-field.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';

/** A named set or map; undefined where it is not known. */
export type NamedElements = (name: string) => NamedSet | undefined;

/** Ban lists hold tens of thousands of addresses: they are read once, not for every packet. */
export class NamedSet {
  readonly elements: readonly unknown[];
  private numbers: NumberIndex | undefined;

  constructor(elements: readonly unknown[]) {
    this.elements = elements;
  }

  holds(field: NftField): boolean | undefined {
    if (field.kind !== 'number') {
      return anyOf(this.elements.map((element) => meetsElement(field, keyOf(element))));
    }
    this.numbers ??= numberIndex(this.elements, field);
    if (this.numbers.exact.has(String(field.value))) return true;
    return anyOf(this.numbers.others.map((element) => meetsElement(field, element)));
  }
}

interface NumberIndex {
  readonly exact: ReadonlySet<string>;
  /** Ranges, prefixes, and what is not understood. */
  readonly others: readonly unknown[];
}

function numberIndex(elements: readonly unknown[], field: NftField & { kind: 'number' }): NumberIndex {
  const exact = new Set<string>();
  const others: unknown[] = [];
  for (const element of elements) {
    const key = keyOf(element);
    const number = key === '*' ? undefined : constant(field, key);
    if (number === undefined) others.push(key);
    else exact.add(String(number));
  }
  return { exact, others };
}

/** Whether a field meets the right side of a match. Undefined: not known. */
export function compares(
  field: NftField | undefined,
  operator: string,
  right: unknown,
  named: NamedElements,
): boolean | undefined {
  if (field === undefined) return undefined;
  // A rule breaks off at a field that the packet does not have, negated or not.
  if (field.kind === 'absent' || partAbsent(field)) return false;
  switch (operator) {
    case '==':
    case '':
      return meets(field, right, named);
    case 'in':
      return field.kind === 'bits' ? anyBit(field, right) : meets(field, right, named);
    case '!':
      return field.kind === 'bits' ? not(anyBit(field, right)) : not(meets(field, right, named));
    case '!=':
      return not(meets(field, right, named));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return ordered(field, operator, right);
    default:
      return undefined;
  }
}

function not(held: boolean | undefined): boolean | undefined {
  return held === undefined ? undefined : !held;
}

function partAbsent(field: NftField): boolean {
  return field.kind === 'concat' && field.parts.some((part) => part?.kind === 'absent');
}

/** `ct state established,related`: one of the bits is set. */
function anyBit(field: NftField & { kind: 'bits' }, right: unknown): boolean | undefined {
  return anyOf(bitNames(right).map((bit) => field.has(bit)));
}

function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function everyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function meets(field: NftField, right: unknown, named: NamedElements): boolean | undefined {
  if (typeof right === 'string' && right.startsWith('@')) {
    return named(right.slice(1))?.holds(field);
  }
  const [kind, content] = kindOf(right);
  if (kind === 'set') {
    const elements = typeof content === 'string' ? [content] : (listOf(content) ?? [content]);
    return anyOf(elements.map((element) => meetsElement(field, keyOf(element))));
  }
  return meetsElement(field, right);
}

/** An element may be wrapped (`{"elem": {"val": …, "timeout": …}}`); of a map it is a pair. */
export function keyOf(element: unknown): unknown {
  const pair = listOf(element);
  if (pair !== undefined && pair.length === 2) return keyOf(pair[0]);
  const [kind, content] = kindOf(element);
  return kind === 'elem' ? keyOf(fieldsOf(content)['val']) : element;
}

export function meetsElement(field: NftField | undefined, element: unknown): boolean | undefined {
  if (field === undefined) return undefined;
  if (element === '*') return true;
  const [kind, content] = kindOf(element);
  switch (field.kind) {
    case 'absent':
      return false;
    case 'concat': {
      const parts = kind === 'concat' ? listOf(content) : undefined;
      if (parts === undefined || parts.length !== field.parts.length) return undefined;
      return everyOf(parts.map((part, at) => meetsElement(field.parts[at], part)));
    }
    case 'bits':
      return sameBits(field, element);
    case 'word':
      return meetsWord(field, element);
    case 'number':
      return meetsNumber(field, element);
  }
  return field satisfies never;
}

/** `tcp flags & (fin|syn) == syn`: those bits are set and no others. */
function sameBits({ has, all }: NftField & { kind: 'bits' }, element: unknown): boolean | undefined {
  if (all === undefined) return undefined;
  const wanted = element === 0 ? [] : bitNames(element);
  return everyOf(
    all.map((bit) => {
      const held = has(bit);
      return held === undefined ? undefined : held === wanted.includes(bit);
    }),
  );
}

function meetsWord(field: NftField & { kind: 'word' }, element: unknown): boolean | undefined {
  // `fib … missing` and `exists`
  if (typeof element === 'boolean') return (field.value !== '') === element;
  const text = textOf(element);
  if (text === '') return undefined;
  if (field.pattern === true && text.endsWith('*')) return field.value.startsWith(text.slice(0, -1));
  return field.value === text;
}

function meetsNumber(field: NftField & { kind: 'number' }, element: unknown): boolean | undefined {
  const [kind, content] = kindOf(element);
  if (kind === 'range') {
    const [first, last] = (listOf(content) ?? []).map((end) => constant(field, end));
    if (first === undefined || last === undefined) return undefined;
    return field.value >= first && field.value <= last;
  }
  if (kind === 'prefix') {
    const { addr, len } = fieldsOf(content);
    const network = constant(field, addr);
    if (network === undefined || typeof len !== 'number') return undefined;
    const rest = BigInt((typeof network === 'number' ? 32 : 128) - len);
    return BigInt(field.value) >> rest === BigInt(network) >> rest;
  }
  const wanted = constant(field, element);
  return wanted === undefined ? undefined : field.value === wanted;
}

function ordered(field: NftField, operator: string, right: unknown): boolean | undefined {
  if (field.kind !== 'number') return undefined;
  const wanted = constant(field, right);
  if (wanted === undefined) return undefined;
  if (operator === '<') return field.value < wanted;
  if (operator === '>') return field.value > wanted;
  return operator === '<=' ? field.value <= wanted : field.value >= wanted;
}

function constant(field: NftField & { kind: 'number' }, value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? field.read(value) : undefined;
}
