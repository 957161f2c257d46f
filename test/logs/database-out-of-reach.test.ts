import { describe, expect, test } from 'vitest';

import type { Attempt, Outcome, Snapshot } from '../../src/facts/snapshot.ts';
import { diagnoseSnapshot } from '../../src/flows/diagnose.ts';
import { placesIn } from '../../src/model/connect-failure.ts';
import { needsOfContainers } from '../../src/model/needs-of-containers.ts';
import { withContainer, withText } from '../support/one-rule.ts';
import { edited, recordedHost } from '../support/recorded-hosts.ts';
import { viewOf } from '../support/views.ts';
import { alarms, logsOf } from './logs-of.ts';

const AT = '192.168.0.20';
const story = recordedHost('the-story-route-deleted').snapshot;
const beside = recordedHost('healthy-databases').snapshot;

/** What clients write where nobody answers at that place; where the words are from stands above them. */
const COMPLAINTS: readonly (readonly [client: string, port: number, log: string])[] = [
  // dotnet/SqlClient: the words of error 40, which name no place; the connection string does
  [
    'SqlClient',
    1433,
    'Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)',
  ],
  // bezkoder/spring-boot-sql-server issue 2
  [
    'JDBC of SQL Server',
    1433,
    'com.microsoft.sqlserver.jdbc.SQLServerException: The TCP/IP connection to the host 192.168.0.20, port 1433 has failed. Error: "connect timed out. Verify the connection properties."',
  ],
  // tediousjs/tedious issue 373
  ['tedious', 1433, 'ConnectionError: Failed to connect to 192.168.0.20:1433 in 15000ms'],
  // mysql/mysql-server: CR_CONN_HOST_ERROR, with the port since 8.0
  ['mysql', 3306, "ERROR 2003 (HY000): Can't connect to MySQL server on '192.168.0.20:3306' (110)"],
  // go-sql-driver/mysql hands on what net.Dial says
  ['Go', 3306, '2026/11/22 11:53:17 dial tcp 192.168.0.20:3306: i/o timeout'],
  // golang/go: net.OpError names the client's own place first
  ['Go, while reading', 3306, 'read tcp 172.22.0.2:40112->192.168.0.20:3306: i/o timeout'],
  // npgsql/npgsql issue 4739
  [
    'Npgsql',
    5432,
    'Npgsql.NpgsqlException (0x80004005): Failed to connect to 192.168.0.20:5432\n ---> System.TimeoutException: Timeout during connection attempt',
  ],
  // tines/rails-pg-adapter pull request 15
  ['libpq from 14 on', 5432, 'connection to server at "192.168.0.20", port 5432 failed: timeout expired'],
  // pgadmin-org/pgadmin4 issue 4837
  [
    'libpq before 14',
    5432,
    'could not connect to server: Connection timed out\n\tIs the server running on host "192.168.0.20" and accepting\n\tTCP/IP connections on port 5432?',
  ],
  // Nuvalence/sqlserver2pgsql-docker issue 1
  [
    'pgjdbc',
    5432,
    'org.postgresql.util.PSQLException: Connection to 192.168.0.20:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.',
  ],
  // redis/redis: redis-cli
  ['redis-cli', 6379, 'Could not connect to Redis at 192.168.0.20:6379: Connection timed out'],
  // redis/redis-py: the words of its ConnectionError
  [
    'redis-py',
    6379,
    'redis.exceptions.ConnectionError: Error 113 connecting to 192.168.0.20:6379. No route to host.',
  ],
  // StackExchange/StackExchange.Redis issue 1453
  [
    'StackExchange.Redis',
    6379,
    'StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s). UnableToConnect on 192.168.0.20:6379/Interactive, Initializing/NotStarted, last: NONE, origin: BeginConnectAsync, outstanding: 0, last-read: 0s ago',
  ],
  // redis/lettuce issue 1004
  ['Lettuce', 6379, 'io.lettuce.core.RedisConnectionException: Unable to connect to 192.168.0.20:6379'],
  // mongodb/node-mongodb-native: MongoServerSelectionError hands on what the socket says
  ['MongoDB of Node', 27_017, 'MongoServerSelectionError: connect ETIMEDOUT 192.168.0.20:27017'],
  // OrleansContrib/Orleans.Providers.MongoDB issue 52
  [
    'MongoDB of .NET',
    27_017,
    'System.TimeoutException: A timeout occured after 30000ms selecting a server using CompositeServerSelector{ Selectors = MongoDB.Driver.MongoClient+AreSessionsSupportedServerSelector, LatencyLimitingServerSelector{ AllowedLatencyRange = 00:00:00.0150000 } }. Client view of cluster state is { ClusterId : "1", ConnectionMode : "Automatic", Type : "Unknown", State : "Disconnected", Servers : [{ ServerId: "{ ClusterId : 1, EndPoint : "192.168.0.20:27017" }", EndPoint: "192.168.0.20:27017", State: "Disconnected", Type: "Unknown" }] }.',
  ],
  // opencb/opencga issue 1378
  [
    'MongoDB of Java',
    27_017,
    'com.mongodb.MongoTimeoutException: Timed out after 30000 ms while waiting to connect. Client view of cluster state is {type=UNKNOWN, servers=[{address=192.168.0.20:27017, type=UNKNOWN, state=CONNECTING, exception={com.mongodb.MongoSocketOpenException: Exception opening socket}, caused by {java.net.SocketTimeoutException: connect timed out}}]',
  ],
];

function idOf(snapshot: Snapshot, name: string): string {
  const found = viewOf('containers', snapshot).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found.id;
}

/** What the container wrote in its present run. */
function saying(snapshot: Snapshot, name: string, log: string): Snapshot {
  const { inspect } = viewOf('containers', snapshot).find((one) => one.name === name) ?? {};
  const at = new Date(Date.parse(inspect?.state.startedAt ?? '') + 1_500).toISOString();
  const text = log.split('\n').map((line) => `${at} ${line}\n`);
  return withText(snapshot, 'docker-logs', JSON.stringify({ [idOf(snapshot, name)]: text.join('') }));
}

/** The database of the recorded host, at another port or with another end of the attempt on it. */
function withDatabase(snapshot: Snapshot, port: number, outcome?: Outcome): Snapshot {
  const moved = (attempt: Attempt): Attempt =>
    attempt.about.kind === 'need' && attempt.about.need === 'rds'
      ? { ...attempt, to: { ...attempt.to, port }, outcome: outcome ?? attempt.outcome }
      : attempt;
  return {
    ...snapshot,
    needs: snapshot.needs.map((need) => (need.name === 'rds' ? { ...need, port } : need)),
    attempts: snapshot.attempts.map(moved),
  };
}

const crashed = (snapshot: Snapshot, name: string) => {
  const started = Date.parse(
    viewOf('containers', snapshot).find((one) => one.name === name)?.inspect.state.startedAt ?? '',
  );
  const FinishedAt = new Date(started + 2_000).toISOString();
  const State = { Status: 'exited', Running: false, Pid: 0, ExitCode: 1, FinishedAt };
  return withContainer(snapshot, name, { State });
};

describe.each(COMPLAINTS)('%s', (_, port, log) => {
  const host = withDatabase(saying(story, 'topapi', log), port);

  test('the route that was deleted is the cause, whether topapi goes on or ended over it', async () => {
    for (const snapshot of [host, crashed(host, 'topapi')]) {
      const { causes, verdict } = await logsOf(snapshot, 'topapi');
      expect({ first: alarms(causes)[0], verdict }).toEqual({
        first: 'connected-route-deleted-by-hand',
        verdict: 'faulty',
      });
      expect(causes[0]?.explanation).toContain(`Packets for rds (${AT}) go`);
      expect(alarms(causes)).not.toContain('app-crash');
      expect(diagnoseSnapshot(snapshot, { container: 'topapi' }).causes[0]?.cause).toBe(
        'connected-route-deleted-by-hand',
      );
    }
  });

  test('what it has got over is no cause', async () => {
    const over = saying(story, 'topapi', `${log}\ninfo: connection restored`);
    expect(alarms((await logsOf(over, 'topapi')).causes)).toEqual([]);
  });
});

const placed = COMPLAINTS.filter(([client]) => client !== 'SqlClient');

test.each(placed)('%s: the place is read from the line, and tried', (_, port, log) => {
  const host = saying(story, 'topapi', log);
  expect(placesIn(log.split('\n'))).toContainEqual({ address: AT, port });
  const containers = viewOf('containers', host);
  const seen = { containers, logs: viewOf('logs', host), networks: [], needs: [] };
  expect(needsOfContainers({ ...seen, now: Date.parse(host.at) })).toContainEqual({
    name: `${AT}:${port}`,
    address: AT,
    port,
    of: 'topapi',
  });
});

const MYSQL = "ERROR 2003 (HY000): Can't connect to MySQL server on '192.168.9.77:3306' (111)";

test('the container beside it, which says nothing of the kind, is not accused', async () => {
  const host = withDatabase(saying(story, 'topapi', MYSQL.replace('192.168.9.77', AT)), 3306);
  expect(alarms((await logsOf(host, 'portainer')).causes)).toEqual([]);
});

test('a place that answers now is no cause, and neither is another one that does not', async () => {
  const answers = withDatabase(saying(beside, 'orders', MYSQL), 3306);
  expect(alarms((await logsOf(answers, 'orders')).causes)).toEqual([]);
  const other = withDatabase(saying(beside, 'orders', MYSQL.replace('.77', '.78')), 3306, {
    kind: 'refused',
  });
  const { causes, unknowns } = await logsOf(other, 'orders');
  expect({ causes, open: unknowns.filter(({ check }) => check === 'symptoms') }).toEqual({
    causes: [],
    open: [],
  });
});

test('a server that refuses, of which the host knows nothing more, leaves the question open', async () => {
  const host = withDatabase(saying(beside, 'orders', MYSQL), 3306, { kind: 'refused' });
  const { verdict, unknowns } = await logsOf(host, 'orders');
  expect(verdict).toBe('unknown');
  expect(unknowns.find(({ check }) => check === 'symptoms')?.because).toMatch(
    /^rds \(192\.168\.9\.77:3306\) is refused .* No known cause explains it\.$/,
  );
});

/** A route of somebody's own over the database, as iproute2 and the kernel show it. */
const blackhole = edited(
  edited(beside, 'routes', 'default via', 'blackhole 192.168.9.77\ndefault via'),
  'kernel-routes',
  /192\.168\.9\.77 dev[^\n]*\n *cache *\n/,
  'RTNETLINK answers: Invalid argument\n',
);

test.each([
  ['SQL Server', COMPLAINTS[0]?.[2] ?? '', 1433],
  ['MySQL', MYSQL, 3306],
])(
  '%s: a place without a name of its own where packets die is told before the line',
  async (_, log, port) => {
    const outcome = { kind: 'unreachable', afterMs: 1, because: 'Invalid argument' } as const;
    const host = withDatabase(saying(blackhole, 'orders', log), port, outcome);
    for (const snapshot of [host, crashed(host, 'orders')]) {
      const { causes } = await logsOf(snapshot, 'orders');
      expect(alarms(causes)).toEqual(['blocked-by-route']);
      expect(JSON.stringify(causes[0]?.evidence)).toContain('blackhole 192.168.9.77');
    }
  },
);
