import type { SlackMessage } from './message.ts';

/**
 * Slack refuses a message whose blocks hold more than about 13,200 characters (`msg_blocks_too_long`, undocumented). The
 * JSON is never shorter than what Slack counts.
 */
const blocksLength = 12_000;
const blocksAtMost = 50;

function fits(blocks: SlackMessage['blocks']): boolean {
  return hasRoom(blocks.map(blockLength));
}

/** The same for blocks whose lengths are known. */
export function hasRoom(lengths: readonly number[]): boolean {
  return lengths.length <= blocksAtMost && lengths.reduce((sum, length) => sum + length, 0) <= blocksLength;
}

export function blockLength(block: SlackMessage['blocks'][number]): number {
  return JSON.stringify(block).length + 1;
}

/** The first of the drawings that fits, the most generous first. The last one has to fit by its own limits. */
export function firstThatFits<Size>(
  sizes: readonly [Size, ...Size[]],
  draw: (size: Size) => SlackMessage['blocks'],
): SlackMessage['blocks'] {
  let blocks: SlackMessage['blocks'] = [];
  for (const size of sizes) {
    blocks = draw(size);
    if (fits(blocks)) break;
  }
  return blocks;
}
