import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const bridgeSubnetEqualsHostSubnet: LabCase = {
  id: 'bridge-subnet-equals-host-subnet',
  cause: 'bridge-subnet-equals-host-subnet',
  title: 'docker0, or a network of one’s own, has the very subnet of the network card',
  draw(random) {
    const vpc = drawVpc(random);
    const own = random.chance();
    const bits = vpc.subnet.split('/')[1];
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const bip = `${nth(vpc.subnet, 1)}/${bits}`;
    return {
      drawn: `${own ? 'network shopnet' : 'docker0'} has ${vpc.subnet}, ${name} on ${port}, ${herring.what}`,
      boot: { ...vpc, files: own ? {} : { '/etc/docker/daemon.json': JSON.stringify({ bip }) } },
      async arrange(host) {
        if (own) await host.must(['docker', 'network', 'create', '--subnet', vpc.subnet, 'shopnet']);
        await serve(host, {
          name,
          listen: 9000,
          publish: [`${port}:9000`],
          ...(own ? { network: 'shopnet' } : {}),
        });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
        const address = (await host.must(['docker', 'inspect', '-f', format, name])).trim();
        await expectOutput(host, ['ip', 'route', 'get', address], /dev eth0/);
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'bridge-subnet-equals-host-subnet',
          ...(own ? {} : { about: ['docker0', 'bridge'] }),
          mentions: [vpc.subnet, own ? 'shopnet' : 'docker0'],
        },
        { verdict: 'faulty', cause: 'bridge-subnet-equals-host-subnet' },
      ],
    };
  },
};
