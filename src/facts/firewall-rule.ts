import type { FirewallMatch, FirewallRule } from './firewall.ts';
import type { Draft } from './parsed.ts';

/** `[12:720] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT`, as iptables-save prints it with and without counters. */
export function parseFirewallRule(line: string): FirewallRule | undefined {
  const start = line.indexOf('-A ');
  if (start < 0) return undefined;
  const text = start === 0 ? line : line.slice(start);
  const [packets, bytes] = start === 0 ? [0, 0] : countersOf(line);
  const words = text.includes('"') ? quotedWords(text) : text.split(' ');
  const chain = words[1];
  if (chain === undefined) return undefined;
  const matches: FirewallMatch[] = [];
  const rule: Draft<FirewallRule> = { chain, packets, bytes, matches, goto: false, targetOptions: {}, text };
  let module: string | undefined;
  let pending: string | undefined;
  let negated = false;
  let at = 2;
  while (at < words.length) {
    const option = words[at] ?? '';
    if (option === '') {
      at += 1;
      continue;
    }
    if (option === '!') {
      negated = true;
      at += 1;
      continue;
    }
    if (option === '-m') {
      keepBareModule(matches, pending);
      module = words[at + 1];
      pending = module;
      at += 2;
      continue;
    }
    if (option === '-j' || option === '-g') {
      rule.goto = option === '-g';
      rule.target = words[at + 1] ?? '';
      rule.targetOptions = targetOptionsOf(words, at + 2);
      break;
    }
    const end = endOfArguments(words, at);
    let args = words.slice(at + 1, end).map((word) => unmarked(word));
    // iptables of old wrote `-i ! docker0`
    if (args[0] === '!') {
      negated = true;
      args = args.slice(1);
    }
    if (option === '--comment') {
      rule.comment = args.join(' ');
      pending = undefined;
    } else if (option.startsWith('--') && module !== undefined) {
      matches.push({ option, module, args, negated });
      pending = undefined;
    } else {
      matches.push({ option, args, negated });
    }
    negated = false;
    at = end;
  }
  keepBareModule(matches, pending);
  return rule;
}

/** A module without options still matches something (`-m socket`, `-m rpfilter`), except a protocol's, which `-p` says already. */
function keepBareModule(matches: FirewallMatch[], module: string | undefined): void {
  if (module === undefined || module === 'comment') return;
  const protocol = matches.some((match) => match.option === '-p' && match.args[0] === module);
  if (!protocol) matches.push({ option: '-m', module, args: [module], negated: false });
}

function targetOptionsOf(words: readonly string[], from: number): Record<string, readonly string[]> {
  const options: Record<string, readonly string[]> = {};
  for (let at = from; at < words.length;) {
    const end = endOfArguments(words, at);
    const option = words[at] ?? '';
    if (option !== '') options[option] = words.slice(at + 1, end).map((word) => unmarked(word));
    at = end;
  }
  return options;
}

/** Their one argument may look like an option: iptables-save leaves quotes off where it holds no blank. */
const ONE_ARGUMENT: ReadonlySet<string> = new Set([
  '--comment',
  '--log-prefix',
  '--nflog-prefix',
  '--string',
]);

/** The index after the arguments of the option at `at`. */
function endOfArguments(words: readonly string[], at: number): number {
  if (ONE_ARGUMENT.has(words[at] ?? '')) return at + 2;
  let end = at + 1;
  while (end < words.length) {
    const word = words[end] ?? '';
    // `! --dport 80` begins the next option, `-i ! docker0` is an argument
    if (word === '!' ? (words[end + 1] ?? '').startsWith('-') : /^--?[a-zA-Z]/.test(word)) break;
    end += 1;
  }
  return end;
}

function countersOf(line: string): [number, number] {
  const counters = /^\[(\d+):(\d+)\]/.exec(line);
  return counters === null ? [0, 0] : [Number(counters[1]), Number(counters[2])];
}

/** What was quoted is marked, so that a quoted `-x` is never taken for an option. */
const MARK = '\u0000';
const unmarked = (word: string): string => (word.startsWith(MARK) ? word.slice(1) : word);

function quotedWords(text: string): string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    if (quoted === undefined) words.push(plain ?? '');
    else words.push(MARK + quoted.replaceAll(/\\(.)/g, '$1'));
  }
  return words;
}
