/**
 * What clients of databases and brokers write when no connection came about: refused, unanswered, unroutable, or a name
 * that does not resolve. SqlClient's `error: 40` is the same for all of them.
 */
export const CONNECT_FAILURE =
  /error: 40 - Could not open|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|connection refused|connection timed out|connect timed out|i\/o timeout|no route to host|network is unreachable|could not connect to server|can't connect to (?:mysql )?server|communications link failure|ServerSelection(?:Timeout)?Error|BrokerUnreachableException|None of the specified endpoints were reachable|name or service not known|temporary failure in name resolution|no such host|UnknownHostException|unable to connect to any of the specified mysql hosts/i;

/** The place that such a line names: `connect ECONNREFUSED 10.0.0.5:5432`, `dial tcp 10.0.0.5:3306: i/o timeout`. */
export function placeIn(line: string): { readonly address: string; readonly port: number } | undefined {
  const [, address, port] =
    /\b(\d{1,3}(?:\.\d{1,3}){3}):(\d{2,5})\b/.exec(line) ??
    /\bserver at "(\d{1,3}(?:\.\d{1,3}){3})".{0,40}?port (\d{2,5})\b/.exec(line) ??
    [];
  return address === undefined ? undefined : { address, port: Number(port) };
}
