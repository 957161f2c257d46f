import { closingOf, quoteAt } from './quoted.ts';

export interface CodeValue {
  readonly start: number;
  readonly end: number;
  /** Whether the shape alone says that this is the name's value; otherwise the value has to look like a secret too. */
  readonly sure: boolean;
}

/**
 * A secret's name and its value in quotes, as programs and their configuration write them:
 *
 *     token .= "abc"   TOKEN ?= "abc"   if (token !== "abc")   if ("abc" == token)   var token string = "abc"
 *     char secret[25] = "abc"   setProperty("TOKEN", "abc")   secret("abc")   password "abc";
 */
export function valueInCode(text: string, left: number, right: number): CodeValue | undefined {
  for (const { shape, sure } of shapes) {
    shape.lastIndex = right;
    if (!shape.test(text)) continue;
    const quote = quoteAt(text, shape.lastIndex);
    if (quote) return { start: quote.inside, end: closingOf(text, quote), sure: sure(text, left, right) };
  }
  return comparedBefore(text, left);
}

const yes = (): boolean => true;
const no = (): boolean => false;

interface Shape {
  readonly shape: RegExp;
  readonly sure: (text: string, left: number, right: number) => boolean;
}

const shapes: readonly Shape[] = [
  { shape: /[ \t]{0,8}(?:\.|\?{1,2}|\+|\|\||!=?|:{2,3}|==)=[ \t]{0,8}@?/y, sure: yes },
  { shape: /[ \t]{1,4}[A-Za-z][\w.<>]{0,40}(?:\[\])?[ \t]{1,4}:?=[ \t]{0,4}/y, sure: yes },
  { shape: /:[ \t]{0,4}(?:string|String|str|&str|any|Any)[ \t]{0,4}=[ \t]{0,4}/y, sure: yes },
  { shape: /\[\d{0,6}\][ \t]{0,4}=[ \t]{0,4}/y, sure: yes },
  // Of a call: in a list of names the next one is no value.
  { shape: /\\{0,7}["'`],[ \t]{0,4}/y, sure: isFirstArgument },
  { shape: /(?:\.assign)?\([ \t]{0,2}/y, sure: no },
  { shape: /[ \t]{1,4}/y, sure: isPassword },
];

function isFirstArgument(text: string, left: number): boolean {
  let i = left - 2;
  while (i > 0 && text.charAt(i) === '\\') i -= 1;
  return text.charAt(i) === '(';
}

function isPassword(text: string, left: number, right: number): boolean {
  return /passw(?:or)?d$/i.test(text.slice(left, right));
}

/** `if ("abc" == password)` */
function comparedBefore(text: string, left: number): CodeValue | undefined {
  let sign = left - 1;
  while (left - sign < 4 && text.charAt(sign) === ' ') sign -= 1;
  if (text.charAt(sign) !== '=' || !'=!'.includes(text.charAt(sign - 1))) return undefined;
  const window = Math.max(0, left - 300);
  const found = /(["'`])((?:(?!\1)[^\n]){1,200})\1 {0,2}[!=]={1,2} {0,2}$/.exec(text.slice(window, left));
  if (!found) return undefined;
  const start = window + found.index + 1;
  return { start, end: start + (found[2] ?? '').length, sure: true };
}
