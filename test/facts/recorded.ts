import { readFileSync } from 'node:fs';
import { z } from 'zod';

import type { Fact, RawText } from '../../src/facts/fact.ts';

const Recording = z.object({
  stdout: z.string(),
  stderr: z.string(),
  code: z.number(),
  argv: z.array(z.string()),
});

/**
 * hz-shop is a host of the lab, recorded while it had the story's fault: Debian 12, iproute2 6.1, iptables 1.8.9 (nf_tables),
 * Docker 20.10.24, systemd 252; `podman-containers` is of another one, with Podman 4.3.1. `-broken` was read after a trailing
 * comma had been put into its daemon.json.
 */
export function recorded(name: string): RawText {
  const text = readFileSync(new URL(`hz-shop/${name}.json`, import.meta.url), 'utf8');
  return Recording.parse(JSON.parse(text));
}

export const rawText = (stdout: string, more: Partial<RawText> = {}): RawText => ({
  stdout,
  stderr: '',
  code: 0,
  argv: [],
  ...more,
});

/** The value of a text in which everything could be read. */
export function read<Value>(fact: Pick<Fact<string, Value>, 'parse'>, raw: RawText | string): Value {
  const parsed = fact.parse(typeof raw === 'string' ? rawText(raw) : raw);
  if (parsed.kind === 'unreadable') throw new Error(`unreadable: ${parsed.because}`);
  if (parsed.unread.length > 0) throw new Error(`unread: ${parsed.unread.join('\n')}`);
  return parsed.value;
}

/** The lines that a parser kept aside. */
export function unreadOf(fact: Pick<Fact, 'parse'>, raw: RawText | string): readonly string[] {
  const parsed = fact.parse(typeof raw === 'string' ? rawText(raw) : raw);
  return parsed.kind === 'unreadable' ? [`unreadable: ${parsed.because}`] : parsed.unread;
}
