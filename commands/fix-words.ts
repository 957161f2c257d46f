import type { Host } from '../src/hosts/host.ts';
import { type Inventory, isHostName, nearMatches } from '../src/hosts/inventory.ts';
import type { FixOptions } from '../src/report/fix.ts';
import { isSubnet } from '../src/report/subnet.ts';
import { say, sentences, together, type Sayable, type Text } from '../src/text/say.ts';
import type { Unclear } from './ask.ts';
import { readHost } from './question.ts';
import { plainText } from './slack-text.ts';

export const fixBridgeCommand = '/fix-bridge';

export interface FixWords {
  readonly kind: 'clear';
  readonly host: Host;
  readonly options: FixOptions;
  /** Take back the change of this id, or the latest. */
  readonly undo?: { readonly id?: string };
}

/** What stands behind `/fix-bridge`: `<host> [port] [bip|bridge] [network=…] [subnet=…] [avoid=…]`, or `<host> undo [<id>]`. */
export function readFixWords(text: string, inventory: Inventory): FixWords | Unclear {
  const [first, ...rest] = plainText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (first === undefined) {
    return unclear(
      say`Which host?`,
      say`Type ${`${fixBridgeCommand} ${inventory.hosts[0]?.name ?? 'web-1'}`}`,
    );
  }
  const [name, words] = withPortApart(first, rest);
  const found = readHost(name, inventory, `${fixBridgeCommand} `);
  if (found.kind === 'unclear') return found;
  const { host } = found;
  const asked = words[0]?.toLowerCase() === 'undo' ? readUndo(words.slice(1)) : readOptions(words);
  return 'sentence' in asked
    ? unclear(asked.sentence, say`Type ${together(`${fixBridgeCommand} ${host.name} `, asked.instead)}`)
    : { kind: 'clear', host, ...asked };
}

/** `web-1:30003` is a host and a port. */
function withPortApart(first: string, rest: string[]): [string, string[]] {
  const { host, port } = /^(?<host>.+):(?<port>\d+)$/.exec(first)?.groups ?? {};
  return isHostName(first) || host === undefined || port === undefined
    ? [first, rest]
    : [host, [port, ...rest]];
}

interface Mistake {
  readonly sentence: Text;
  /** What to type behind the host. */
  readonly instead: Sayable;
}

type Asked = Pick<FixWords, 'options' | 'undo'>;

function readUndo(words: readonly string[]): Asked | Mistake {
  const [id, ...more] = words;
  if (more.length > 0) return { sentence: say`undo takes one fix at most.`, instead: `undo ${id}` };
  if (id === undefined) return { options: {}, undo: {} };
  if (/^[a-z0-9]{8,32}$/.test(id)) return { options: {}, undo: { id } };
  return {
    sentence: say`${JSON.stringify(id)} is no id of a fix.`,
    instead: say`undo, which takes back the latest one; ids stand on the cards of fixes`,
  };
}

function readOptions(words: readonly string[]): Asked | Mistake {
  let options: FixOptions = {};
  for (const word of words) {
    const read = readOption(word);
    if ('sentence' in read) return read;
    const [twice] = Object.keys(read).filter((key) => key in options);
    if (twice !== undefined) return { sentence: say`${nameOf(twice)} is said twice.`, instead: word };
    options = { ...options, ...read };
  }
  const { method, network } = options;
  if (method !== undefined && network !== undefined && network !== 'bridge') {
    return {
      sentence: say`${method} is a way to move docker0; a network that somebody created is created again.`,
      instead: `network=${network}`,
    };
  }
  return { options };
}

function readOption(word: string): FixOptions | Mistake {
  const { key = word, value } = /^(?<key>[^=]+)=(?<value>.*)$/.exec(word)?.groups ?? {};
  if (value === undefined) return readBareWord(word);
  switch (key.toLowerCase()) {
    case 'network':
      return /^[a-zA-Z0-9][\w.-]{0,127}$/.test(value)
        ? { network: value }
        : {
            sentence: say`${JSON.stringify(value)} is no name of a network.`,
            instead: 'network=shop_default',
          };
    case 'subnet':
      return isSubnet(value) ? { subnet: value } : noSubnet(value, 'subnet=172.31.255.0/24');
    case 'avoid':
      return readAvoid(value);
    default:
      return unknownWord(`${key}=`);
  }
}

function readBareWord(word: string): FixOptions | Mistake {
  const small = word.toLowerCase();
  if (small === 'bip' || small === 'bridge') return { method: small };
  if (!/^[+-]?\d+$/.test(word)) return unknownWord(small);
  const port = Number(word);
  return port >= 1 && port <= 65_535
    ? { port }
    : { sentence: say`${word} is no port: ports go from 1 to 65535.`, instead: '30003' };
}

/** More would not fit into the button that approves. */
const mostAvoided = 20;

function readAvoid(value: string): FixOptions | Mistake {
  const avoid = value.split(',').filter((one) => one !== '');
  const wrong = avoid.find((one) => !isSubnet(one));
  if (wrong !== undefined || avoid.length === 0)
    return noSubnet(wrong ?? value, 'avoid=10.8.0.0/16,10.9.0.0/16');
  return avoid.length <= mostAvoided
    ? { avoid }
    : {
        sentence: say`avoid= takes ${mostAvoided} subnets at most.`,
        instead: say`avoid=<cidr>,… and have the others written under reserved: in ferryman.yaml`,
      };
}

function noSubnet(value: string, instead: string): Mistake {
  return {
    sentence: say`${JSON.stringify(value)} is no subnet: an address and a length, 10.8.0.0/16.`,
    instead,
  };
}

const known = ['bip', 'bridge', 'undo', 'network=', 'subnet=', 'avoid='];

function unknownWord(word: string): Mistake {
  const [near] = nearMatches(word, known);
  if (near === 'undo') return { sentence: say`undo stands right behind the host.`, instead: 'undo' };
  const unknown = say`${JSON.stringify(word)} means nothing here.`;
  return {
    sentence: near === undefined ? unknown : sentences(unknown, say`Did you mean ${near}?`),
    instead: say`[port] [bip | bridge] [network=<name>] [subnet=<cidr>] [avoid=<cidr>,…], or undo`,
  };
}

function nameOf(key: string): Sayable {
  switch (key) {
    case 'method':
      return say`bip or bridge`;
    case 'port':
      return say`A port`;
    default:
      return `${key}=`;
  }
}

function unclear(sentence: Text, next: Text): Unclear {
  return { kind: 'unclear', sentence, next };
}
