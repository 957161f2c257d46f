import { RE2JS, RE2JSException } from 're2js';
import { fixedText } from './fixed-text.ts';
import { nothing, type Rule, type Span } from './rule.ts';

/** A kind of secret that only this team has. */
export interface TeamPattern {
  /** What it is called in counts: `shop ticket`. */
  readonly name: string;
  /**
   * A regular expression in RE2's syntax, matched within a line in linear time. Where it has a group named `secret`, only
   * that is masked. Source: https://github.com/google/re2/wiki/Syntax
   */
  readonly pattern: string;
  /** Fixed texts, one of which every match holds, case ignored. Needed where the pattern itself has none. */
  readonly hints?: readonly string[];
}

const longestPattern = 500;
const mostInstructions = 5000;
const shortestHint = 3;

/** Why a pattern cannot be used, and what to write instead: `has no fixed text …: …`. */
export function troubleWith({ pattern, hints }: TeamPattern): string | undefined {
  if (pattern.length > longestPattern)
    return `is longer than ${longestPattern} characters: write several patterns`;
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return compiled;
  if (compiled.programSize() > mostInstructions) return 'repeats too much: write smaller counts';
  if (compiled.test('')) return 'also matches nothing at all: make a part of it obligatory';
  if (hintsOf(pattern, hints).length === 0)
    return `has no fixed text of ${shortestHint} characters or more that every match holds: write such texts under hints`;
  return undefined;
}

/** A pattern with trouble throws. */
export function teamRule(team: TeamPattern): Rule {
  const trouble = troubleWith(team);
  if (trouble !== undefined) throw new TypeError(`the pattern ${team.name} ${trouble}`);
  const expression = RE2JS.compile(team.pattern);
  const group = 'secret' in expression.namedGroups() ? 'secret' : 0;
  // A line is read once, however many hints it has; they are asked for in order.
  let source = '';
  let from = 0;
  let to = -1;
  let matches: Match[] = [];
  let next = 0;

  function find(text: string, at: number, hint: string): readonly Span[] {
    if (text !== source || at < from || at >= to) {
      source = text;
      from = text.lastIndexOf('\n', at) + 1;
      to = endOfLine(text, at);
      matches = matchesIn(expression, text.slice(from, to), group);
      next = 0;
    }
    while ((matches[next]?.end ?? Infinity) < at - from + hint.length) next += 1;
    const match = matches[next];
    if (!match || match.start > at - from) return nothing;
    return [{ start: from + match.secret[0], end: from + match.secret[1], kind: team.name }];
  }

  return { hints: hintsOf(team.pattern, team.hints), find };
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly secret: readonly [start: number, end: number];
}

function matchesIn(expression: RE2JS, line: string, group: string | number): Match[] {
  const matches: Match[] = [];
  const matcher = expression.matcher(line);
  while (matcher.find()) {
    const secret = [matcher.start(group), matcher.end(group)] as const;
    if (secret[1] > secret[0]) matches.push({ start: matcher.start(), end: matcher.end(), secret });
  }
  return matches;
}

function hintsOf(pattern: string, hints: readonly string[] = []): readonly string[] {
  if (hints.length > 0) return hints;
  const fixed = fixedText(pattern);
  return fixed !== undefined && fixed.length >= shortestHint ? [fixed] : [];
}

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    if (/\(\?<?[=!]/.test(error.message))
      return 'looks ahead or behind: write it in RE2’s syntax, which does not';
    if (/escape sequence: `\\[1-9]/.test(error.message))
      return 'refers back to a group: write it in RE2’s syntax, which does not';
    return `is no regular expression in RE2’s syntax (${error.message.replace('error parsing regexp: ', '')}): correct it`;
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
