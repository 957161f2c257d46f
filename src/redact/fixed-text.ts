/**
 * The longest text that every match of a regular expression (RE2's syntax) holds, as far as it can be read off: what
 * stands outside of groups, classes and repetitions. Absent where there is none, or the expression has alternatives.
 */
export function fixedText(pattern: string): string | undefined {
  const runs: string[] = [''];
  let depth = 0;
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern.charAt(i);
    if (char === '\\') {
      i += 1;
      const escaped = pattern.charAt(i);
      if (depth > 0) continue;
      if (/[\w\s]/.test(escaped)) {
        if (/[pPx]/.test(escaped) && pattern.charAt(i + 1) === '{') i = pattern.indexOf('}', i);
        // The text of \Q…\E and of octal codes is not read.
        if (/[Q\d]/.test(escaped)) return undefined;
        runs.push('');
      } else append(runs, escaped);
    } else if (char === '[') {
      i = endOfClass(pattern, i);
      runs.push('');
    } else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      runs.push('');
    } else if (depth > 0) continue;
    else if (char === '|') return undefined;
    else if ('*?{'.includes(char)) {
      // What is repeated may be absent.
      runs.push(runs.pop()?.slice(0, -1) ?? '', '');
      if (char === '{') i = Math.max(i, pattern.indexOf('}', i));
    } else if ('+.^$'.includes(char)) runs.push('');
    else append(runs, char);
  }
  const longest = runs.toSorted((one, other) => other.length - one.length)[0];
  return longest === '' ? undefined : longest;
}

function append(runs: string[], char: string): void {
  runs.push((runs.pop() ?? '') + char);
}

/** The `]` of `[…]`; one that stands first belongs to the class. */
function endOfClass(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern.charAt(i) === '^') i += 1;
  if (pattern.charAt(i) === ']') i += 1;
  while (i < pattern.length && pattern.charAt(i) !== ']') {
    if (pattern.charAt(i) === '\\') i += 1;
    else if (pattern.startsWith('[:', i)) i = Math.max(i, pattern.indexOf(':]', i));
    i += 1;
  }
  return i;
}
