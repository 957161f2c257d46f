/** Of one block to copy from; `length` as in JSON, which is what a message is measured in. */
export interface CommandRoom {
  readonly lines: number;
  readonly length: number;
}

/**
 * The commands from the first one on, as many as there is room for. Each is shown whole or not at all, and none after one
 * that is left out: half a command, or the steps without the one in the middle, would be pasted all the same.
 */
export function commandsThatFit(commands: readonly string[], { lines, length }: CommandRoom): string[] {
  let room = length;
  const shown: string[] = [];
  for (const command of commands.slice(0, lines)) {
    room -= lengthInJson(command);
    if (room < 0) break;
    shown.push(command);
  }
  return shown;
}

/** All commands, whole and in order, over as many blocks as that takes. One that is longer than a block stands alone. */
export function commandBlocks(commands: readonly string[], length: number): string[][] {
  const blocks: string[][] = [];
  for (let rest = commands; rest.length > 0;) {
    const fit = commandsThatFit(rest, { lines: rest.length, length });
    const block = fit.length > 0 ? fit : rest.slice(0, 1);
    blocks.push(block);
    rest = rest.slice(block.length);
  }
  return blocks;
}

export function lengthInJson(text: string): number {
  return JSON.stringify(text).length;
}
