import { testLogRule } from '../../../test/support/log-rule.ts';
import { rabbitmqAuth as rule } from './rabbitmq-auth.ts';

// RabbitMQ's own words: the client's exception, and the broker's log.
testLogRule(rule, {
  said: [
    'RabbitMQ.Client.Exceptions.AuthenticationFailureException: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
  ],
  title: 'RabbitMQ refuses the login of shop-web',
  others: {
    'what a port check leaves in the log of a broker': [
      '2019-04-19 02:04:46.123 [error] <0.812.0> closing AMQP connection <0.812.0> (172.17.0.1:40112 -> 172.17.0.2:5672): {handshake_timeout,frame_header}',
    ],
  },
});
