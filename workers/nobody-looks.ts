import type { InLanguages } from '../src/report/watched.ts';
import { say } from '../src/text/say.ts';
import { tell } from '../src/text/tell.ts';

/** Why nothing is known of a host whose looks are not done. */
export function nobodyLooks(site: string | undefined): InLanguages {
  const because =
    site === undefined ? say`no worker looks at it any more` : say`no worker of ${site} looks at it any more`;
  return { en: tell(because, 'en'), 'zh-CN': tell(because, 'zh-CN') };
}
