import { withoutUndefined } from './parsed.ts';

/** Where a connection string leads. Never a user or a password. */
export interface Endpoint {
  /** The environment variable that holds it. */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  /** `server\instance` without a port. */
  readonly instance?: string;
}

const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mysql2: 3306,
  mariadb: 3306,
  mongodb: 27_017,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  amqps: 5671,
  sqlserver: 1433,
  mssql: 1433,
  nats: 4222,
};

/**
 * What an environment variable says about a service that the container connects to:
 *
 *     ConnectionStrings__Default=Server=tcp:192.168.0.20,1433;Database=shop;User Id=sa;Password=…
 *     DATABASE_URL=postgres://shop:…@db.internal:5432/shop      jdbc:sqlserver://192.168.0.20:1433;databaseName=shop
 *     DB_HOST=192.168.0.20 (with DB_PORT=3306)                  REDIS=192.168.0.9:6379,abortConnect=false
 */
export function endpointsOf(variables: readonly (readonly [name: string, value: string])[]): Endpoint[] {
  const byName = new Map(variables);
  return variables.flatMap(([variable, value]): Endpoint[] => {
    const found = ofPairs(value) ?? ofUrl(value) ?? ofHostVariable(variable, value, byName);
    if (found === undefined || !/^[\w.:-]+$/.test(found.host)) return [];
    return [{ variable, ...found }];
  });
}

type Place = Omit<Endpoint, 'variable'>;

/** ADO.NET, ODBC, Npgsql. */
function ofPairs(value: string): Place | undefined {
  if (!/(?:^|;) *(?:database|initial catalog|user id|uid|user|username|password|pwd) *=/i.test(value)) {
    return undefined;
  }
  const [, key = '', server = ''] =
    /(?:^|;) *(server|data source|host|hostname|addr|address|network address) *= *([^;]+)/i.exec(value) ?? [];
  const [, host, instance, comma] =
    /^(?:tcp:)?([^\\,:\s]+)(?:\\([^,\s]+))?(?:[,:] *(\d{1,5}))?/i.exec(server) ?? [];
  if (host === undefined) return undefined;
  const port = comma ?? /(?:^|;) *port *= *(\d{1,5})/i.exec(value)?.[1];
  const mysql = instance === undefined && /(?:^|;) *(?:uid|ssl ?mode|charset) *=/i.test(value);
  const usual = /^host/i.test(key) ? 5432 : mysql ? 3306 : 1433;
  return withoutUndefined({
    host: host === '.' || host === '(local)' ? 'localhost' : host,
    port: Number(port ?? usual),
    instance: port === undefined ? instance : undefined,
  });
}

function ofUrl(value: string): Place | undefined {
  const [, scheme = '', authority = ''] =
    /^(?:jdbc:)?([a-z][a-z0-9+]{2,15}):\/\/([^/?#;]*)/i.exec(value.trim()) ?? [];
  const usual = PORTS[scheme.toLowerCase().split('+')[0] ?? ''];
  // of several servers the first
  const [place = ''] = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  const [, host, port] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(place) ?? [];
  return host === undefined || usual === undefined ? undefined : { host, port: Number(port ?? usual) };
}

const KINDS: readonly (readonly [RegExp, number])[] = [
  [/MS_?SQL|SQL_?SERVER/i, 1433],
  [/PG|POSTGRES/i, 5432],
  [/MYSQL|MARIADB/i, 3306],
  [/REDIS/i, 6379],
  [/MONGO/i, 27_017],
  [/RABBIT|AMQP/i, 5672],
  [/(?:^|_)(?:DB|DATABASE)(?:_|$)/i, 0],
];

/** `DB_HOST` with its `DB_PORT`, or `REDIS=10.0.0.9:6379`. */
function ofHostVariable(name: string, value: string, all: ReadonlyMap<string, string>): Place | undefined {
  const kind = KINDS.find(([pattern]) => pattern.test(name));
  if (kind === undefined) return undefined;
  const [, together, port] = /^([\w.-]+):(\d{1,5})(?:,|$)/.exec(value) ?? [];
  if (together !== undefined) return { host: together, port: Number(port) };
  if (!/_?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.test(name) || !/^[\w-]+(?:\.[\w-]+)*$/.test(value)) {
    return undefined;
  }
  const stem = name.replace(/_?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i, '');
  const beside = all.get(`${stem}_PORT`) ?? all.get(`${stem}PORT`);
  const own = beside !== undefined && /^\d{1,5}$/.test(beside) ? Number(beside) : kind[1];
  return own === 0 ? undefined : { host: value, port: own };
}
