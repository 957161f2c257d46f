import { expect, test } from 'vitest';

import { createRedactor } from '../redact/redactor.ts';
import { endpointsOf } from './endpoints.ts';

const at = (name: string, value: string, ...more: (readonly [string, string])[]) =>
  endpointsOf([[name, value], ...more])
    .filter(({ variable }) => variable === name)
    .map(({ host, port, instance }) => `${host}${instance === undefined ? '' : `\\${instance}`}:${port}`);

test.each([
  [
    'ConnectionStrings__Default',
    'Server=192.168.0.20,1433;Database=shop;User Id=sa;Password=x',
    '192.168.0.20:1433',
  ],
  ['DB', 'Data Source=tcp:rds.example.com;Initial Catalog=shop;User ID=a;Password=b', 'rds.example.com:1433'],
  ['DB', 'Server=10.0.0.4\\SHOP;Database=x;Uid=sa;Pwd=y', '10.0.0.4\\SHOP:1433'],
  ['DB', 'Host=10.0.0.5;Port=5433;Database=x;Username=a;Password=b', '10.0.0.5:5433'],
  ['DB', 'Server=.;Database=x;User Id=sa', 'localhost:1433'],
  ['DATABASE_URL', 'postgres://shop:pw@db.internal:5555/shop', 'db.internal:5555'],
  ['SPRING_DATASOURCE_URL', 'jdbc:sqlserver://10.1.1.9:1444;databaseName=shop', '10.1.1.9:1444'],
  ['BROKER', 'amqp://guest:guest@10.2.0.9', '10.2.0.9:5672'],
  ['REDIS', '10.0.0.9:6380,abortConnect=false', '10.0.0.9:6380'],
])('%s=%s', (name, value, expected) => {
  expect(at(name, value)).toEqual([expected]);
});

test('a host and a port in variables of their own belong together', () => {
  expect(at('DB_HOST', '10.3.0.8', ['DB_PORT', '3307'])).toEqual(['10.3.0.8:3307']);
  expect(at('MYSQL_HOST', '10.3.0.8')).toEqual(['10.3.0.8:3306']);
});

test.each([
  ['ASPNETCORE_URLS', 'http://localhost:5000'],
  ['PATH', '/usr/bin:/bin'],
  ['DB_HOST', '10.3.0.8'],
  ['NOTE', 'the server=old one is gone'],
])('%s=%s leads nowhere', (name, value) => {
  expect(at(name, value)).toEqual([]);
});

test('a masked password hides no address', () => {
  const inspected = JSON.stringify({
    Config: {
      Env: [
        'DB=Server=10.0.0.4,1433;Database=x;User Id=sa;Password=hunter22',
        'U=amqp://a:s3cretpw@10.2.0.9:5672/',
      ],
    },
  });
  const masked = createRedactor().redact(inspected);
  expect(masked).not.toContain('hunter22');
  expect(masked).toContain('10.0.0.4,1433');
  const value = /"U=([^"]*)"/.exec(masked)?.[1] ?? '';
  expect(at('U', value)).toEqual(['10.2.0.9:5672']);
});
