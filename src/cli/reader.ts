import type { Config } from '../config/types.ts';
import { english, type Reader, readerOf } from '../text/reader.ts';

/** Who reads at a terminal: whoever ferryman.yaml is for. Programs read JSON, whose sentences are always the same. */
export function readerAt(
  { language }: Pick<Config, 'language'>,
  { json }: { readonly json: boolean },
): Reader {
  return json ? english : readerOf(language.default);
}
