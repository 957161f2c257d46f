import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: the application answers 500; its log says `Cannot open database "X" requested by the login`.
 * Why: the server took the connection and knows the user, and there is no database of that name, it is offline, or the user
 * has no access to it. After a move: it was not restored, or was restored under another name.
 * Not seen: which of the three.
 */
export const sqlserver4060 = defineLogRule({
  id: 'sqlserver-4060',
  title: say`SQL Server does not have the database that an application asks for`,
  // Servers also speak their administrator's language.
  sentence: /Cannot open database "([^"]*)" requested by the login|无法打开登录所请求的数据库 "([^"]*)"/i,
  means: ({ container: { name }, match: [, english, database = english ?? ''] }) => ({
    title: say`SQL Server does not open the database ${database} for ${name}`,
    explanation: say`${name} reaches its SQL Server and asks for the database ${database}, which the server does not open (error 4060): there is no database of that name, it is offline, or this user may not use it. The network is in order, and the line "Login failed" that follows is only a consequence.`,
    falsifier: say`wrong if \`SELECT name, state_desc FROM sys.databases\` on the server lists ${database} as ONLINE and the user may use it`,
    fix: {
      summary: say`Restore or rename the database ${database} on the server, or correct its name in the connection string.`,
      commands: [
        say`-- on the server:  SELECT name, state_desc FROM sys.databases;`,
        say`-- access:  USE [${database}]; CREATE USER [<user>] FOR LOGIN [<user>];`,
      ],
      risk: say`A matter for whoever runs the database; make a backup before anything is restored over.`,
    },
  }),
});
