import { isIP } from 'node:net';
import { say, type Text } from '../text/say.ts';
import type { Asked } from './report.ts';

export type ReadAsked =
  | { readonly kind: 'asked'; readonly asked: Asked }
  /** A sentence, what would be right, and an example of it. */
  | { readonly kind: 'unclear'; readonly sentence: Text; readonly hint: Text; readonly example: string };

/** What a person types behind a host: a port, a container's name, `address:port`, or `to` and what the host must reach. */
export function readAsked(text: string): ReadAsked {
  const place = /^to\s+(?<place>\S+)$/i.exec(text)?.groups?.['place'];
  if (place !== undefined) return readPlace(place);
  if (/^[+-]?\d+$/.test(text)) return isPort(text) ? asked({ port: Number(text) }) : notAPort(text, '80');
  const to = ADDRESS_AND_PORT.exec(text)?.groups;
  if (to?.['address'] !== undefined && to['port'] !== undefined) {
    if (!isAddress(to['address'])) return noAddress(to['address']);
    return isPort(to['port']) ? asked({ to: text }) : notAPort(to['port'], `${to['address']}:80`);
  }
  // What Docker takes for a name; anything else would be no container anyway.
  if (/^[a-zA-Z0-9][\w.-]{0,127}$/.test(text)) return asked({ container: text });
  return {
    kind: 'unclear',
    sentence: say`${JSON.stringify(text)} is no port, container, address:port or "to" and a need.`,
    hint: say`Name what does not answer`,
    example: '80',
  };
}

/** Behind `to`: a need of the inventory by its name or address, or `address:port`. */
function readPlace(text: string): ReadAsked {
  if (ADDRESS_AND_PORT.test(text)) return readAsked(text);
  if (/^[a-zA-Z0-9_][\w.-]{0,252}$/.test(text)) return asked({ to: text });
  return {
    kind: 'unclear',
    sentence: say`${JSON.stringify(text)} is no need of the inventory and no address:port.`,
    hint: say`Name what the host must reach`,
    example: 'to rds',
  };
}

const ADDRESS_AND_PORT = /^(?<address>\[[0-9a-fA-F:.]+\]|[\w.-]+):(?<port>\d+)$/;

function asked(of: Asked): ReadAsked {
  return { kind: 'asked', asked: of };
}

function notAPort(text: string, example: string): ReadAsked {
  return {
    kind: 'unclear',
    sentence: say`${text} is no port.`,
    hint: say`Ports go from 1 to 65535`,
    example,
  };
}

function noAddress(text: string): ReadAsked {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return {
    kind: 'unclear',
    sentence: say`${shown} is no address and can be no name.`,
    hint: say`Write an IP address, or a name of at most 253 characters, each part of it at most 63`,
    example: 'db.internal:5432',
  };
}

/** As the inventory has it: a name that no resolver can be asked for would fail in the middle of a diagnosis. */
function isAddress(text: string): boolean {
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1];
  if (bracketed !== undefined) return isIP(bracketed) === 6;
  return isIP(text) === 4 || (text.length <= 253 && NAME.test(text) && !/^[\d.]+$/.test(text));
}

const NAME = /^(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?$/;

function isPort(text: string): boolean {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
