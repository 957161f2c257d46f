import { randomBytes } from 'node:crypto';
import type { Block } from './message.ts';

/** Message ids: seconds and microseconds, strictly rising, as Slack makes them. */
export function timestamps(clock: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock() * 1000));
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

export const random = (length = 10): string => {
  let made = '';
  while (made.length < length)
    made += randomBytes(length)
      .toString('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '');
  return made.slice(0, length);
};

export const randomId = (prefix: string): string => prefix + random(10).toUpperCase();

/** Slack names blocks that come without a name, also those inside a container. */
export function named(blocks: readonly Record<string, unknown>[]): Block[] {
  return blocks.map((block): Block => {
    const children = block['child_blocks'];
    const inner = Array.isArray(children) ? { child_blocks: named(children) } : {};
    const id =
      typeof block['block_id'] === 'string' && block['block_id'] !== '' ? block['block_id'] : random(5);
    return { ...block, ...inner, type: String(block['type']), block_id: id };
  });
}
