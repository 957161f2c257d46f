import { testLogRule } from '../../../test/support/log-rule.ts';
import { sqlserver18456 as rule } from './sqlserver-18456.ts';

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
