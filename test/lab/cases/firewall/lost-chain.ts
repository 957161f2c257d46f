import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectInside } from './inside.ts';
import { expectOnHost, expectOutput, expectOutside } from '../../proof.ts';

/** A restart takes down a container that worked, since Docker's chain is gone. */
export const dockerChainMissing: LabCase = {
  id: 'docker-chain-missing',
  cause: 'docker-chain-missing',
  title: 'a container that was restarted finds Docker’s chain gone and stays down',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, second] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const table = random.pick(['nat', 'filter']);
    return {
      drawn: `-X in ${table}, ${name} on ${port} restarted, ${other} on ${second} not, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 9000, publish: [`${port}:9000`] });
        await serve(host, { name: other, listen: 5000, publish: [`${second}:5000`] });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.sh(`iptables -t ${table} -F; iptables -t ${table} -X; iptables -P FORWARD ACCEPT`);
        await host.run(['docker', 'restart', '-t', '1', name]);
      },
      async prove(host) {
        await expectOutput(host, ['docker', 'inspect', '-f', '{{.State.Error}}', name], /No chain/);
      },
      questions: [
        { target: name, verdict: 'faulty', cause: 'docker-chain-missing', about: [name] },
        { target: String(port), verdict: 'faulty', cause: 'docker-chain-missing', about: [name] },
        { verdict: 'faulty', cause: 'docker-chain-missing' },
      ],
    };
  },
};

export const noUserlandProxyHairpin: LabCase = {
  id: 'no-userland-proxy-hairpin',
  cause: 'no-userland-proxy-hairpin',
  title: 'Docker runs without its proxy, and something took back what stands in for it',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const onItself = random.chance();
    const need = { name: 'own-api', address: vpc.address, port };
    return {
      drawn: `${onItself ? 'hairpin mode off' : 'route_localnet=0'}, ${name} on ${port}, ${herring.what}`,
      boot: { ...vpc, files: { '/etc/docker/daemon.json': '{ "userland-proxy": false }' } },
      ...(onItself && { needs: [need] }),
      async arrange(host) {
        await serve(host, { name, listen: 9000, publish: [`${port}:9000`] });
        await expectOutside(host, port, 'answers');
        await expectOnHost(host, port, 'answers');
        await herring.lay(host);
        await host.sh(
          onItself
            ? `for port in $(bridge link show | sed -n 's/^[0-9]*: \\(veth[^@:]*\\).* master docker0 .*/\\1/p'); do
                bridge link set dev $port hairpin off
              done`
            : 'sysctl -w net.ipv4.conf.docker0.route_localnet=0 net.ipv4.conf.all.route_localnet=0',
        );
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (onItself) await expectInside(host, name, need, 'fails');
        else await expectOnHost(host, port, 'times out');
      },
      questions: [
        { verdict: 'faulty', cause: 'no-userland-proxy-hairpin' },
        {
          target: onItself ? 'to own-api' : String(port),
          verdict: 'faulty',
          cause: 'no-userland-proxy-hairpin',
        },
      ],
    };
  },
};
