import { matchesPatternList } from './path-glob.ts';
import type { Condition, SshConfigLine } from './ssh-config-lines.ts';

/** What OpenSSH would use for one name: the first value that applies wins, identity files add up. */
export interface SshConfigSettings {
  readonly hostName: string;
  /** Lower-case keyword → its first values. */
  readonly first: ReadonlyMap<string, readonly string[]>;
  readonly identityFiles: readonly string[];
}

/** Keywords whose meaning for this host changes with a condition that is not evaluated; for the notes. */
const unevaluated = new Set(['exec', 'final', 'canonical', 'tagged', 'localnetwork']);

export function settingsFor(
  alias: string,
  lines: readonly SshConfigLine[],
  localUser: string,
  note: (text: string) => void,
): SshConfigSettings {
  const first = new Map<string, readonly string[]>();
  const identityFiles: string[] = [];
  const hostName = (): string => expandHostName(first.get('hostname')?.[0] ?? alias, alias);
  const facts = (): MatchFacts => ({
    alias,
    hostName: hostName(),
    user: first.get('user')?.[0] ?? localUser,
    localUser,
  });
  for (const { keyword, values, conditions } of lines) {
    if (!conditions.every((condition) => holds(condition, facts(), note))) continue;
    if (keyword === 'identityfile') identityFiles.push(...values);
    // ProxyJump and ProxyCommand compete: the one that comes first shuts the other out.
    else if (keyword === 'proxycommand' && first.has('proxyjump')) continue;
    else if (keyword === 'proxyjump' && first.has('proxycommand')) continue;
    else if (!first.has(keyword)) first.set(keyword, values);
  }
  return { hostName: hostName(), first, identityFiles };
}

interface MatchFacts {
  readonly alias: string;
  readonly hostName: string;
  readonly user: string;
  readonly localUser: string;
}

function expandHostName(text: string, alias: string): string {
  return text.replaceAll('%%', '\0').replaceAll('%h', alias).replaceAll('\0', '%');
}

function holds(condition: Condition, facts: MatchFacts, note: (text: string) => void): boolean {
  if (condition.kind === 'host') return matchesPatternList(facts.alias, condition.patterns);
  const words = [...condition.words];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const negated = word.startsWith('!');
    const keyword = word.replace('!', '').toLowerCase();
    if (keyword === 'all') continue;
    if (unevaluated.has(keyword)) {
      note(`${condition.source}: "Match ${keyword}" is not evaluated, so its block is left out`);
      return false;
    }
    const value = subject(keyword, facts);
    const patterns = words.shift()?.split(',') ?? [];
    if (value === undefined || matchesPatternList(value, patterns) === negated) return false;
  }
  return true;
}

function subject(keyword: string, facts: MatchFacts): string | undefined {
  switch (keyword) {
    case 'host':
      return facts.hostName;
    case 'originalhost':
      return facts.alias;
    case 'user':
      return facts.user;
    case 'localuser':
      return facts.localUser;
    default:
      return undefined;
  }
}
