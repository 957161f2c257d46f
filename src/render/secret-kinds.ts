import type { Reader } from '../text/reader.ts';

/** A kind of secret as masking calls it (`password`, `GitHub token`), in the reader's language; what a team's own pattern is called stays. */
export function nameSecret(kind: string, { t }: Pick<Reader, 't'>): string {
  switch (kind) {
    case 'password':
      return t`password`;
    case 'password hash':
      return t`password hash`;
    case 'URL password':
      return t`URL password`;
    case 'API key':
      return t`API key`;
    case 'private key':
      return t`private key`;
    case 'credential':
      return t`credential`;
    case 'authorization header':
      return t`authorization header`;
    case 'registry login':
      return t`registry login`;
    case 'query parameter':
      return t`query parameter`;
    case 'bearer token':
      return t`bearer token`;
    case 'key':
      return t`key`;
    default:
      return ofVendor(kind, t);
  }
}

/** `Alibaba Cloud key`: the name stays. */
function ofVendor(kind: string, t: Reader['t']): string {
  const { vendor = '', what } = /^(?<vendor>.+) (?<what>token|key)$/.exec(kind)?.groups ?? {};
  if (what === undefined) return kind;
  return what === 'token' ? t`${vendor} token` : t`${vendor} key`;
}
