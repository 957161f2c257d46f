import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: the application cannot open its database, `error: 26 - Error Locating Server/Instance Specified`; a connection to the
 * server's port works.
 * Why: the connection string names an instance (`server\instance`) without a port, so the client asks the SQL Server Browser on
 * UDP 1434 where that instance listens, and nobody answers: managed databases and security groups have no such service.
 * Not seen: whether the instance exists.
 */
export const sqlserverError26 = defineLogRule({
  id: 'sqlserver-error-26',
  title: say`A client looks for a named SQL Server instance by the browser service, which does not answer`,
  sentence: /error: 26 - Error Locating Server\/Instance Specified/i,
  means: ({ container: { name } }) => ({
    title: say`${name} cannot find its SQL Server instance: the browser service on UDP 1434 does not answer`,
    explanation: say`The connection string of ${name} names an instance of SQL Server (server\\instance) and no port. Before it can connect, the client asks the SQL Server Browser on UDP port 1434 of that server for the instance's port, and gets no answer: managed databases do not run it, and firewalls rarely let UDP 1434 through. The database itself may be in order.`,
    falsifier: say`wrong if the connection string already names a port (\`server,1433\`), or if the server answers on UDP 1434`,
    fix: {
      summary: say`Name the port in the connection string instead of the instance: Server=<address>,1433.`,
      commands: [say`# connection string of ${name}:  Server=<address>,<port>;…  (no \\instance)`],
      risk: say`The container is recreated with another setting; its data is not touched.`,
    },
  }),
});
