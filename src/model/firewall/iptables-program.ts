import type { FirewallChain, FirewallMatch, FirewallRule, FirewallTable } from '../../facts/firewall.ts';
import { conntrackTest } from './conntrack-match.ts';
import { matchTest } from './iptables-match.ts';
import { targetSteps } from './iptables-target.ts';
import type { Program, ProgramChain, ProgramTable, Test } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** A table of iptables-save, made ready for packets. `shownBy` is the tool that prints it. */
export function iptablesProgram(
  table: FirewallTable,
  around: Surroundings,
  shownBy = 'iptables-save',
): ProgramTable {
  const chains = new Set(table.chains.map(({ name }) => name));
  return {
    name: table.name,
    chains: new Map(
      table.chains.map((chain) => [chain.name, chainProgram(table, chain, chains, around, shownBy)]),
    ),
  };
}

function chainProgram(
  table: FirewallTable,
  chain: FirewallChain,
  chains: ReadonlySet<string>,
  around: Surroundings,
  shownBy: string,
): ProgramChain {
  const policy = chain.policy ?? 'ACCEPT';
  const place = { table: table.name, chain: chain.name, shownBy };
  return {
    name: chain.name,
    rules: chain.rules.map((rule) => ruleProgram(rule, chains, around, { ...place, text: rule.text, rule })),
    policy: policy === 'DROP' ? 'drop' : 'accept',
    byPolicy: { ...place, text: `-P ${chain.name} ${policy}` },
  };
}

function ruleProgram(
  rule: FirewallRule,
  chains: ReadonlySet<string>,
  around: Surroundings,
  by: Program['by'],
): Program {
  return { tests: testsOf(rule.matches, around), steps: targetSteps(rule, chains, around), by };
}

/** The cheap tests first, as they are written; the options of conntrack are one test, since the kernel takes them together. */
function testsOf(matches: readonly FirewallMatch[], around: Surroundings): readonly Test[] {
  const conntrack = matches.filter(({ module }) => module === 'conntrack');
  const tests = matches
    .filter(({ module }) => module !== 'conntrack')
    .map((match) => matchTest(match, matches, around))
    .filter((test) => test !== 'always');
  return conntrack.length === 0 ? tests : [...tests, conntrackTest(conntrack)];
}
