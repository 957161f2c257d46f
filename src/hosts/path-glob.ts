import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that an absolute path with `*` and `?` names, sorted as glob(3) does. No match is an empty list. */
export async function expandGlob(pattern: string): Promise<string[]> {
  let paths = ['/'];
  for (const segment of pattern.split('/').filter((part) => part !== '')) {
    const expanded = await Promise.all(paths.map((path) => expandSegment(path, segment)));
    paths = expanded.flat();
  }
  const files = await Promise.all(paths.map(isFile));
  return paths.filter((_, index) => files[index]);
}

async function expandSegment(folder: string, segment: string): Promise<string[]> {
  if (!/[*?]/.test(segment)) return [join(folder, segment)];
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => (segment.startsWith('.') || !name.startsWith('.')) && matchesPattern(name, segment))
    .toSorted()
    .map((name) => join(folder, name));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** OpenSSH's own patterns: `*` is any run of characters, `?` exactly one. Linear, whatever the pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length;) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i]) && pattern[at] !== '*') {
      at += 1;
      i += 1;
    } else if (pattern[at] === '*') {
      star = at;
      resume = i;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      i = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

/** A pattern list: a `!` pattern that matches ends it, whatever the others say. */
export function matchesPatternList(text: string, patterns: readonly string[]): boolean {
  let matched = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(text, pattern.slice(1))) return false;
    } else if (matchesPattern(text, pattern)) {
      matched = true;
    }
  }
  return matched;
}
