import type { Asked } from '../report/report.ts';
import type { Words } from './words.ts';
import { oneLine } from './untrusted.ts';

/** What was asked about, for people: `hz-shop:30003`, `hz-shop, container portainer`, `hz-shop → 10.0.0.20:1433`. */
export function nameTarget(host: string, asked: Asked | undefined, words: Pick<Words, 'container'>): string {
  const name = oneLine(host);
  if (asked?.to !== undefined) return `${name} → ${oneLine(asked.to)}`;
  if (asked?.container !== undefined) return words.container(name, oneLine(asked.container));
  if (asked?.port !== undefined) return `${name}:${asked.port}`;
  return name;
}

/** What was asked about, as one types it behind the host's name; nothing for the whole host. */
export function typedTarget(asked: Asked | undefined): string | undefined {
  if (asked?.to !== undefined) return asked.to.includes(':') ? asked.to : `to ${asked.to}`;
  return asked?.container ?? asked?.port?.toString();
}
