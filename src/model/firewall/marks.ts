import type { Seen } from './packet.ts';
import type { Test } from './program.ts';

/** `0x1`, `0x1/0xff`; without a mask all bits count. */
export function parseMasked(text: string): { readonly value: number; readonly mask: number } {
  const [value = 0, mask = 0xffffffff] = text.split('/').map(Number);
  return { value, mask };
}

export function maskedNumberTest(text: string, of: (packet: Seen) => number | undefined): Test {
  const { value, mask } = parseMasked(text);
  return (packet) => {
    const number = of(packet);
    return number === undefined ? undefined : (number & mask) >>> 0 === value >>> 0;
  };
}

/** MARK and CONNMARK clear the bits of the mask, then flip those of the value. */
export function xmark(old: number, value: number, mask: number): number {
  return ((old & ~mask) ^ value) >>> 0;
}
