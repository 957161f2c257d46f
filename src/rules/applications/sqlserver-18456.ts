import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/** Of a client's library. The server's own log names the client, and mostly tells of strangers who try passwords. */
const OF_A_CLIENT = /SqlException|SqlClient|SQLServerException|18456|ODBC|pymssql|tedious|mssql/i;

/**
 * Seen: the application answers 500; its log says `Login failed for user`.
 * Why: SQL Server took the connection and refused the login: a wrong password, a user that does not exist there, or one who may
 * not log in. Address, routes, firewall and TLS are therefore in order.
 * Not seen: which of them it is; the state code that tells stands in the server's own log only.
 */
export const sqlserver18456 = defineLogRule({
  id: 'sqlserver-18456',
  title: say`SQL Server refuses the login of an application`,
  // Servers also speak their administrator's language.
  sentence:
    /Login failed for user '([^']*)'(?!.*(?:\[CLIENT:|\bfrom \d))|用户 \\?'([^'\\]*)\\?' 登录失败(?!.*\[客户端)/i,
  means: ({ container: { name }, match: [text, english, chinese], around }) => {
    const user = english ?? chinese ?? '';
    if (/Cannot open (?:server )?database|无法打开登录所请求的数据库/i.test(around)) return undefined;
    const bare = around.split('\n').some((line) => line.trim().replace(/\.$/, '') === text);
    if (!OF_A_CLIENT.test(around) && !bare) return undefined;
    return {
      title:
        user === ''
          ? say`SQL Server refuses the login of ${name}`
          : say`SQL Server refuses the login of ${name} as ${user}`,
      explanation: say`${name} reaches its SQL Server, and the server refuses the user ${user} (error 18456). The network is in order: a connection was made and an answer came. After a move the usual reasons are a login that was not created on the new server, another password, or a database user that is no longer tied to its login.`,
      falsifier: say`wrong if a client logs in to the same server with the same user and password`,
      fix: {
        summary: say`Look up the state code in the server's error log, then correct the password or create the login there.`,
        commands: [
          say`-- on the server:  ${"EXEC sp_readerrorlog 0, 1, 'Login failed';"}`,
          say`-- a user without its login:  ALTER USER [${user || '<user>'}] WITH LOGIN = [${user || '<user>'}];`,
        ],
        risk: say`A matter for whoever runs the database. Nothing on this host has to change but the stored password, if that is wrong.`,
      },
    };
  },
});
