import { nothing, type Rule } from './rule.ts';

/** A token that does not begin with what tells it: the hint stands in its middle or at its end. */
interface Marked {
  readonly kind: string;
  readonly hint: string;
  /** The longest part before the hint, in characters. */
  readonly before: number;
  /** The whole token, from some place at or before the hint on. */
  readonly shape: RegExp;
}

const marked: readonly Marked[] = [
  { kind: 'Azure client secret', hint: 'Q~', before: 4, shape: /[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/y },
  { kind: 'Mailchimp key', hint: '-us', before: 32, shape: /[0-9a-f]{32}-us\d{1,2}(?!\w)/y },
  { kind: 'Telegram token', hint: ':A', before: 10, shape: /\d{8,10}:A[\w-]{34}(?![\w-])/y },
  { kind: 'Terraform token', hint: '.atlasv1.', before: 14, shape: /\w{14}\.atlasv1\.[\w=-]{60,70}/y },
];

export const markedInside: readonly Rule[] = marked.map(({ kind, hint, before, shape }) => ({
  hints: [hint],
  find(text, at) {
    if (!text.startsWith(hint, at)) return nothing;
    for (let start = Math.max(0, at - before); start < at; start += 1) {
      shape.lastIndex = start;
      if (!/\w/.test(text.charAt(start - 1)) && shape.test(text))
        return [{ start, end: shape.lastIndex, kind }];
    }
    return nothing;
  },
}));
