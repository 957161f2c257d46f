import type { Text } from '../../text/say.ts';

/** Each once: two that say the same of the same are two objects all the same, so that no `Set` tells them. */
export function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()];
}
