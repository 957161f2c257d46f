import type { NftChain, NftRule, NftRuleset } from '../../facts/nft.ts';
import { NamedSet } from './nft-compare.ts';
import { stepsOf } from './nft-statement.ts';
import { stepsOfText } from './nft-without-json.ts';
import type { NftContext } from './nft-steps.ts';
import { ruleText } from './nft-text.ts';
import type { Decider, Program, ProgramChain, ProgramTable } from './program.ts';
import { runsOf } from './runs.ts';
import type { Surroundings } from './surroundings.ts';

/** A table of nftables, made ready for packets. */
export function nftProgram(
  ruleset: NftRuleset,
  family: string,
  table: string,
  around: Surroundings,
): ProgramTable {
  const isOf = (one: { family: string; table: string }) => one.family === family && one.table === table;
  const sets = new Map(ruleset.sets.filter(isOf).map(({ name, elements }) => [name, new NamedSet(elements)]));
  const context: NftContext = { around, named: (name) => sets.get(name) };
  const rules = new Map<string, NftRule[]>();
  for (const rule of ruleset.rules.filter(isOf)) {
    const chain = rules.get(rule.chain) ?? [];
    chain.push(rule);
    rules.set(rule.chain, chain);
  }
  return {
    name: `${family} ${table}`,
    chains: new Map(
      ruleset.chains
        .filter(isOf)
        .map((chain) => [chain.name, chainProgram(chain, rules.get(chain.name) ?? [], context)]),
    ),
  };
}

function chainProgram(chain: NftChain, rules: readonly NftRule[], context: NftContext): ProgramChain {
  const policy = chain.policy === 'drop' ? 'drop' : 'accept';
  const place = {
    table: `${chain.family} ${chain.table}`,
    chain: chain.name,
    shownBy: `nft list table ${chain.family} ${chain.table}`,
  };
  return {
    name: chain.name,
    runs: runsOf(
      rules.map((rule) => ruleProgram(rule, { ...place, text: ruleText(rule), nft: rule }, context)),
    ),
    policy,
    byPolicy: { ...place, text: `policy ${policy}` },
  };
}

function ruleProgram({ expr, text }: NftRule, by: Decider, context: NftContext): Program {
  if (expr === undefined) return { tests: [], steps: stepsOfText(text ?? ''), by };
  const steps = expr.flatMap((statement) => stepsOf(statement, context));
  const firstOther = steps.findIndex(({ kind }) => kind !== 'test');
  const head = steps.slice(0, firstOther < 0 ? steps.length : firstOther);
  return {
    tests: head.flatMap((step) => (step.kind === 'test' ? [step.holds] : [])),
    steps: steps.slice(head.length),
    by,
  };
}
