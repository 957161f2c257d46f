import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

const pidOf = async (host: LabHost, name: string): Promise<string> =>
  (await host.must(['docker', 'inspect', '-f', '{{.State.Pid}}', name])).trim();

export const processHungOrPaused: LabCase = {
  id: 'process-hung-or-paused',
  cause: 'process-hung-or-paused',
  title: 'the container is paused, its process is stopped, or it no longer accepts',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, good] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerring(random);
    const way = random.pick(['docker pause', 'kill -STOP', 'never accepts', 'kill -STOP of a host process']);
    const ofHost = way === 'kill -STOP of a host process';
    return {
      drawn: `${name} on ${port}, ${way}; ${other} on ${good}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name: other, listen: 8080, publish: [`${good}:8080`] });
        if (ofHost) {
          await host.must([
            'systemd-run',
            '-q',
            '--unit=shop',
            'busybox',
            'httpd',
            '-f',
            '-p',
            String(port),
            '-h',
            '/etc',
          ]);
          await expectOutside(host, port, 'answers');
          await host.must(['systemctl', 'kill', '-s', 'STOP', 'shop']);
        } else if (way === 'never accepts') {
          await start(host, { name, publish: [`${port}:8080`], command: ['sleep', '86400'] });
          await listenOnly(host, 8080, 128, await pidOf(host, name));
        } else {
          await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
          await expectOutside(host, port, 'answers');
          if (way === 'docker pause') await host.must(['docker', 'pause', name]);
          else await host.must(['kill', '-STOP', await pidOf(host, name)]);
        }
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, good, 'answers');
        await expectOutside(host, port, 'times out');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'process-hung-or-paused',
          about: [ofHost ? 'busybox' : name],
        },
        ...(ofHost
          ? []
          : [
              { verdict: 'faulty', cause: 'process-hung-or-paused', about: [name] } as const,
              { target: name, verdict: 'faulty', cause: 'process-hung-or-paused', about: [name] } as const,
            ]),
        { target: String(good), verdict: 'healthy' },
      ],
    };
  },
};

/** A program that listens and never calls accept(), of the host or in the network namespace of a container. */
async function listenOnly(host: LabHost, port: number, backlog: number, pid?: string): Promise<void> {
  const program = `socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
    bind(S, sockaddr_in(${port}, INADDR_ANY)) or die; listen(S, ${backlog}) or die; sleep 86400`;
  const enter = pid === undefined ? [] : ['nsenter', '-t', pid, '-n'];
  await host.must(['systemd-run', '-q', '--unit=busy-shop', ...enter, 'perl', '-MSocket', '-e', program]);
  await expectOutput(host, [...enter, 'ss', '-lnt', `sport = :${port}`], /LISTEN/);
}

/** Clients that connect and stay. */
async function crowd(host: LabHost, address: string, port: number, clients: number): Promise<void> {
  const program = `my @all; for (1..${clients}) { socket(my $s, PF_INET, SOCK_STREAM, 0); push @all, $s; my $f = "";
    alarm 0; eval { local $SIG{ALRM} = sub { die }; alarm 1; connect($s, sockaddr_in(${port}, inet_aton("${address}"))); alarm 0 } }
    print "there\n"; sleep 86400`;
  await host.must(['systemd-run', '-q', '--unit=crowd', 'perl', '-MSocket', '-e', program]);
}

export const listenBacklogOverflow: LabCase = {
  id: 'listen-backlog-overflow',
  cause: 'listen-backlog-overflow',
  title: 'the queue of connections that wait for accept() is full',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const backlog = random.int(1, 4);
    const ofHost = random.chance();
    return {
      drawn: `${ofHost ? 'a process of the host' : name} on ${port} with room for ${backlog + 1}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        let address = '127.0.0.1';
        if (ofHost) await listenOnly(host, port, backlog);
        else {
          await start(host, { name, publish: [`${port}:8080`], command: ['sleep', '86400'] });
          const found = ['docker', 'inspect', '-f', '{{.NetworkSettings.IPAddress}}', name];
          address = (await host.must(found)).trim();
          await listenOnly(host, 8080, backlog, await pidOf(host, name));
        }
        await crowd(host, address, ofHost ? port : 8080, backlog + 2);
        await herring.lay(host);
      },
      async prove(host) {
        const enter = ofHost ? [] : ['nsenter', '-t', await pidOf(host, name), '-n'];
        const full = new RegExp(`LISTEN +${backlog + 1} +${backlog} `);
        await expectOutput(host, [...enter, 'ss', '-lnt'], full);
        await expectOutside(host, port, 'times out');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'listen-backlog-overflow',
          about: [ofHost ? 'perl' : name],
          mentions: ['TcpExtListenOverflows'],
        },
        { verdict: 'faulty', cause: 'listen-backlog-overflow' },
      ],
    };
  },
};
