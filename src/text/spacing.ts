/**
 * Puts two pieces of a Chinese sentence together. Between Han and Latin script stands one space, between Han and Han or
 * beside a full-width mark none; which of them a value begins and ends with is only known when it is filled in.
 */
export function besides(left: string, right: string): string {
  const before = left.replace(/(?<! ) $/, '');
  const after = right.replace(/^ (?! |$)/, '');
  const isSpaced = before !== left || after !== right;
  if (isSpaced) return isTight(before, after) ? `${before}${after}` : `${left}${right}`;
  return isMixed(left, right) ? `${left} ${right}` : `${left}${right}`;
}

function isTight(left: string, right: string): boolean {
  return MARK_LAST.test(left) || MARK_FIRST.test(right) || (HAN_LAST.test(left) && HAN_FIRST.test(right));
}

function isMixed(left: string, right: string): boolean {
  return (HAN_LAST.test(left) && LATIN_FIRST.test(right)) || (LATIN_LAST.test(left) && HAN_FIRST.test(right));
}

const HAN_FIRST = /^\p{Script=Han}/u;
const HAN_LAST = /\p{Script=Han}$/u;
const LATIN_FIRST = /^[\w`[/]/;
const LATIN_LAST = /[\w`\])/%]$/;
const MARK_FIRST = /^[，。：；、！？（）「」]/;
const MARK_LAST = /[，。：；、！？（）「」]$/;
