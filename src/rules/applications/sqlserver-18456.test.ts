import { expect, test } from 'vitest';

import { hostSaying, testLogRule } from '../../../test/support/log-rule.ts';
import { findingOf } from '../../../test/support/one-rule.ts';
import { sqlserver18456 as rule } from './sqlserver-18456.ts';

test('asked by the port of the container, it is told although the port takes connections', () => {
  const said = hostSaying(["System.Data.SqlClient.SqlException (0x80131904): Login failed for user 'shop'."]);
  const [port] = findingOf(
    rule,
    hostSaying(["SqlException: Login failed for user 'shop'."], { down: true }),
  ).explains.slice(1);
  const asked = { port: Number(port?.split(':')[1]) };
  expect(findingOf(rule, said, asked).explains).toContain(port);
  expect(findingOf(rule, said).explains).not.toContain(port);
});

// SqlClient's words for error 18456.
testLogRule(rule, {
  said: [
    "System.Data.SqlClient.SqlException (0x80131904): Login failed for user 'shop'.",
    '   at System.Data.SqlClient.SqlInternalConnectionTds..ctor(DbConnectionPoolIdentity identity)',
    'Error Number:18456,State:1,Class:14',
  ],
  title: 'SQL Server refuses the login of shop-web as shop',
  others: {
    'a database that is not there, whose second line says the same': [
      'System.Data.SqlClient.SqlException (0x80131904): Cannot open database "shop" requested by the login. The login failed.',
      "Login failed for user 'shop'.",
    ],
    'an application that tells of a visitor who mistyped': [
      "warn: Login failed for user 'bob' from 203.0.113.4",
    ],
    'the log of the server itself, which strangers try': [
      "Logon       Login failed for user 'sa'. Reason: Password did not match that for the login provided. [CLIENT: 203.0.113.4]",
    ],
  },
});
