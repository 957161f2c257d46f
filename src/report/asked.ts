import type { Asked } from './report.ts';

export type ReadAsked =
  | { readonly kind: 'asked'; readonly asked: Asked }
  | { readonly kind: 'unclear'; readonly sentence: string };

/** What a person types behind a host: a port, a container's name, or `address:port`. */
export function readAsked(text: string): ReadAsked {
  if (/^[+-]?\d+$/.test(text)) return isPort(text) ? asked({ port: Number(text) }) : notAPort(text);
  const to = /^(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<plain>[A-Za-z0-9][A-Za-z0-9.-]*)):(?<port>\d+)$/.exec(
    text,
  )?.groups;
  if (to?.['port'] !== undefined) return isPort(to['port']) ? asked({ to: text }) : notAPort(to['port']);
  // What Docker takes for a name; anything else would be no container anyway.
  if (/^[a-zA-Z0-9][\w.-]{0,127}$/.test(text)) return asked({ container: text });
  return { kind: 'unclear', sentence: `${JSON.stringify(text)} is no port, container or address:port.` };
}

function asked(of: Asked): ReadAsked {
  return { kind: 'asked', asked: of };
}

function notAPort(text: string): ReadAsked {
  return { kind: 'unclear', sentence: `${text} is no port; ports go from 1 to 65535.` };
}

function isPort(text: string): boolean {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
