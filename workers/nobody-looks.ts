import type { InEveryLanguage } from '../src/text/language.ts';
import { say } from '../src/text/say.ts';
import { tellInAll } from '../src/text/tell.ts';

/** Why nothing is known of a host whose looks are not done. */
export function nobodyLooks(site: string | undefined): InEveryLanguage {
  return tellInAll(
    site === undefined ? say`no worker looks at it any more` : say`no worker of ${site} looks at it any more`,
  );
}
