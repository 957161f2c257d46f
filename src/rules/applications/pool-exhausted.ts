import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: requests hang and fail after half a minute; the log says that no connection could be had from the pool.
 * Why: all connections of the application's own pool are in use, because queries are slow or connections are not given back. New ones
 * are not even tried: the network is not the reason.
 * Not seen: which code keeps them.
 */
export const poolExhausted = defineLogRule({
  id: 'pool-exhausted',
  title: say`An application's pool of database connections is used up`,
  sentence:
    /prior to obtaining a connection from the pool|Pool-?\d* - Connection is not available, request timed out|QueuePool limit of size \d+ overflow \d+ reached|Timeout acquiring a connection\. The pool is probably full|connection pool (?:is )?exhausted|The connection pool has been exhausted|All pooled connections are in use|Timed out fetching a new connection from the connection pool|PoolTimeout: couldn't get a connection/i,
  means: ({ container: { name } }) => ({
    title: say`${name} has used up its pool of database connections`,
    explanation: say`${name} keeps a limited number of connections to its database. All of them are in use, so a request waits until its time is up and fails. The database is reached: the connections exist. Either queries take too long, or the application does not give connections back.`,
    falsifier: say`wrong if \`ss -tn state established\` in the network of ${name} shows far fewer connections to the database than the pool may hold`,
    fix: {
      summary: say`Find what keeps the connections (long queries, missing Dispose/close); a restart of ${name} helps for a while.`,
      commands: [
        `nsenter -t $(docker inspect -f '{{.State.Pid}}' ${name}) -n ss -tn state established`,
        say`# on the database: the longest running queries and sessions of this user`,
        `docker restart ${name}`,
      ],
      risk: say`A larger pool moves the queue into the database. The restart interrupts running requests.`,
    },
  }),
});
