import { compares, keyOf, meetsElement } from './nft-compare.ts';
import { nftField, nftOperand } from './nft-expression.ts';
import { untracked, withMark } from './iptables-target.ts';
import { integer } from './nft-field.ts';
import { nat } from './nft-nat.ts';
import { elementsOf, test, valueOf, verdict, type NftContext } from './nft-steps.ts';
import { fieldsOf, kindOf, textOf } from './nft-value.ts';
import { changed } from './packet.ts';
import type { Step, Verdict } from './program.ts';

/** What a statement of a rule does with packets, step by step. */
export function stepsOf(statement: unknown, context: NftContext): readonly Step[] {
  const { around, named } = context;
  const [kind, content] = kindOf(statement);
  const fields = fieldsOf(content);
  switch (kind) {
    case 'match': {
      const read = nftField(fields['left'], around);
      const operator = textOf(fields['op']);
      const right = fields['right'];
      return [test((packet) => compares(read(packet), operator, right, named))];
    }
    case 'counter':
    case 'log':
    case 'last':
    case 'comment':
    case 'flow':
    case 'dup':
    case 'secmark':
    case 'ct helper':
    case 'ct timeout':
    case 'ct expectation':
      return [];
    // It fills a set; with a limit of its own it also decides.
    case 'set':
      return fields['stmt'] === undefined ? [] : [test(() => undefined)];
    case 'limit':
    case 'quota':
    case 'meter':
    case 'ct count':
    case 'connlimit':
      return [test(() => undefined)];
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue': {
      const verdicts: readonly Verdict[] = [{ kind }];
      return [verdict(() => verdicts)];
    }
    case 'reject': {
      const how = [textOf(fields['type']), textOf(fields['expr'])].filter((word) => word !== '').join(' ');
      const verdicts: readonly Verdict[] = [{ kind: 'reject', ...(how !== '' && { how }) }];
      return [verdict(() => verdicts)];
    }
    case 'jump':
    case 'goto': {
      const verdicts: readonly Verdict[] = [{ kind, chain: textOf(fields['target']) }];
      return [verdict(() => verdicts)];
    }
    case 'vmap':
      return [vmap(fields, context)];
    case 'mangle':
      return [mangle(fields, context)];
    case 'notrack':
      return [{ kind: 'change', target: kind, change: untracked }];
    case 'dnat':
    case 'redirect':
    case 'snat':
    case 'masquerade':
      return nat(kind, fields, context);
    default: {
      const verdicts: readonly Verdict[] = [{ kind: 'other', target: kind }, { kind: 'continue' }];
      return [verdict(() => verdicts)];
    }
  }
}

/** `tcp dport vmap { 22 : drop, 80 : jump web }`: the first element that the field meets; none, and the rule goes on. */
function vmap(fields: Readonly<Record<string, unknown>>, { around, named }: NftContext): Step {
  const read = nftField(fields['key'], around);
  const elements = elementsOf(fields['data'], named);
  if (elements === undefined) return test(() => undefined);
  const pairs = elements.map((element) => ({ key: keyOf(element), verdict: verdictOf(valueOf(element)) }));
  return verdict((packet) => {
    const field = read(packet);
    const chosen: Verdict[] = [];
    for (const { key, verdict: held } of pairs) {
      const answer = meetsElement(field, key);
      if (answer === false) continue;
      chosen.push(held);
      if (answer === true) return chosen;
    }
    return [...chosen, { kind: 'continue' }];
  });
}

function verdictOf(value: unknown): Verdict {
  const [kind, content] = kindOf(value);
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue':
      return { kind };
    case 'jump':
    case 'goto':
      return { kind, chain: textOf(fieldsOf(content)['target']) };
    default:
      return { kind: 'other', target: kind };
  }
}

/** Marks are followed; other fields (TTL, DSCP, the size of segments) decide no later rule here. */
function mangle(fields: Readonly<Record<string, unknown>>, { around }: NftContext): Step {
  const [kind, content] = kindOf(fields['key']);
  const key = textOf(fieldsOf(content)['key']);
  const value = nftOperand(fields['value'], around);
  const isMark = key === 'mark' && (kind === 'meta' || kind === 'ct');
  return {
    kind: 'change',
    target: 'mangle',
    change: (packet) => {
      if (!isMark)
        return kind === 'payload' && /addr|port/.test(textOf(fieldsOf(content)['field']))
          ? undefined
          : packet;
      if (kind === 'ct' && !packet.tracked) return packet;
      const mark = value(packet, integer);
      if (mark === undefined) return undefined;
      return kind === 'meta' ? withMark(packet, Number(mark)) : changed(packet, { connmark: Number(mark) });
    },
  };
}
