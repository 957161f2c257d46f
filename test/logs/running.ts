import type { Snapshot } from '../../src/facts/snapshot.ts';
import { hostSaying, withEnv, withNeeds } from '../support/log-rule.ts';
import { withContainer, withCopy, withText } from '../support/one-rule.ts';
import type { Signature } from './ended.ts';

const saying = (log: string): Snapshot => hostSaying(log.split('\n'));
const PID = { State: { Pid: 4242 } };
const limits = (snapshot: Snapshot, line: string) =>
  withText(withContainer(snapshot, 'shop-web', PID), 'container-limits', `${line}\n`);

/** Of applications that go on, while something that they need does not work; what they wrote is from where it says. */
const said: readonly (readonly [cause: string, what: string, log: string])[] = [
  // traefik/traefik issue 12253
  [
    'api-too-old',
    'Traefik',
    'ERR Failed to retrieve information of the docker client and server host error="Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version" providerName=docker',
  ],
  // containrrr/watchtower issue 2124
  [
    'api-too-old',
    'Watchtower',
    'time="2026-11-22T11:59:49Z" level=error msg="Error response from daemon: client version 1.25 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version"',
  ],
  // dotnet/SqlClient issue 2385
  [
    'sqlserver-error-26',
    'SqlClient',
    `fail: Microsoft.EntityFrameworkCore.Database.Connection[20004]
      An error occurred using the connection to database 'shop' on server 'db\\SQLEXPRESS'.
      Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)`,
  ],
  // SQL Server's words in the exception of microsoft/mssql-jdbc
  [
    'sqlserver-18456',
    'JDBC',
    "com.microsoft.sqlserver.jdbc.SQLServerException: Login failed for user 'shop'. ClientConnectionId:8f1b2c9e-1e3e-4d0c-9d8e-0c9d1f0b7f11\n\tat com.microsoft.sqlserver.jdbc.SQLServerException.makeFromDatabaseError(SQLServerException.java:262)",
  ],
  // davidcomerford/pyodbc-mssql-lambda-layer issue 4
  [
    'sqlserver-18456',
    'pyodbc',
    "pyodbc.InterfaceError: ('28000', \"[28000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Login failed for user 'shop'. (18456) (SQLDriverConnect)\")",
  ],
  // tediousjs/tedious issue 383
  [
    'sqlserver-18456',
    'tedious',
    "ConnectionError: Login failed for user 'shop'.\n    at Login7TokenHandler.onErrorMessage (/app/node_modules/tedious/lib/token/handler.js:186:19) {\n  code: 'ELOGIN'",
  ],
  // denisenkom/go-mssqldb issue 174
  [
    'sqlserver-18456',
    'Go',
    "2026/11/22 11:59:49 Ping failed:Login error: mssql: Login failed for user 'shop'",
  ],
  // yehoshuadimarsky/bcpandas issue 28: a server that speaks Chinese
  [
    'sqlserver-18456',
    'ODBC, in Chinese',
    "sqlalchemy.exc.InterfaceError: (pyodbc.InterfaceError) ('28000', \"[28000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]用户 'sa' 登录失败。 (18456) (SQLDriverConnect)\")",
  ],
  [
    'sqlserver-4060',
    'ODBC, in Chinese',
    "sqlalchemy.exc.InterfaceError: (pyodbc.InterfaceError) ('28000', '[28000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]用户 \\'sa\\' 登录失败。 (18456) (SQLDriverConnect); [28000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]无法打开登录所请求的数据库 \"qq\"。登录失败。 (4060)')",
  ],
  // NimblePros/eShopOnWeb issue 136
  [
    'sqlserver-4060',
    'SqlClient',
    'Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot open database "shop" requested by the login. The login failed.\nLogin failed for user \'sa\'.\n   at Microsoft.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception)',
  ],
  // SQL Server's words behind those that ODBC puts before them, as in yehoshuadimarsky/bcpandas issue 28
  [
    'sqlserver-4060',
    'pyodbc',
    "pyodbc.ProgrammingError: ('42000', '[42000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Cannot open database \"shop\" requested by the login. The login failed. (4060) (SQLDriverConnect)')",
  ],
  // dotnet/dotnet-docker issue 1109
  [
    'sqlserver-tls-prelogin',
    'SqlClient, error 35',
    `Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the pre-login handshake. (provider: TCP Provider, error: 35 - An internal exception was caught)
 ---> System.Security.Authentication.AuthenticationException: Authentication failed, see inner exception.
 ---> Interop+OpenSsl+SslException: SSL Handshake failed with OpenSSL error - SSL_ERROR_SSL.
 ---> Interop+Crypto+OpenSslCryptographicException: error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol`,
  ],
  // dotnet/SqlClient issue 776
  [
    'sqlserver-tls-prelogin',
    'SqlClient, error 31',
    'Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the pre-login handshake. (provider: SSL Provider, error: 31 - Encryption(ssl/tls) handshake failed)',
  ],
  // RabbitMQ's words (docker-library/rabbitmq issue 139) in the exceptions of its .NET client
  [
    'rabbitmq-auth',
    '.NET',
    'RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable\n ---> RabbitMQ.Client.Exceptions.AuthenticationFailureException: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
  ],
  // amqp-node/amqplib issue 237
  [
    'rabbitmq-auth',
    'Node',
    'Error: Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile."',
  ],
  // rabbitmq/amqp091-go: types.go, ErrCredentials
  [
    'rabbitmq-auth',
    'Go',
    '2026/11/22 11:59:49 Failed to connect to RabbitMQ: Exception (403) Reason: "username or password not allowed"',
  ],
  // bitnami/bitnami-docker-rabbitmq issue 114
  [
    'rabbitmq-auth',
    'the broker',
    "2026-11-22 11:59:49.130 [error] <0.597.0> Error on AMQP connection <0.597.0> (172.18.0.5:42526 -> 172.18.0.2:5672, state: starting):\nPLAIN login refused: user 'guest' can only connect via localhost",
  ],
  // npgsql/npgsql issue 5156
  [
    'pool-exhausted',
    'Npgsql',
    "Npgsql.NpgsqlException (0x80004005): The connection pool has been exhausted, either raise 'Max Pool Size' (currently 100) or 'Timeout' (currently 15 seconds) in your connection string.",
  ],
  // brettwooldridge/HikariCP issue 963
  [
    'pool-exhausted',
    'Hikari',
    'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.\n\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:676)',
  ],
  // sqlalchemy.org, error messages: 3o7r
  [
    'pool-exhausted',
    'SQLAlchemy',
    'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
  ],
  // knex/knex: lib/client.js
  [
    'pool-exhausted',
    'Knex',
    'KnexTimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?',
  ],
  // mysql-net/MySqlConnector: ServerSession's exception
  [
    'pool-exhausted',
    'MySqlConnector',
    'MySqlConnector.MySqlException (0x80004005): Connect Timeout expired. All pooled connections are in use.',
  ],
  // prisma/orm issue 24891
  [
    'pool-exhausted',
    'Prisma',
    'Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 10, connection limit: 5)',
  ],
  // psycopg/psycopg issue 219
  ['pool-exhausted', 'psycopg', "psycopg_pool.PoolTimeout: couldn't get a connection after 30.0 sec"],
  // dotnet/runtime: strings of FileSystemWatcher
  [
    'inotify-limit',
    '.NET',
    'Unhandled exception. System.IO.IOException: The configured user limit (128) on the number of inotify instances has been reached, or the per-process limit on the number of open file descriptors has been reached.\n   at System.IO.FileSystemWatcher.StartRaisingEvents()',
  ],
  // nodejs.org and paulmillr/chokidar's readme
  [
    'inotify-limit',
    'Node',
    "Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src'\n    at FSWatcher.<computed> (node:internal/fs/watchers:247:19)",
  ],
  // golang/go: crypto/x509
  [
    'cert-expired',
    'Go',
    'Get "https://pay.shop.cn/v1": x509: certificate has expired or is not yet valid: current time 2026-11-22T11:59:49Z is after 2026-11-20T03:04:04Z',
  ],
  // nodejs.org: tls
  [
    'cert-expired',
    'Node',
    "Error: certificate has expired\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1674:34) {\n  code: 'CERT_HAS_EXPIRED'\n}",
  ],
  // python.org: ssl
  [
    'cert-expired',
    'Python',
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
  ],
];

const DF = 'Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n';
const mounted = (log: string) =>
  withContainer(saying(log), 'shop-web', {
    Mounts: [{ Type: 'bind', Source: '/data', Destination: '/data', RW: true }],
  });
const onDisk = (log: string, disk: string) =>
  withText(
    withText(
      mounted(log),
      'disks',
      `${DF}/dev/vda1      ext4          41152736 20384132  18867176      52% /\n${disk}`,
    ),
    'mounts',
    '/dev/vda1 / ext4 rw 0 0\n/dev/vdb1 /data ext4 rw,relatime 0 0\n',
  );
const NO_SPACE = 'PANIC:  could not write to file "pg_wal/xlogtemp.81": No space left on device';
const RABBIT = '/var/lib/docker/volumes/mq/_data';
const CREATED = Date.parse('2026-11-22T11:59:48Z') / 1000;
const ERROR_40 =
  'Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)';
const DATABASE = 'DB=Server=10.240.0.9,1433;Database=shop;User Id=sa;Password=Ohng4eeth8';

/** What the log says means something beside what the host says. */
const joined: readonly (readonly [cause: string, what: string, snapshot: Snapshot])[] = [
  [
    'fd-exhausted',
    'a server at its limit',
    limits(saying('accept4(): Too many open files'), '4242 4250 64 64 3 100 0'),
  ],
  [
    'pids-exhausted',
    'a shell that may not fork',
    limits(saying("sh: can't fork: Resource temporarily unavailable"), '4242 4242 4 1024 12 12 7'),
  ],
  [
    'disk-full',
    'PostgreSQL on a full disk',
    onDisk(NO_SPACE, '/dev/vdb1      ext4          23141    23141         0     100% /data\n'),
  ],
  [
    'inodes-full',
    'PostgreSQL on a disk without inodes',
    withText(
      onDisk(NO_SPACE, '/dev/vdb1      ext4          23141       14     21408       1% /data\n'),
      'inodes',
      'Filesystem      Inodes IUsed   IFree IUse% Mounted on\n/dev/vdb1          128 128       0  100% /data\n',
    ),
  ],
  [
    'clock-skew',
    'a certificate that is not valid yet',
    withText(
      saying(
        'x509: certificate has expired or is not yet valid: current time 2026-11-22T08:59:49Z is before 2026-11-22T10:00:00Z\nerror: certificate is not yet valid',
      ),
      'clock',
      `${Math.floor(Date.parse(hostSaying([]).at) / 1000) - 3 * 3600} +0000\n`,
    ),
  ],
  [
    'baked-ip-or-hostname',
    'Redis that is bound to an address of the old network',
    withText(
      hostSaying(
        [
          'Warning: Could not create server TCP listening socket 10.240.1.50:6379: bind: Cannot assign requested address',
        ],
        { down: true },
      ),
      'config-lines',
      '/etc/redis/redis.conf:69:bind 10.240.1.50 127.0.0.1\n',
    ),
  ],
  [
    'localhost-in-container',
    'a connection string that says localhost',
    withEnv(saying(ERROR_40), 'DB=Server=localhost,1433;Database=shop;User Id=sa;Password=Ohng4eeth8'),
  ],
  [
    'connstring-old-region',
    'a connection string of the old region',
    withNeeds(
      withEnv(saying(ERROR_40), DATABASE),
      { name: 'rds', address: '192.168.0.20', port: 1433, outcome: 'connected' },
      { address: '10.240.0.9', port: 1433, of: 'shop-web', outcome: 'timed-out' },
    ),
  ],
  [
    'sqlserver-error-40',
    'a server that refuses',
    withNeeds(withEnv(saying(ERROR_40), DATABASE), {
      address: '10.240.0.9',
      port: 1433,
      of: 'shop-web',
      outcome: 'refused',
    }),
  ],
  [
    'db-only-restarts-later',
    'an application that was started before its database',
    withNeeds(
      withContainer(
        hostSaying(
          ['psql: error: connection to server at "192.168.0.20", port 5432 failed: Connection refused'],
          {
            down: true,
          },
        ),
        'shop-web',
        { HostConfig: { RestartPolicy: { Name: 'on-failure' } } },
      ),
      { name: 'rds', address: '192.168.0.20', port: 5432, outcome: 'connected' },
    ),
  ],
  [
    'rabbitmq-hostname-changed',
    'a broker that began anew beside its old data',
    withText(
      withContainer(saying('Starting broker... completed with 3 plugins.'), 'shop-web', {
        Created: '2026-11-22T11:59:48Z',
        Config: { Hostname: '9b8a7c6d5e4f' },
        Mounts: [{ Type: 'volume', Name: 'mq', Source: RABBIT, Destination: '/var/lib/rabbitmq', RW: true }],
      }),
      'rabbit-nodes',
      `${CREATED - 90_000} ${CREATED - 89_991} ${RABBIT}/mnesia/rabbit@4f5e6a7b8c9d\n${CREATED + 3} ${CREATED + 12} ${RABBIT}/mnesia/rabbit@9b8a7c6d5e4f\n`,
    ),
  ],
  [
    'name-resolution-on-default-bridge',
    'the name of another container, which only its own network knows',
    withCopy(
      saying('could not translate host name "db" to address: Name or service not known'),
      'shop-web',
      'db',
      { NetworkSettings: { Ports: {} }, HostConfig: { PortBindings: {} } },
    ),
  ],
  [
    'healthcheck-failing',
    'a probe that gets an error',
    withContainer(saying('GET /health 500'), 'shop-web', {
      State: {
        Health: {
          Status: 'unhealthy',
          FailingStreak: 5,
          Log: [{ ExitCode: 22, Output: 'curl: (22) The requested URL returned error: 500' }],
        },
      },
      Config: { Healthcheck: { Test: ['CMD-SHELL', 'curl -f http://localhost:8080/health || exit 1'] } },
    }),
  ],
];

/** Their container is shop-web. */
export const runningContainers: readonly Signature[] = [
  ...said.map(([cause, what, log]) => ({ cause, what, snapshot: saying(log) })),
  ...joined.map(([cause, what, snapshot]) => ({ cause, what, snapshot })),
];
