import type { Asked } from './report.ts';

export type ReadAsked =
  | { readonly kind: 'asked'; readonly asked: Asked }
  /** A sentence, what would be right, and an example of it. */
  | { readonly kind: 'unclear'; readonly sentence: string; readonly hint: string; readonly example: string };

/** What a person types behind a host: a port, a container's name, or `address:port`. */
export function readAsked(text: string): ReadAsked {
  if (/^[+-]?\d+$/.test(text)) return isPort(text) ? asked({ port: Number(text) }) : notAPort(text, '80');
  const to = ADDRESS_AND_PORT.exec(text)?.groups;
  if (to?.['address'] !== undefined && to['port'] !== undefined) {
    return isPort(to['port']) ? asked({ to: text }) : notAPort(to['port'], `${to['address']}:80`);
  }
  // What Docker takes for a name; anything else would be no container anyway.
  if (/^[a-zA-Z0-9][\w.-]{0,127}$/.test(text)) return asked({ container: text });
  return {
    kind: 'unclear',
    sentence: `${JSON.stringify(text)} is no port, container or address:port.`,
    hint: 'Name what does not answer',
    example: '80',
  };
}

const ADDRESS_AND_PORT = /^(?<address>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9][A-Za-z0-9.-]*):(?<port>\d+)$/;

function asked(of: Asked): ReadAsked {
  return { kind: 'asked', asked: of };
}

function notAPort(text: string, example: string): ReadAsked {
  return { kind: 'unclear', sentence: `${text} is no port.`, hint: 'Ports go from 1 to 65535', example };
}

function isPort(text: string): boolean {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
