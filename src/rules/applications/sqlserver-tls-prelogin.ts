import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: the application cannot open its database after its base image was upgraded; its log says `error: 35 - An internal exception
 * was caught` or `error: 31` during the pre-login handshake, with OpenSSL's `unsupported protocol` below.
 * Why: the server speaks TLS 1.0 (SQL Server 2008 R2, 2012 without updates) and the image's OpenSSL accepts 1.2 and newer only. The
 * TCP connection itself came about.
 * Not seen: which versions the server speaks.
 */
export const sqlserverTlsPrelogin = defineLogRule({
  id: 'sqlserver-tls-prelogin',
  title: say`An application and its SQL Server have no TLS version in common`,
  sentence:
    /pre-login handshake.*error: 3[15]\b|error: 35 - An internal exception was caught|error: 31 - Encryption ?\(ssl\/tls\) handshake failed|ssl_choose_client_version:unsupported protocol/i,
  means: ({ container: { name, inspect }, around }) => {
    const protocol = /unsupported protocol|1425F102|handshake failed|error: 31\b|error: 35\b/i.test(around);
    if (!protocol || !/pre-login|SqlClient|SqlException|TCP Provider/i.test(around)) return undefined;
    return {
      title: say`${name} and its SQL Server have no TLS version in common`,
      explanation: say`${name} reaches its SQL Server, and the encrypted handshake before the login fails. The image (${inspect.image}) brings an OpenSSL that accepts TLS 1.2 and newer only; an old server (2008 R2, or 2012/2014 without updates) offers TLS 1.0. This appears when the base image is upgraded, or when the application moves while the server stays. Encrypt=false does not avoid it, since the login is always encrypted.`,
      falsifier: say`wrong if \`openssl s_client -tls1_2\` gets a handshake from that server through a TDS client, or the application logs in`,
      fix: {
        summary: say`Update the SQL Server until it speaks TLS 1.2. Until then an image with an older OpenSSL policy gets through.`,
        commands: [
          say`# server: install the update that brings TLS 1.2 (2012 SP4, 2014 SP3, 2008 R2 SP3 with its TLS update)`,
          say`# last resort, in the image:  ${"sed -i 's/MinProtocol = TLSv1.2/MinProtocol = TLSv1/; s/SECLEVEL=2/SECLEVEL=1/' /etc/ssl/openssl.cnf"}`,
        ],
        risk: say`Lowering MinProtocol or SECLEVEL weakens every TLS connection of the container: a security debt, to be paid back soon.`,
      },
    };
  },
});
