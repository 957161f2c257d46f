import { keyOf, meetsElement } from './nft-compare.ts';
import { nftField } from './nft-expression.ts';
import { masqueraded, parseNatTarget, redirected, translateDestination, translateSource } from './nat.ts';
import { elementsOf, test, valueOf, verdict, type NftContext } from './nft-steps.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';
import type { Seen } from './packet.ts';
import type { Step, Verdict } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** A translation of nftables: to one address, to a port of the host, or to where a map says. */
export function nat(
  kind: 'dnat' | 'redirect' | 'snat' | 'masquerade',
  fields: Readonly<Record<string, unknown>>,
  { around, named }: NftContext,
): readonly Step[] {
  const other: readonly Verdict[] = [{ kind: 'other', target: kind }];
  const [addressKind, map] = kindOf(fields['addr']);
  // An `ip` translation of an inet table is for IPv4 alone.
  const family = textOf(fields['family']);
  const ofFamily = test((packet) => family === '' || family === (packet.family === 4 ? 'ip' : 'ip6'));
  if (addressKind === 'map') {
    const { key, data } = fieldsOf(map);
    const read = nftField(key, around);
    const elements = elementsOf(data, named);
    if (elements === undefined || kind !== 'dnat') return [ofFamily, verdict(() => other)];
    const find = (packet: Seen) => {
      const field = read(packet);
      return elements.find((element) => meetsElement(field, keyOf(element)) !== false);
    };
    return [
      ofFamily,
      // An address that the map does not hold ends the rule.
      test((packet) => find(packet) !== undefined),
      verdict((packet) => {
        const element = find(packet);
        if (meetsElement(read(packet), keyOf(element)) !== true) return other;
        return [toDestination(packet, targetText(valueOf(element), fields['port']), around)];
      }),
    ];
  }
  const to = targetText(fields['addr'], fields['port']);
  switch (kind) {
    case 'dnat':
      return [ofFamily, verdict((packet) => [toDestination(packet, to, around)])];
    case 'redirect':
      return [ofFamily, verdict((packet) => [redirected(packet, to.replace(/^:/, ''), around)])];
    case 'snat':
      return [
        ofFamily,
        verdict((packet) => [translateSource(packet, parseNatTarget(to)?.address, { target: 'snat', to })]),
      ];
    case 'masquerade':
      return [ofFamily, verdict((packet) => [masqueraded(packet, to, around)])];
  }
  return kind satisfies never;
}

function toDestination(packet: Seen, to: string, around: Surroundings): Verdict {
  const target = parseNatTarget(to);
  if (target === undefined) return { kind: 'other', target: 'dnat' };
  return translateDestination(packet, target, { target: 'dnat', to }, around);
}

/** As iptables writes it: `10.0.0.2:80`, `[fd00::2]:80`, `:80-90`; what this model does not read becomes `?`. */
function targetText(address: unknown, port: unknown): string {
  const [kind, content] = kindOf(address);
  const parts = kind === 'concat' ? (listOf(content) ?? []) : [address];
  const host = address === undefined ? '' : rangeText(parts[0]);
  const of = parts[1] ?? port;
  const ports = of === undefined ? '' : `:${rangeText(of)}`;
  return host.includes(':') ? `[${host}]${ports}` : `${host}${ports}`;
}

function rangeText(value: unknown): string {
  const [kind, content] = kindOf(value);
  if (kind === 'range') return (listOf(content) ?? []).map(textOf).join('-');
  return textOf(value) || '?';
}
