import { testLogRule } from '../../../test/support/log-rule.ts';
import { sqlserver4060 as rule } from './sqlserver-4060.ts';

// SqlClient's words for error 4060.
testLogRule(rule, {
  said: [
    'System.Data.SqlClient.SqlException (0x80131904): Cannot open database "shop" requested by the login. The login failed.',
    "Login failed for user 'shop'.",
  ],
  title: 'SQL Server does not open the database shop for shop-web',
  others: {
    'a login that is refused': [
      "System.Data.SqlClient.SqlException (0x80131904): Login failed for user 'shop'.",
    ],
  },
});
