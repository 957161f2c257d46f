import { testLogRule } from '../../../test/support/log-rule.ts';
import { sqlserverError26 as rule } from './sqlserver-error-26.ts';

// Quoted in https://github.com/dotnet/SqlClient/issues/2385.
testLogRule(rule, {
  said: [
    'Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)',
  ],
  title: /browser service on UDP 1434 does not answer/,
  others: {
    'error 40, where no connection came about': [
      'System.Data.SqlClient.SqlException: A network-related or instance-specific error occurred (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)',
    ],
  },
});
