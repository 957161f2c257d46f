import type { FirewallChain, FirewallMatch, FirewallRule, FirewallTable } from '../../facts/firewall.ts';
import { addressNumber } from './address-number.ts';
import { conntrackTest } from './conntrack-match.ts';
import { matchTest } from './iptables-match.ts';
import { targetSteps } from './iptables-target.ts';
import type { KeyField, Keys, Program, ProgramChain, ProgramTable, Test } from './program.ts';
import { runsOf } from './runs.ts';
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
    runs: runsOf(
      chain.rules.map((rule) => ruleProgram(rule, chains, around, { ...place, text: rule.text, rule })),
    ),
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
  const keys = keysOf(rule.matches);
  // Of thousands of rules a packet meets a few, found by their keys: the rest is never made ready.
  let tests: Program['tests'] | undefined;
  let steps: Program['steps'] | undefined;
  return {
    get tests() {
      return (tests ??= testsOf(rule.matches, around));
    },
    get steps() {
      return (steps ??= targetSteps(rule, chains, around));
    },
    by,
    ...(keys !== undefined && { keys }),
  };
}

function keysOf(matches: readonly FirewallMatch[]): Keys | undefined {
  let keys: Keys | undefined;
  for (const { option, args, negated, module } of matches) {
    const value = args[0] ?? '';
    const field = negated ? undefined : KEYS[option];
    if (field === undefined) continue;
    const key =
      field === 'port'
        ? portKey(value, module)
        : field === 'from' || field === 'to'
          ? addressKey(value)
          : deviceKey(value);
    if (key !== undefined) keys = { ...keys, [field]: key };
  }
  return keys;
}

const KEYS: Readonly<Record<string, KeyField>> = {
  '-s': 'from',
  '-d': 'to',
  '--dport': 'port',
  '-i': 'iif',
  '-o': 'oif',
};

function portKey(value: string, module: string | undefined): number | undefined {
  return (module === 'tcp' || module === 'udp') && /^\d+$/.test(value) ? Number(value) : undefined;
}

function addressKey(value: string): number | bigint | undefined {
  return /\/(32|128)$/.test(value) || !value.includes('/')
    ? addressNumber(value.split('/')[0] ?? '')
    : undefined;
}

function deviceKey(value: string): string | undefined {
  return value.endsWith('+') ? undefined : value;
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
