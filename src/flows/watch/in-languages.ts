import type { InLanguages } from '../../report/watched.ts';
import type { Sayable } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';

/** In every language, since nobody knows yet who will read it. */
export function inLanguages(text: Sayable): InLanguages {
  return { en: tell(text, 'en'), 'zh-CN': tell(text, 'zh-CN') };
}
