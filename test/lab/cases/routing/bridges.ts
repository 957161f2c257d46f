import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOnHost, expectOutput, expectOutside } from '../../proof.ts';

/** The device behind a network that was made by hand, or docker0. */
async function bridgeOf(host: LabHost, network: string | undefined): Promise<string> {
  if (network === undefined) return 'docker0';
  const id = await host.must(['docker', 'network', 'inspect', '-f', '{{.Id}}', network]);
  return `br-${id.trim().slice(0, 12)}`;
}

/** `$B` is the bridge, `$V` the container's end in it. */
const BREAKAGES: readonly [Breakage, ...Breakage[]] = [
  { what: 'the bridge was set down', script: 'ip link set $B down' },
  { what: 'the bridge lost its address', script: 'ip addr flush dev $B' },
  { what: 'the cable was pulled out of the bridge', script: 'ip link set $V nomaster' },
  { what: 'the cable was set down', script: 'ip link set $V down' },
];

interface Breakage {
  readonly what: string;
  readonly script: string;
}

export const bridgeOrVethBroken: LabCase = {
  id: 'bridge-or-veth-broken',
  cause: 'bridge-or-veth-broken',
  title: 'the bridge, or the container’s cable into it, is broken',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, other] = drawPorts(random);
    const [name, neighbour] = drawNames(random);
    const network = random.chance() ? 'shopnet' : undefined;
    const { what, script } = random.pick(BREAKAGES);
    const herring = drawHerring(random);
    return {
      drawn: `${what} of ${network ?? 'docker0'}, ${name} on ${port}, ${neighbour} on ${other} elsewhere, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await host.must(['docker', 'network', 'create', 'shopnet']);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`], ...(network && { network }) });
        await serve(host, {
          name: neighbour,
          listen: 8080,
          publish: [`${other}:8080`],
          ...(!network && { network: 'shopnet' }),
        });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        const bridge = await bridgeOf(host, network);
        await host.sh(`
          B=${bridge}
          V=$(ip -o link show master $B | sed 's/^[0-9]*: \\([^@:]*\\).*/\\1/' | head -n 1)
          ${script}`);
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        await expectOutside(host, other, 'answers');
      },
      questions: [
        { verdict: 'faulty', cause: 'bridge-or-veth-broken', mentions: [name] },
        { target: String(port), verdict: 'faulty', cause: 'bridge-or-veth-broken' },
      ],
    };
  },
};

/** busybox' nc knows no option for it, so the whole network namespace makes it the default. */
export const ipv6Only: LabCase = {
  id: 'ipv6-only',
  cause: 'ipv6-only-or-v6-preferred',
  title: 'the application in the container listens by IPv6 only',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const inner = random.int(3000, 9000);
    const herring = drawHerring(random);
    return {
      drawn: `${name} listens on [::]:${inner} with bindv6only, published at ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, {
          name,
          listen: `[::]:${inner}`,
          publish: [`${port}:${inner}`],
          extra: ['--sysctl', 'net.ipv6.conf.all.disable_ipv6=0', '--sysctl', 'net.ipv6.bindv6only=1'],
        });
        await herring.lay(host);
      },
      prove: (host) => expectOutside(host, port, 'refused'),
      questions: [
        { verdict: 'faulty', cause: 'ipv6-only-or-v6-preferred', about: [name] },
        { target: String(port), verdict: 'faulty', cause: 'ipv6-only-or-v6-preferred' },
      ],
    };
  },
};

export const ipv6OnlyOnHost: LabCase = {
  id: 'ipv6-only-on-host',
  cause: 'ipv6-only-or-v6-preferred',
  title: 'a program on the host listens by IPv6 only',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const herring = drawHerring(random);
    return {
      drawn: `a program on the host listens on [::]:${port} with bindv6only, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await host.sh(`
          sysctl -qw net.ipv6.conf.all.disable_ipv6=0
          sysctl -qw net.ipv6.bindv6only=1
          systemd-run -q --unit=shop busybox httpd -f -p '[::]:${port}' -h /etc`);
        await expectOutput(host, ['ss', '-lnt6'], new RegExp(`:${port}`));
        await host.must(['sysctl', '-qw', 'net.ipv6.bindv6only=0']);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'refused');
        await expectOnHost(host, port, 'answers', '[::1]');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'ipv6-only-or-v6-preferred', mentions: [/v6only/] },
      ],
    };
  },
};

export const dockerAddressPoolsExhausted: LabCase = {
  id: 'docker-address-pools-exhausted',
  cause: 'docker-address-pools-exhausted',
  title: 'every range that Docker may take is taken, and a compose project does not come up',
  draw(random) {
    const subnet = `10.${random.int(1, 200)}.${random.int(0, 250)}.0/24`;
    const base = `10.${random.int(201, 250)}.0.0`;
    const how = random.pick(['networks', 'routes'] as ['networks', 'routes']);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const files =
      how === 'routes'
        ? {}
        : {
            '/etc/docker/daemon.json': JSON.stringify({
              'default-address-pools': [{ base: `${base}/20`, size: 24 }],
            }),
          };
    return {
      drawn: `${how} take every range, ${name} on ${port}`,
      boot: { subnet, address: nth(subnet, random.int(10, 200)), files },
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await (how === 'networks'
          ? host.sh('for n in $(seq 1 15); do docker network create old$n; done')
          : host.sh(`
              ip tuntap add dev tun0 mode tun
              ip addr add 10.255.8.2/24 dev tun0
              ip link set tun0 up
              ip route add 172.16.0.0/12 dev tun0
              ip route add 192.168.0.0/16 dev tun0
              docker rm -f ${name}
              systemctl stop docker.socket docker
              ip link del docker0
              rm /var/lib/docker/network/files/local-kv.db
              systemctl start docker || true
              systemctl stop docker.socket`));
      },
      prove: (host) =>
        how === 'networks'
          ? expectOutput(host, ['docker', 'network', 'create', 'x'], /could not find an available/)
          : expectOutput(host, ['journalctl', '-u', 'docker', '--no-pager'], /no available network/),
      questions: [{ verdict: 'faulty', cause: 'docker-address-pools-exhausted' }],
    };
  },
};
