import type { Firewall } from '../facts/firewall.ts';

/** What the counter of a port's DNAT rule said before and after another attempt from outside. */
export interface Arrival {
  /** The rule: `-A DOCKER ! -i docker0 -p tcp -m tcp --dport 30003 -j DNAT …` */
  readonly rule: string;
  readonly before: number;
  readonly after: number;
}

/** By port of the host. A port without a DNAT rule, or whose rule changed in between, is not in it. */
export function arrivalsBetween(before: Firewall, after: Firewall): ReadonlyMap<number, Arrival> {
  const later = new Map(dnatRules(after).map((rule) => [rule.text, rule.packets]));
  const arrivals = new Map<number, Arrival>();
  for (const rule of dnatRules(before)) {
    const port = Number(rule.matches.find(({ option }) => option === '--dport')?.args[0]);
    const afterwards = later.get(rule.text);
    if (!Number.isInteger(port) || afterwards === undefined) continue;
    arrivals.set(port, { rule: rule.text, before: rule.packets, after: afterwards });
  }
  return arrivals;
}

function dnatRules({ tables }: Firewall) {
  return tables
    .filter(({ name }) => name === 'nat')
    .flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.filter(({ target }) => target === 'DNAT')));
}
