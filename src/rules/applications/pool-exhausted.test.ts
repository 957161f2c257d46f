import { testLogRule } from '../../../test/support/log-rule.ts';
import { poolExhausted as rule } from './pool-exhausted.ts';

// ADO.NET's own words.
testLogRule(rule, {
  said: [
    'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
  ],
  title: 'shop-web has used up its pool of database connections',
  others: {
    'a query that took too long': [
      'System.Data.SqlClient.SqlException: Timeout expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.',
    ],
  },
});
