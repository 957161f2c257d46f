import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const glue = (...parts: string[]): string => parts.join('');

/** Made up in the shapes of the real ones; put together here so that no scanner takes this file for a leak. */
const made = {
  password: 'Tr0ub4dor&3-Zürich',
  plain: 'hV7qPz2Wm9',
  slackBot: ['xoxb', '2154687954', '3215468798', 'kJ8hG5fD3sA1qW4eR7tY'].join('-'),
  slackApp: ['xapp', '1', 'A01BCDEF2GH', '1234567890', 'abcdef0123456789abcdef0123456789'].join('-'),
  webhook: ['T01ABCDEF', 'B02GHIJKL', 'mN3oP4qR5sT6uV7wX8yZ9aB0'].join('/'),
  github: glue('ghp', '_16C7e42F292c6912E7710c838347Ae178B4a'),
  githubFine: glue('github', '_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789'),
  gitlab: glue('glpat', '-9xYzAbCdEfGhIjKlMnOp'),
  npm: glue('npm', '_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5'),
  stripe: glue('sk', '_live_4eC39HqLyjWDarjtT1zdp7dc'),
  stripeRestricted: glue('rk', '_live_51H8xYzAbCdEfGhIjKlMnOp'),
  google: glue('AI', 'zaSyD3k9F7hG2jK8lM4nP6qR1sT5uV9wX3yZ0'),
  aws: glue('AK', 'IAIOSFODNN7EXAMPL3'),
  awsSession: glue('AS', 'IAQWERTYUIOP12ABCD'),
  awsSecret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY',
  alibaba: glue('LT', 'AI5tQZr8mXk2Vb7Nc4Lp9J'),
  alibabaSecret: 'x7Kp2QmZ9vR4tY8wB3nL6sD1fG5hJ0',
  tencent: glue('AK', 'IDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA'),
  openai: glue('sk', '-proj-aB3dE5fG7hI9jK1lM3nO5pQ7rS9t'),
  jwt: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
    'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  ].join('.'),
  hex: '9f86d081884c7d659a2feaa0c55ad015',
};

/** Each line as real tools and programs print it; the second part is what must be gone, the third what must stay. */
const leaking: readonly (readonly [line: string, secret: string, ...stays: string[]])[] = [
  // .NET connection strings
  [
    `Server=192.168.0.20,1433;Database=shop;User Id=sa;Password=${made.plain}`,
    made.plain,
    '192.168.0.20,1433',
    'User Id=sa',
  ],
  [
    `Data Source=rds.internal;Initial Catalog=shop;User ID=sa;Pwd=${made.plain};Encrypt=true`,
    made.plain,
    'rds.internal',
    'Encrypt=true',
  ],
  [`Server=db;Password=two words 7;User Id=sa`, 'two words 7', 'User Id=sa'],
  [`Server=db;User Id=sa;Password="a;b 9"`, 'a;b 9'],
  [`Server=db;User Id=sa;Password='${made.password}'`, made.password],
  [`"ConnectionStrings__Default=Server=10.0.0.7;Uid=app;Pwd=${made.plain}"`, made.plain, '10.0.0.7'],
  [
    `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${made.hex}+/A==;EndpointSuffix=core.windows.net`,
    `${made.hex}+/A==`,
    'AccountName=shop',
  ],
  [
    `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${made.hex}=`,
    `${made.hex}=`,
    'SharedAccessKeyName=Root',
  ],
  // key=value, properties, shells, units
  [`spring.datasource.password=${made.password}`, made.password],
  [`export DB_PASSWORD=${made.plain}; ./run.sh`, made.plain, './run.sh'],
  [`Environment="MYSQL_ROOT_PASSWORD=${made.plain}" "TZ=Asia/Shanghai"`, made.plain, 'TZ=Asia/Shanghai'],
  [
    `level=info msg="login" user=root password=${made.plain} remote=10.0.0.9:443`,
    made.plain,
    'remote=10.0.0.9:443',
  ],
  [`PoolConfig(user=shop, password=${made.plain}, maxPoolSize=10)`, made.plain, 'maxPoolSize=10)'],
  [`password = correct horse battery staple`, 'correct horse battery staple'],
  [`PGPASSWORD=${made.plain} psql -h 10.0.0.5`, made.plain, 'psql -h 10.0.0.5'],
  [`redis.clients.passwd:${made.plain}`, made.plain],
  [`数据库密码：${made.plain}`, made.plain],
  [`password=ab\\cd7`, 'ab\\cd7'],
  [`password=ab"cd7 next`, 'ab"cd7', 'next'],
  [`requirepass ${made.plain}`, made.plain],
  // JSON and escaped JSON
  [`{"user":"root","password":"${made.plain}","host":"10.0.0.5"}`, made.plain, '"host":"10.0.0.5"'],
  [`{"password": 8472615}`, '8472615'],
  [`12:01:03 request {"apiKey":"${made.hex}","path":"/v1"} took 3ms`, made.hex, '"path":"/v1"'],
  [`msg="{\\"client_secret\\":\\"${made.hex}\\",\\"id\\":7}"`, made.hex, '\\"id\\":7'],
  [`"{\\\\\\"accessToken\\\\\\":\\\\\\"${made.hex}\\\\\\"}"`, made.hex],
  [`{'password': '${made.plain}', 'port': 5432}`, made.plain, "'port': 5432"],
  [`[{"name":"DB_PASSWORD","value":"${made.plain}"}]`, made.plain, '"DB_PASSWORD"'],
  [`{"Cmd":["mysqld","--password","${made.plain}","--port","3306"]}`, made.plain, '"3306"'],
  [
    `{"auths":{"registry.example.com":{"auth":"c2hvcDpoVjdxUHoyV205"}}}`,
    'c2hvcDpoVjdxUHoyV205',
    'registry.example.com',
  ],
  // YAML and XML
  [`  password: correct horse  # rotate`, 'correct horse', '# rotate'],
  [`- name: DB_PASSWORD\n  value: ${made.plain}`, made.plain],
  [`secret: |\n  ${made.hex}\n  ${made.plain}\nport: 80`, made.plain, 'port: 80'],
  [`<Password>${made.plain}</Password>`, made.plain],
  [`<add key="ApiKey" value="${made.hex}" />`, made.hex],
  // command lines
  [`docker login -u shop -p ${made.plain} registry.example.com`, made.plain, 'registry.example.com'],
  [`mysqldump -h 10.0.0.5 -uroot -p${made.plain} shop`, made.plain, '-h 10.0.0.5'],
  [`sshpass -p ${made.plain} ssh root@10.0.0.5`, made.plain, 'ssh root@10.0.0.5'],
  [`curl -sS -u shop:${made.plain} http://10.0.0.5:8080/`, made.plain, 'http://10.0.0.5:8080/'],
  [`redis-cli -h 10.0.0.5 -a ${made.plain} ping`, made.plain],
  [`app --db-password ${made.plain} --port 80`, made.plain, '--port 80'],
  [`app --token=${made.hex}`, made.hex],
  [`CREATE USER shop IDENTIFIED BY '${made.plain}'`, made.plain],
  [`ALTER USER shop WITH PASSWORD '${made.plain}'`, made.plain],
  // URLs
  [`postgres://shop:${made.plain}@10.0.0.5:5432/shop`, made.plain, '10.0.0.5:5432/shop', 'postgres://shop:'],
  [`redis://:${made.plain}@cache:6379/0`, made.plain, 'cache:6379/0'],
  [`amqp://shop:p@ss7@mq:5672`, 'p@ss7', 'mq:5672'],
  [`postgres://shop:p/w7@10.0.0.5/shop`, 'p/w7', '10.0.0.5/shop'],
  [`{"url":"https:\\/\\/shop:${made.plain}@registry.example.com"}`, made.plain],
  [`root:${made.plain}@tcp(127.0.0.1:3306)/shop`, made.plain, '@tcp(127.0.0.1:3306)/shop'],
  [`GET /file?sig=${made.hex}%3D&se=2026 HTTP/1.1`, made.hex, 'se=2026'],
  [`GET /cb?code=4%2F0AX4XfWh&state=x`, '4%2F0AX4XfWh', 'state=x'],
  [`GET /cb?access_token=${made.hex}&user=7`, made.hex, 'user=7'],
  [`https://oapi.dingtalk.com/robot/send?access_token=${made.hex}`, made.hex, 'oapi.dingtalk.com'],
  [`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4`, '693a91f6-7xxx-4bc4'],
  // headers
  [`Authorization: Basic c2hvcDpoVjdxUHoyV205`, 'c2hvcDpoVjdxUHoyV205', 'Authorization: Basic'],
  [`> proxy-authorization: Bearer ${made.hex}`, made.hex],
  [`map[Authorization:[Bearer ${made.hex}] Accept:[*/*]]`, made.hex, 'Accept:[*/*]'],
  [`curl -H "Authorization: token ${made.hex}" http://10.0.0.5`, made.hex, 'http://10.0.0.5'],
  [`Authorization: ${made.hex}`, made.hex],
  [`Cookie: sid=${made.hex}; theme=d4rk`, made.hex, 'Cookie: sid='],
  [`Set-Cookie: .AspNetCore.Session=${made.hex}%2B; path=/; httponly`, made.hex, 'path=/; httponly'],
  [`X-Api-Key: ${made.hex}`, made.hex],
  [`sending bearer ${made.hex} upstream`, made.hex, 'upstream'],
  // tokens known by their looks
  [`got ${made.jwt} from client`, made.jwt, 'from client'],
  ...(
    [
      'slackBot',
      'slackApp',
      'github',
      'githubFine',
      'gitlab',
      'npm',
      'stripe',
      'stripeRestricted',
      'google',
      'aws',
      'awsSession',
      'alibaba',
      'tencent',
      'openai',
    ] as const
  ).map((name) => [`sent ${made[name]} to 10.0.0.5`, made[name], 'to 10.0.0.5'] as const),
  [`https://hooks.slack.com/services/${made.webhook}`, made.webhook, 'https://hooks.slack.com/services/'],
  [`aws_secret_access_key = ${made.awsSecret}`, made.awsSecret],
  [`AccessKeySecret: ${made.alibabaSecret}`, made.alibabaSecret],
  [`SecretKey=${made.alibabaSecret}`, made.alibabaSecret],
  [
    `docker swarm join --token SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743ojnwacrr2e7c 10.0.0.5:2377`,
    '49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv',
    '10.0.0.5:2377',
  ],
  [`admin:$apr1$TqI9WECO$LHZB2DqRlk9nObiB6vJG90`, 'LHZB2DqRlk9nObiB6vJG90', 'admin:'],
];

describe('a secret is masked wherever it stands', () => {
  it.each(leaking.map(([line, secret, ...stays]) => ({ line, secret, stays })))(
    '$line',
    ({ line, secret, stays }) => {
      const redacted = createRedactor({ key: 'k' }).redact(line);
      expect(redacted).not.toContain(secret);
      expect(redacted).toMatch(/‹secret [0-9a-f]{4}›/);
      for (const kept of stays) expect(redacted).toContain(kept);
    },
  );

  it('also in the middle of other lines, and inside JSON that holds the lines', () => {
    for (const [line, secret] of leaking) {
      const log = `2026-11-20T08:00:00Z start\n${line}\nport 30003 answers\n`;
      const redactor = createRedactor({ key: 'k' });
      expect(redactor.redact(log)).not.toContain(secret);
      const inspected = JSON.stringify({ '0f1e2d': { log: JSON.stringify({ log, stream: 'stdout' }) } });
      const redacted = redactor.redact(inspected);
      expect(redacted).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(redacted).not.toContain(secret);
      expect(() => JSON.parse(JSON.parse(redacted)['0f1e2d'].log)).not.toThrow();
    }
  });
});

describe('what is no secret stays, byte for byte', () => {
  it.each([
    '2026-11-20T08:00:00.123456Z 10.0.0.5:30003 -> 192.168.0.2:80 SYN_SENT',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'Image: shop/topapi@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 Up 3 hours',
    'Failed password for root from 203.0.113.9 port 52144 ssh2',
    'Accepted publickey for root from 203.0.113.9 port 52144 ssh2: RSA SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8',
    'SyntaxError: Unexpected token } in JSON at position 42',
    "Keyword not supported: 'password'.",
    'error: invalid token: unexpected end of input',
    'passed: 12, failed: 0',
    'max_tokens: 4096',
    'DB_PASSWORD=${DB_PASSWORD}',
    'DB_PASSWORD_FILE=/run/secrets/db',
    'password: ********',
    'password=',
    '{"password":null,"token":""}',
    'PasswordAuthentication yes',
    'authorization: enabled',
    'cache miss key=user:123:profile',
    'process exited with code=137',
    'GET /health?code=200 HTTP/1.1',
    'WWW-Authenticate: Basic realm="shop"',
    'using basic authentication for http://10.0.0.5:8080/',
    'ssh://git@10.0.0.5:22/shop.git',
    'http://10.0.0.5:8080/users/@me',
    '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Z deploy@hz-shop',
    'error during connect: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info": dial unix /var/run/docker.sock: permission denied',
    "It was not possible to find any compatible framework version\nThe framework 'Microsoft.AspNetCore.App', version '2.1.0' was not found.",
    'A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)',
    'sshd[812]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9',
    'TokenProvider=Default; keepalive_timeout=65; primary_key=id',
    'token: 12',
    'mysql -h 10.0.0.5 -P 3306 -p',
    'app --proxy-password= --user=x',
    'secret = # none',
    'it learned to pass "-b" on',
    'The requirepass is not compatible with ACL LOAD',
  ])('%s', (line) => {
    const redactor = createRedactor();
    expect(redactor.redact(line)).toBe(line);
    expect(redactor.counts()).toEqual({});
  });
});

const maskWith = (key?: string): string =>
  createRedactor(key === undefined ? {} : { key }).redact(`password=${made.plain}`);

describe('tokens', () => {
  it('are the same for the same secret and differ for different ones, across shapes', () => {
    const redactor = createRedactor({ key: 'k' });
    const [first, second, third] = redactor
      .redact(`password=${made.plain}\n{"pwd":"${made.plain}"}\npassword=${made.hex}`)
      .split('\n')
      .map((line) => /‹secret \w+›/.exec(line)?.[0]);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('stay the same over processes where the key is configured, and tell nothing without it', () => {
    expect(maskWith('k')).toBe(maskWith('k'));
    expect(maskWith('k')).not.toBe(maskWith('another'));
  });

  it('are not masked again', () => {
    for (const [line] of leaking) {
      const redactor = createRedactor({ key: 'k' });
      const once = redactor.redact(line);
      const before = redactor.counts();
      expect(redactor.redact(once)).toBe(once);
      expect(redactor.counts()).toEqual(before);
    }
  });

  it('are counted by kind', () => {
    const redactor = createRedactor();
    redactor.redact(`password=${made.plain} pwd=${made.plain} ${made.jwt}`);
    expect(redactor.counts()).toEqual({ password: 2, JWT: 1 });
  });
});
