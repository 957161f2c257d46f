import { isAbsolute, join } from 'node:path';

export interface TokenValues {
  readonly alias: string;
  readonly hostName: string;
  readonly port: number;
  readonly remoteUser: string;
  readonly user: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `~`, `%h` and its kin, `${VARIABLE}`; undefined where one of them has no meaning here. */
export function expandTokens(path: string, values: TokenValues): string | undefined {
  const tokens: Readonly<Record<string, string>> = {
    '%': '%',
    d: values.home,
    h: values.hostName,
    n: values.alias,
    p: String(values.port),
    r: values.remoteUser,
    u: values.user,
  };
  let known = true;
  const expanded = path.replace(/%(.)|\$\{(\w+)\}/g, (_, token?: string, variable?: string) => {
    const value = token === undefined ? values.env[variable ?? ''] : tokens[token];
    if (value === undefined) known = false;
    return value ?? '';
  });
  if (!known) return undefined;
  if (expanded.startsWith('~/')) return join(values.home, expanded.slice(1));
  // OpenSSH takes these relative to where it was started; a service has no such place, so the home folder it is.
  return isAbsolute(expanded) ? expanded : join(values.home, expanded);
}
