import type { NftRule } from '../../facts/nft.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';

/** A rule of nft's JSON as `nft list` would print it, for a person to find it again. */
export function ruleText({ expr, text, comment }: NftRule): string {
  if (text !== undefined) return text;
  const words = (expr ?? []).map((statement) => statementText(statement));
  return [...words, ...(comment === undefined ? [] : [`comment "${comment}"`])]
    .join(' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

function statementText(statement: unknown): string {
  const [kind, content] = kindOf(statement);
  const fields = fieldsOf(content);
  switch (kind) {
    case 'match': {
      const operator = textOf(fields['op']);
      return `${valueText(fields['left'])} ${operator === '==' || operator === 'in' ? '' : operator} ${valueText(fields['right'])}`;
    }
    case 'counter':
      return typeof content === 'string' ? `counter name ${content}` : 'counter';
    case 'vmap':
      return `${valueText(fields['key'])} vmap ${valueText(fields['data'])}`;
    case 'mangle':
      return `${valueText(fields['key'])} set ${valueText(fields['value'])}`;
    case 'reject':
      return [
        'reject',
        ...(content === null ? [] : ['with', textOf(fields['type']), textOf(fields['expr'])]),
      ].join(' ');
    case 'jump':
    case 'goto':
      return `${kind} ${textOf(fields['target'])}`;
    case 'limit':
      return `limit rate ${fields['inv'] === true ? 'over ' : ''}${textOf(fields['rate'])}/${textOf(fields['per'])}`;
    case 'log':
      return fields['prefix'] === undefined ? 'log' : `log prefix "${textOf(fields['prefix'])}"`;
    case 'dnat':
    case 'snat':
    case 'redirect':
    case 'masquerade': {
      const port = fields['port'] === undefined ? '' : `:${valueText(fields['port'])}`;
      const target = `${fields['addr'] === undefined ? '' : valueText(fields['addr'])}${port}`;
      return [kind, textOf(fields['family']), target === '' ? '' : `to ${target}`].join(' ');
    }
    default:
      return content === null ? kind : `${kind} ${valueText(content)}`;
  }
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'exists' : 'missing';
  const list = listOf(value);
  if (list !== undefined) return list.map((one) => valueText(one)).join(',');
  const [kind, content] = kindOf(value);
  const fields = fieldsOf(content);
  switch (kind) {
    case '':
      return textOf(value);
    case 'payload':
      return `${textOf(fields['protocol'])} ${textOf(fields['field'])}`;
    case 'meta': {
      const key = textOf(fields['key']);
      return /^(iif|oif)(name)?$/.test(key) ? key : `meta ${key}`;
    }
    case 'ct':
      return ['ct', textOf(fields['dir']), textOf(fields['key'])].filter((word) => word !== '').join(' ');
    case 'fib':
      return `fib ${(listOf(fields['flags']) ?? []).map(textOf).join(' . ')} ${textOf(fields['result'])}`;
    case 'prefix':
      return `${textOf(fields['addr'])}/${textOf(fields['len'])}`;
    case 'range':
      return (listOf(content) ?? []).map((end) => valueText(end)).join('-');
    case 'concat':
      return (listOf(content) ?? []).map((part) => valueText(part)).join(' . ');
    case 'set':
      return `{ ${(listOf(content) ?? [content]).map((element) => elementText(element)).join(', ')} }`;
    case 'elem':
      return valueText(fields['val']);
    case 'map':
      return `${valueText(fields['key'])} map ${valueText(fields['data'])}`;
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return (listOf(content) ?? []).map((operand) => valueText(operand)).join(` ${kind} `);
    default:
      return JSON.stringify(value);
  }
}

function elementText(element: unknown): string {
  const pair = listOf(element);
  if (pair === undefined) return valueText(element);
  const [kind, content] = kindOf(pair[1]);
  const target = textOf(fieldsOf(content)['target']);
  const held = content === null ? kind : target === '' ? valueText(pair[1]) : `${kind} ${target}`;
  return `${valueText(pair[0])} : ${held}`;
}
