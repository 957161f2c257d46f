import { test, verdict } from './nft-steps.ts';
import type { Step, Verdict } from './program.ts';

/** Of nft without JSON only the text is there: whether its rule holds is not known, nor what it does where it holds. */
export function stepsOfText(text: string): readonly Step[] {
  const end =
    /\b(accept|drop|reject|return|jump|goto|queue|dnat|snat|masquerade|redirect|vmap|tproxy)\b/.exec(
      text,
    )?.[1];
  if (end === undefined) return [];
  return [test(() => undefined), verdict(() => [textVerdict(end, text)])];
}

function textVerdict(end: string, text: string): Verdict {
  switch (end) {
    case 'accept':
    case 'drop':
    case 'return':
      return { kind: end };
    case 'reject':
      return { kind: 'reject' };
    case 'jump':
    case 'goto':
      return { kind: end, chain: /\b(?:jump|goto) (\S+)/.exec(text)?.[1] ?? '' };
    default:
      return { kind: 'other', target: end };
  }
}
