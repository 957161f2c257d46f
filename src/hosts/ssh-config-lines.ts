import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { LineType, parse as parseSshConfig } from 'ssh-config';
import type { SSHConfig } from 'ssh-config';
import type { ImportContext } from './import-context.ts';
import { expandGlob } from './path-glob.ts';

/** One line of an OpenSSH client configuration, with everything that has to hold for it to apply. */
export interface SshConfigLine {
  /** Lower case, as OpenSSH compares. */
  readonly keyword: string;
  readonly values: readonly string[];
  readonly conditions: readonly Condition[];
  /** `~/.ssh/config:4`. */
  readonly source: string;
}

export type Condition =
  | { readonly kind: 'host'; readonly patterns: readonly string[] }
  | { readonly kind: 'match'; readonly words: readonly string[]; readonly source: string };

export class SshConfigBroken extends Error {}

/** OpenSSH gives up at the same depth. */
const deepest = 16;

/** Includes are followed. Nothing is evaluated here: a `Match exec` stays a condition and never becomes a command. */
export async function readSshConfigLines(
  file: string,
  context: ImportContext,
  outer: readonly Condition[] = [],
  depth = 0,
): Promise<SshConfigLine[]> {
  const shown = context.show(file);
  if (depth > deepest) throw new SshConfigBroken(`${shown}: Include goes deeper than ${deepest} files`);
  const lines: SshConfigLine[] = [];
  for (const line of numbered(parse(await readFile(file, 'utf8'), shown))) {
    const conditions = line.condition ? [...outer, line.condition(shown)] : outer;
    const source = `${shown}:${line.number}`;
    lines.push({ keyword: line.keyword, values: line.values, conditions, source });
    if (line.keyword !== 'include') continue;
    for (const pattern of line.values) {
      for (const included of await expandGlob(includePath(pattern, file, context))) {
        lines.push(...(await readSshConfigLines(included, context, conditions, depth + 1)));
      }
    }
  }
  return lines;
}

/** Relative to ~/.ssh, or to /etc/ssh for the system's file, whatever the including file's own folder. */
function includePath(pattern: string, file: string, { home }: ImportContext): string {
  if (pattern.startsWith('~/')) return join(home, pattern.slice(1));
  if (isAbsolute(pattern)) return pattern;
  return join(dirname(file) === '/etc/ssh' ? '/etc/ssh' : join(home, '.ssh'), pattern);
}

function parse(text: string, shown: string): SSHConfig {
  try {
    return parseSshConfig(text);
  } catch (error) {
    // Its message quotes the line; only that there is one is worth saying.
    throw new SshConfigBroken(`${shown}: a quote is not closed, or a keyword has no value`, { cause: error });
  }
}

interface Numbered {
  readonly keyword: string;
  readonly values: readonly string[];
  readonly number: number;
  readonly condition?: (shown: string) => Condition;
}

/** The parser keeps all white space, so the line numbers are the line breaks counted. */
function numbered(config: SSHConfig): Numbered[] {
  const found: Numbered[] = [];
  let number = 1;
  const walk = (lines: SSHConfig, condition: Numbered['condition']): void => {
    for (const line of lines) {
      number += breaks(line.before);
      if (line.type === LineType.DIRECTIVE) {
        const here = number;
        const keyword = line.param.toLowerCase();
        const values = typeof line.value === 'string' ? [line.value] : line.value.map(({ val }) => val);
        const own =
          keyword === 'host'
            ? (): Condition => ({ kind: 'host', patterns: values })
            : keyword === 'match'
              ? (shown: string): Condition => ({ kind: 'match', words: values, source: `${shown}:${here}` })
              : condition;
        found.push({ keyword, values, number, ...(own && { condition: own }) });
        number += breaks(line.after);
        if ('config' in line) walk(line.config, own);
      } else {
        number += breaks(line.after);
      }
    }
  };
  walk(config, undefined);
  return found;
}

function breaks(space: string): number {
  return space.split('\n').length - 1;
}
