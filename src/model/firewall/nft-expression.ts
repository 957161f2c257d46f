import { conntrack } from './nft-conntrack.ts';
import { ABSENT, notKnown, type NftField, type ReadField } from './nft-field.ts';
import { fib, meta } from './nft-meta.ts';
import { payload } from './nft-payload.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';
import type { Seen } from './packet.ts';
import type { Surroundings } from './surroundings.ts';

/** The left side of a match, made ready for packets. */
export function nftField(expression: unknown, around: Surroundings): ReadField {
  const [kind, content] = kindOf(expression);
  const fields = fieldsOf(content);
  const key = textOf(fields['key']);
  switch (kind) {
    case 'payload':
      return payload(textOf(fields['protocol']), textOf(fields['field']));
    case 'meta':
      return meta(key === '' ? textOf(content) : key, around);
    case 'ct':
      return conntrack(key === '' ? textOf(content) : key, textOf(fields['dir']));
    case 'fib':
      return fib(
        textOf(fields['result']),
        (listOf(fields['flags']) ?? [fields['flags']]).map(textOf),
        around,
      );
    // Traced packets have no extension headers: a test for their presence says so, any other breaks off.
    case 'exthdr':
      return () => (fields['field'] === undefined ? { kind: 'word', value: '' } : ABSENT);
    case 'concat': {
      const parts = (listOf(content) ?? []).map((part) => nftField(part, around));
      return (packet) => ({ kind: 'concat', parts: parts.map((part) => part(packet)) });
    }
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return arithmetic(kind, listOf(content) ?? [], around);
    default:
      return notKnown;
  }
}

function arithmetic(operator: string, operands: readonly unknown[], around: Surroundings): ReadField {
  const [left, ...rest] = operands;
  const read = nftField(left, around);
  const others = rest.map((operand) => nftOperand(operand, around));
  return (packet) => {
    const field = read(packet);
    if (field === undefined || field.kind === 'absent') return field;
    if (field.kind === 'bits') return operator === '&' ? bitsOf(field, rest[0]) : undefined;
    if (field.kind !== 'number') return undefined;
    let value: number | bigint | undefined = field.value;
    for (const other of others) value = combined(operator, value, other(packet, field.read));
    return value === undefined ? undefined : { ...field, value };
  };
}

/** `tcp flags & (syn|ack)`: the other bits are as if they were not set. */
function bitsOf(field: NftField & { kind: 'bits' }, mask: unknown): NftField {
  const kept = bitNames(mask);
  return { ...field, has: (bit) => (kept.includes(bit) ? field.has(bit) : false) };
}

/** `syn`, `["fin", "syn"]`, `{"|": ["fin", "syn"]}` as libnftables before and after 1.0.3 prints it. */
export function bitNames(value: unknown): readonly string[] {
  const [kind, content] = kindOf(value);
  const list = kind === '|' ? listOf(content) : listOf(value);
  return list === undefined ? [textOf(value)] : list.flatMap((one) => bitNames(one));
}

/** A number on the right of an operator: a constant, or a field of its own. */
export function nftOperand(
  value: unknown,
  around: Surroundings,
): (packet: Seen, read: (text: string) => number | bigint | undefined) => number | bigint | undefined {
  if (typeof value === 'number') return () => value;
  if (typeof value === 'string') return (_packet, read) => read(value);
  const field = nftField(value, around);
  return (packet) => {
    const found = field(packet);
    return found?.kind === 'number' ? found.value : undefined;
  };
}

function combined(
  operator: string,
  one: number | bigint | undefined,
  other: number | bigint | undefined,
): number | bigint | undefined {
  if (one === undefined || other === undefined) return undefined;
  const [a, b] = [BigInt(one), BigInt(other)];
  const result =
    operator === '&'
      ? a & b
      : operator === '|'
        ? a | b
        : operator === '^'
          ? a ^ b
          : operator === '<<'
            ? a << b
            : a >> b;
  return typeof one === 'bigint' ? result : Number(BigInt.asUintN(32, result));
}
