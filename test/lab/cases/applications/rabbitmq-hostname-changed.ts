import type { LabCase } from '../../case.ts';

import { image, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

/** What a broker does with its data when it starts: a directory named after the node. */
const BROKER = 'mkdir -p /var/lib/rabbitmq/mnesia/rabbit@$(hostname); exec httpd -f -p 15672 -h /www';

export const rabbitmqHostnameChanged: LabCase = {
  id: 'rabbitmq-hostname-changed',
  cause: 'rabbitmq-hostname-changed',
  title: 'the broker was recreated without a host name of its own and began with empty data',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const before = random.pick(['2f1e0d9c8b7a', 'broker-hz', 'mq']);
    const volume = random.pick(['mqdata', '/srv/rabbitmq']);
    return {
      drawn: `${name} on ${port} was rabbit@${before} before, data in ${volume}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        const tag = await image(host, 'rabbitmq:3', {
          lines: [`CMD ${JSON.stringify(['sh', '-c', BROKER])}`],
        });
        const data = ['-v', `${volume}:/var/lib/rabbitmq`];
        await start(host, { name: 'first', image: tag, extra: [...data, '--hostname', before] });
        await expectOutput(host, ['docker', 'exec', 'first', 'ls', '/var/lib/rabbitmq/mnesia'], /rabbit@/);
        await host.must(['docker', 'rm', '-f', 'first']);
        await start(host, { name, image: tag, publish: [`${port}:15672`], extra: data });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        const count = ['docker', 'exec', name, 'sh', '-c', 'ls /var/lib/rabbitmq/mnesia | wc -l'];
        await expectOutput(host, count, /^2$/m);
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'rabbitmq-hostname-changed',
          about: [name],
          mentions: [`rabbit@${before}`],
        },
        { target: name, verdict: 'faulty', cause: 'rabbitmq-hostname-changed', about: [name] },
      ],
    };
  },
};
