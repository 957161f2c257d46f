import { testLogRule } from '../../../test/support/log-rule.ts';
import { sqlserverTlsPrelogin as rule } from './sqlserver-tls-prelogin.ts';

// Quoted in https://github.com/dotnet/dotnet-docker/issues/1109 and https://github.com/dotnet/SqlClient/issues/776.
testLogRule(rule, {
  said: [
    'Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the pre-login handshake. (provider: TCP Provider, error: 35 - An internal exception was caught)',
    ' ---> System.Security.Authentication.AuthenticationException: Authentication failed, see inner exception.',
    ' ---> Interop+OpenSsl+SslException: SSL Handshake failed with OpenSSL error - SSL_ERROR_SSL.',
    ' ---> Interop+Crypto+OpenSslCryptographicException: error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol',
  ],
  title: 'shop-web and its SQL Server have no TLS version in common',
  others: {
    'a certificate that nobody trusts': [
      'Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The certificate chain was issued by an authority that is not trusted.)',
    ],
    'an old web server that curl cannot talk to': [
      'curl: (35) error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol',
    ],
  },
});
