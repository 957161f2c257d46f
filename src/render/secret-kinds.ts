import type { Reader } from '../text/reader.ts';
import { ANY, recogniser } from '../text/recognise.ts';
import { say } from '../text/say.ts';

/** As masking calls them. Those of a vendor come last: `GitHub token`, `Alibaba Cloud key`. */
const kindOf = recogniser([
  say`password`,
  say`password hash`,
  say`URL password`,
  say`API key`,
  say`private key`,
  say`credential`,
  say`authorization header`,
  say`registry login`,
  say`query parameter`,
  say`bearer token`,
  say`key`,
  say`${ANY} token`,
  say`${ANY} key`,
]);

/** A kind of secret in the reader's language; what a team's own pattern is called stays. */
export function nameSecret(kind: string, { tell }: Pick<Reader, 'tell'>): string {
  return tell(kindOf(kind) ?? kind);
}
