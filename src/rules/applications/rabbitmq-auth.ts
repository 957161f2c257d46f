import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: the application cannot use its queue; its log says ACCESS_REFUSED, or the broker's says that guest may connect from
 * localhost only.
 * Why: the broker took the connection and refused the user: a wrong password, a user that the (new, empty) broker does not have,
 * or `guest` from another machine, or two nodes with different Erlang cookies. The network is in order.
 * Not seen: the broker's users. `handshake_timeout` alone is what port checks leave behind, and means nothing.
 */
export const rabbitmqAuth = defineLogRule({
  id: 'rabbitmq-auth',
  title: say`RabbitMQ refuses the user of an application`,
  sentence:
    /ACCESS_REFUSED - Login was refused using authentication mechanism|user '([^']*)' can only connect via (?:localhost|loopback)|(?:PLAIN|AMQPLAIN) login refused: user '([^']*)' - invalid credentials|Exception \(403\) Reason: "username or password not allowed"|Connection attempt from disallowed node|\.erlang\.cookie must be accessible by owner only/i,
  means: ({ container: { name }, match: [text, guest, invalid] }) => {
    const user = guest ?? invalid;
    const cookie = /disallowed node|cookie/i.test(text);
    return {
      title: cookie
        ? say`${name}: RabbitMQ nodes do not trust each other, their Erlang cookies differ`
        : user === undefined
          ? say`RabbitMQ refuses the login of ${name}`
          : say`RabbitMQ refuses the login of the user ${user} (said by ${name})`,
      explanation: cookie
        ? say`Nodes and tools of RabbitMQ prove to each other who they are with a shared secret, the Erlang cookie. ${name} was refused because its cookie is another one, or its file may be read by others. The network is in order.`
        : say`A connection to the broker came about, and RabbitMQ refused the login. The network is in order. The user does not exist there (a broker that starts with a new host name starts empty), the password is another one, or it is \`guest\`, who may log in from the broker's own machine only.`,
      falsifier: cookie
        ? say`wrong if \`rabbitmqctl cluster_status\` answers on that node`
        : user === 'guest'
          ? say`wrong if \`rabbitmqctl authenticate_user <user> <password>\` on the broker says Success for another user than guest`
          : say`wrong if \`rabbitmqctl authenticate_user <user> <password>\` on the broker says Success`,
      fix: {
        summary: cookie
          ? say`Give all nodes the same cookie, readable by its owner only.`
          : say`Create the user on the broker, with the password that the application has, and give it its permissions.`,
        commands: cookie
          ? [
              'chmod 400 /var/lib/rabbitmq/.erlang.cookie',
              say`# the same content on every node, then restart them`,
            ]
          : [
              'rabbitmqctl list_users',
              'rabbitmqctl add_user <user> <password>',
              "rabbitmqctl set_permissions -p / <user> '.*' '.*' '.*'",
            ],
        risk: say`Look at \`rabbitmqctl list_users\` first: where all users are gone, the broker may run on new, empty data (its host name changed).`,
      },
    };
  },
});
