import type { FirewallMatch, FirewallRule } from './firewall.ts';
import type { Draft } from './parsed.ts';

/** `[12:720] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT`, as iptables-save prints it with and without counters. */
export function parseFirewallRule(line: string): FirewallRule | undefined {
  const start = line.startsWith('[') ? line.indexOf('] -A ') + 2 : 0;
  if (!line.startsWith('-A ', start)) return undefined;
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
    let args = argumentsIn(words, at + 1, end);
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
    if (option !== '') options[option] = argumentsIn(words, at + 1, end);
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
    if (word === '!' ? (words[end + 1] ?? '').startsWith('-') : isOption(word)) break;
    end += 1;
  }
  return end;
}

/** `-i`, `--dport`; not `-1`. */
function isOption(word: string): boolean {
  if (word.charCodeAt(0) !== DASH) return false;
  const second = word.charCodeAt(1);
  return second === DASH || second > NINE;
}

const DASH = 0x2d;
const NINE = 0x39;

/** With one argument for nearly every option, a copy of a part of the array is not worth its price in 5,000 rules. */
function argumentsIn(words: readonly string[], from: number, end: number): string[] {
  const found: string[] = [];
  for (let at = from; at < end; at += 1) {
    const word = words[at];
    if (word !== undefined && word !== '') found.push(unmarked(word));
  }
  return found;
}

/** `[12:720] -A …` */
function countersOf(line: string): [number, number] {
  const colon = line.indexOf(':');
  const end = line.indexOf(']');
  return [Number(line.slice(1, colon)), Number(line.slice(colon + 1, end))];
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
