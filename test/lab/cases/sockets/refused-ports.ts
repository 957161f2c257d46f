import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { image, serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

const SERVER = ['httpd', '-f', '-p', '8080', '-h', '/www'];

/** `docker run` that Docker refuses; the container stays. */
async function refused(host: LabHost, name: string, publish: string): Promise<void> {
  const tag = await image(host, 'shop/base:1');
  const { code } = await host.run(['docker', 'run', '-d', '--name', name, '-p', publish, tag, ...SERVER]);
  if (code === 0) throw new Error(`${name} starts on ${publish}`);
}

const errorOf = (name: string) => ['docker', 'inspect', '-f', '{{.State.Error}}', name];

export const publishedOnStaleHostIp: LabCase = {
  id: 'published-on-stale-host-ip',
  cause: 'published-on-stale-host-ip',
  title: 'the port is published on the address that the host had before it was moved',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const old = random.pick(['10.77.0.1', '172.31.4.9', '192.168.251.7']);
    const way = random.pick(['refused', 'taken away']);
    return {
      drawn: `${name} published on ${old}:${port}, ${way}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        const publish = `${old}:${port}:8080`;
        if (way === 'refused') await refused(host, name, publish);
        else {
          await host.must(['ip', 'addr', 'add', `${old}/32`, 'dev', 'eth0']);
          await serve(host, { name, listen: 8080, publish: [publish] });
          await host.must(['ip', 'addr', 'del', `${old}/32`, 'dev', 'eth0']);
        }
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        if (way === 'refused')
          await expectOutput(host, errorOf(name), /bind: cannot assign requested address/);
      },
      questions: [
        { verdict: 'faulty', cause: 'published-on-stale-host-ip', about: [name], mentions: [old] },
        { target: String(port), verdict: 'faulty', cause: 'published-on-stale-host-ip', about: [name] },
        { target: name, verdict: 'faulty', cause: 'published-on-stale-host-ip', about: [name] },
      ],
    };
  },
};

export const portAllocatedByDocker: LabCase = {
  id: 'port-allocated-by-docker',
  cause: 'port-allocated-by-docker',
  title: 'a second container wants the port of one that runs',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name, holder] = drawNames(random);
    const herring = drawHerring(random);
    const clash = random.pick(['the same', 'all and one address']);
    return {
      drawn: `${name} wants ${port} of ${holder}, ${clash}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        const mine = clash === 'the same' ? `${port}:8080` : `127.0.0.1:${port}:8080`;
        await serve(host, { name: holder, listen: 8080, publish: [`${port}:8080`] });
        await refused(host, name, mine);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, errorOf(name), /port is already allocated|address already in use/);
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'port-allocated-by-docker',
          about: [name],
          mentions: [holder, String(port)],
        },
        { target: name, verdict: 'faulty', cause: 'port-allocated-by-docker', about: [name] },
      ],
    };
  },
};

interface Occupant {
  readonly what: string;
  /** Stands in the report. */
  readonly told: string;
  occupy(host: LabHost, port: number): Promise<void>;
}

const OCCUPANTS: readonly [Occupant, ...Occupant[]] = [
  {
    what: 'a web server of the host',
    told: 'old-shop.service',
    occupy: async (host, port) => {
      const run = [
        'systemd-run',
        '-q',
        '--unit=old-shop',
        'busybox',
        'httpd',
        '-f',
        '-p',
        String(port),
        '-h',
        '/etc',
      ];
      await host.must(run);
    },
  },
  {
    what: 'a socket unit of systemd',
    told: 'cockpit-like.socket',
    occupy: async (host, port) => {
      await host.write('/etc/systemd/system/cockpit-like.socket', `[Socket]\nListenStream=${port}\n`);
      await host.write('/etc/systemd/system/cockpit-like.service', '[Service]\nExecStart=/bin/sleep 60\n');
      await host.sh('systemctl daemon-reload; systemctl start cockpit-like.socket');
    },
  },
  {
    what: 'a container in the network of the host',
    told: 'node-exporter',
    occupy: (host, port) => serve(host, { name: 'node-exporter', listen: port, network: 'host' }),
  },
  {
    what: 'a docker-proxy that was left behind',
    told: 'left over',
    occupy: async (host, port) => {
      const proxy = `-proto tcp -host-ip 0.0.0.0 -host-port ${port} -container-ip 172.17.0.9 -container-port 80`;
      const path = await host.sh(
        'command -v docker-proxy || ls /usr/libexec/docker/docker-proxy /usr/sbin/docker-proxy 2>/dev/null',
      );
      // dockerd hands its proxies a descriptor on which they tell that they are ready
      await host.sh(
        `systemd-run -q --unit=left-over sh -c 'exec ${path.trim().split('\n')[0]} ${proxy} 3>/dev/null'`,
      );
    },
  },
];

export const portHeldByHostProcess: LabCase = {
  id: 'port-held-by-host-process',
  cause: 'port-held-by-host-process',
  title: 'a process of the host listens on the port that a container wants',
  draw(random) {
    const vpc = drawVpc(random);
    const [, port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const occupant = random.pick(OCCUPANTS);
    return {
      drawn: `${name} wants ${port}, which ${occupant.what} has, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await occupant.occupy(host, port);
        await expectOutput(host, ['ss', '-lnt', `sport = :${port}`], /LISTEN/);
        await refused(host, name, `${port}:8080`);
        await herring.lay(host);
      },
      prove: (host) => expectOutput(host, errorOf(name), /address already in use/),
      questions: [
        {
          verdict: 'faulty',
          cause: 'port-held-by-host-process',
          about: [name],
          mentions: [String(port), occupant.told],
        },
        { target: name, verdict: 'faulty', cause: 'port-held-by-host-process', about: [name] },
        { target: String(port), verdict: 'faulty', cause: 'port-held-by-host-process', about: [name] },
      ],
    };
  },
};
