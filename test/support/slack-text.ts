import type { SlackMessage } from '../../src/render/slack/message.ts';

/** What a person reads in the blocks of a message, block by block, without the markup. */
export function readAloud({ blocks }: SlackMessage): string {
  return blocks.map((block) => strings(block).join('')).join('\n');
}

function strings(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(strings);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    // The title of a plan or a task is its text; a date stands as whoever knows no zone reads it.
    (key === 'text' || key === 'title' || key === 'fallback') && typeof value === 'string'
      ? [value]
      : strings(value),
  );
}
