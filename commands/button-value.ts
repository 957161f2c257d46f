/** What a button carries; undefined where it is none of ours. */
export function buttonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
