/**
 * What clients of databases and brokers write when no connection came about: refused, unanswered, unroutable, or a name
 * that does not resolve. SqlClient's `error: 40` is the same for all of them, and so is what most libraries say above the
 * system's own words. musl calls EHOSTUNREACH "Host is unreachable" and a connection that timed out "Operation timed out".
 */
export const CONNECT_FAILURE = new RegExp(
  [
    // the system, and what runtimes make of it
    /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN/,
    /connection refused|connection timed out|connect timed out|connection timeout expired|i\/o timeout/,
    /no route to host|host is unreachable|network is unreachable|network unreachable/,
    /\[(?:Errno 110|2002)\] Operation timed out/,
    /name or service not known|temporary failure in name resolution|no such host|UnknownHostException/,
    // SQL Server: SqlClient, JDBC, ODBC
    /error: 40 - Could not open|The TCP\/IP connection to the host \S+, port \d+ has failed|Login timeout expired/,
    // MySQL: libmysqlclient, Connector/J, MySqlConnector
    /can't connect to (?:mysql )?server|communications link failure/,
    /unable to connect to any of the specified mysql hosts/,
    // PostgreSQL: libpq before and after 14, pgjdbc
    /could not connect to server|server at "[^"]+"(?: \([^)]+\))?, port \d+ failed: timeout|connection to \S+:\d+ refused/,
    // Redis: StackExchange.Redis, Lettuce, Jedis
    /not possible to connect to the redis server|UnableToConnect on |unable to connect to \S+:\d{2,5}/,
    /failed connecting to (?:host )?\S+:\d{2,5}/,
    // MongoDB: Node and Python, .NET, Java
    /ServerSelection(?:Timeout)?Error|timeout occurr?ed after \d+ ?ms selecting a server|MongoSocketOpenException/,
    // Npgsql, tedious, MongoDB
    /failed to connect to (?:server )?\[?[^\s\]]+:\d{2,5}/,
    // RabbitMQ
    /BrokerUnreachableException|None of the specified endpoints were reachable/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

export interface Place {
  /** An address, or a name with a dot in it. */
  readonly address: string;
  readonly port: number;
}

const IPV4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const HOST = String.raw`${IPV4}|[\w-]+(?:\.[\w-]+)+`;

/** The most telling first: of two addresses in a line of Go's the first is the client's own. */
const PLACES = [
  // read tcp 172.18.0.3:44321->10.0.0.5:3306: i/o timeout
  new RegExp(String.raw`->\s?(${IPV4}):(\d{2,5})\b`),
  // connection to server at "db.shop.cn" (10.0.0.5), port 5432 failed; libpq from 14 on
  new RegExp(String.raw`\bserver at "(${HOST})".{0,40}?port (\d{2,5})\b`),
  // The TCP/IP connection to the host 10.0.0.5, port 1433 has failed; SQL Server's JDBC
  new RegExp(String.raw`\bconnection to the host (${HOST}), port (\d{2,5})\b`, 'i'),
  // connect ECONNREFUSED 10.0.0.5:5432, dial tcp 10.0.0.5:3306: i/o timeout
  new RegExp(String.raw`\b(${IPV4}):(\d{2,5})\b`),
  // Failed to connect to db.shop.cn:1433 in 15000ms, Connection to db.shop.cn:5432 refused
  new RegExp(
    String.raw`\b(?:connect(?:ing|ion)? to|UnableToConnect on)(?: server| host)? \[?([\w-]+(?:\.[\w-]+)+):(\d{2,5})\b`,
    'i',
  ),
] as const;

/** libpq before 14 says on three lines: Is the server running on host "10.0.0.5" and accepting TCP/IP connections on port 5432? */
const OVER_LINES = [
  new RegExp(String.raw`\brunning on host "(${HOST})".{0,60}?\son port (\d{2,5})\b`),
] as const;

function firstOf(patterns: readonly RegExp[], text: string): Place | undefined {
  for (const pattern of patterns) {
    const [, address, port] = pattern.exec(text) ?? [];
    if (address !== undefined && Number(port) <= 65_535) return { address, port: Number(port) };
  }
  return undefined;
}

/** Every place that these lines complain about. */
export function placesIn(lines: readonly string[]): readonly Place[] {
  return lines.flatMap((text, index) => {
    if (!CONNECT_FAILURE.test(text)) return [];
    return firstOf(PLACES, text) ?? firstOf(OVER_LINES, lines.slice(index, index + 3).join(' ')) ?? [];
  });
}
