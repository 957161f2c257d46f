import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';

interface Saying {
  readonly cause: string;
  readonly title: string;
  /** What such an application writes; `NAME` is drawn. */
  readonly lines: readonly string[];
}

const PRELOGIN =
  'Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the pre-login handshake.';

const SAYINGS: readonly Saying[] = [
  {
    cause: 'sqlserver-error-26',
    title: 'the connection string names an instance, and nobody answers on UDP 1434',
    lines: [
      'System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)',
    ],
  },
  {
    cause: 'sqlserver-18456',
    title: 'SQL Server refuses the login',
    lines: [
      "System.Data.SqlClient.SqlException (0x80131904): Login failed for user 'NAME'.",
      '   at System.Data.SqlClient.SqlInternalConnectionTds..ctor()',
      'ClientConnectionId:5a5c8d1e-0d5e-4b93-9f0e-0c6d3a7c0b11',
      'Error Number:18456,State:1,Class:14',
    ],
  },
  {
    cause: 'sqlserver-4060',
    title: 'the database was not restored on the new server',
    lines: [
      'System.Data.SqlClient.SqlException (0x80131904): Cannot open database "NAME" requested by the login. The login failed.',
      "Login failed for user 'NAME'.",
      'Error Number:4060,State:1,Class:11',
    ],
  },
  {
    cause: 'sqlserver-tls-prelogin',
    title: 'image and server have no TLS version in common',
    lines: [
      `${PRELOGIN} (provider: TCP Provider, error: 35 - An internal exception was caught)`,
      ' ---> System.Security.Authentication.AuthenticationException: Authentication failed, see inner exception.',
      ' ---> Interop+Crypto+OpenSslCryptographicException: error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol',
    ],
  },
  {
    cause: 'rabbitmq-auth',
    title: 'RabbitMQ refuses the login',
    lines: [
      'RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable',
      ' ---> RabbitMQ.Client.Exceptions.AuthenticationFailureException: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
    ],
  },
  {
    cause: 'pool-exhausted',
    title: 'the pool of database connections is used up',
    lines: [
      'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
    ],
  },
];

type Manner = 'serves on' | 'ends' | 'restarts';

/** Busybox says what the application would; the database beside it is real, and answers. */
export const sayingCases: readonly LabCase[] = SAYINGS.map(({ cause, title, lines }) => ({
  id: cause,
  cause,
  title,
  draw(random) {
    const vpc = drawVpc(random);
    const [port, other] = drawPorts(random);
    const [name, neighbour] = drawNames(random);
    const herring = drawHerring(random);
    const manner = random.pick<Manner>(['serves on', 'ends', 'restarts']);
    const word = random.pick(['shop', 'orders_prod', 'erp']);
    const database = nth(vpc.subnet, random.int(201, 240));
    const said = lines.map((line) => `echo ${shell(line.replaceAll('NAME', word))} >&2`);
    const end = manner === 'serves on' ? 'exec httpd -f -p 5000 -h /www' : 'sleep 0.3; exit 1';
    return {
      drawn: `${name} on ${port} says it of ${word} and ${manner}, rds at ${database}, ${herring.what}`,
      boot: vpc,
      needs: [{ name: 'rds', address: database, port: 1433 }],
      restless: manner === 'restarts',
      async arrange(host) {
        await host.cloud.database({ address: database, subnet: vpc.subnet, port: 1433 });
        const script = ['echo "info: Application starting"', ...said, end].join('; ');
        const tag = await image(host, 'shop/app:7', {
          lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
        });
        const extra = ['--restart', manner === 'restarts' ? 'always' : 'no'];
        await serve(host, { name: neighbour, listen: 8080, publish: [`${other}:8080`] });
        await start(host, { name, image: tag, publish: [`${port}:5000`], extra });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, other, 'answers');
        if (manner === 'serves on') await expectOutside(host, port, 'answers');
        if (!(await connects(host, database, 1433))) throw new Error('the database does not answer');
        await expectOutput(host, ['docker', 'logs', name], /Exception/);
        if (manner === 'ends')
          await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
      },
      questions: [
        { verdict: 'faulty', cause, about: [name] },
        { target: name, verdict: 'faulty', cause, about: [name] },
        { target: String(port), verdict: 'faulty', cause, about: [name] },
      ],
    };
  },
}));

/** As one word in single quotes. */
function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
