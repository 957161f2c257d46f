import type { InEveryLanguage } from '../text/language.ts';
import { say } from '../text/say.ts';
import { tellInAll } from '../text/tell.ts';

/** Why nothing is known of a host whose looks are not done. */
export function nobodyLooks(site: string | undefined): InEveryLanguage {
  return tellInAll(
    site === undefined ? say`no worker looks at it any more` : say`no worker of ${site} looks at it any more`,
  );
}
