import { list, say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start on a server that was copied or got another address.
 * Why: it is told to listen on an address of the old place (`-H tcp://<old address>:2375`), which no interface has here.
 * Not seen: a port that another program holds; that reads "address already in use".
 */
export const listenIpGone = defineStartFailure({
  id: 'listen-ip-gone',
  title: say`Docker is told to listen on an address that the host does not have`,
  says: [
    /failed to load listeners: listen tcp\d? (\S+?):(\d+): bind: cannot assign requested address/,
    /can't create (?:TCP|tcp) \S*.*listen tcp\d? (\S+?):(\d+): bind: cannot assign/,
    /listen tcp\d? (\S+?):(\d+): bind: cannot assign requested address/,
  ],
  tell: ({ words, groups: [address = '', port = ''], daemonSetup, network }) => {
    if (/userland proxy|swarm|metrics/.test(words)) return undefined;
    const flag = daemonSetup?.flags.find(({ name, value }) => name === 'hosts' && value.includes(address));
    const place = flag?.writtenIn ?? daemonSetup?.filePath ?? '/etc/docker/daemon.json';
    const own = (network?.addresses ?? []).filter(
      ({ family, device }) => family === 4 && device !== 'lo' && device !== 'docker0',
    );
    return {
      title: say`it is to listen on ${address}:${port}, and the host does not have ${address}`,
      subject: { kind: 'address', name: address },
      explanation: sentences(
        say`${place} tells Docker to offer its API on ${address}:${port}.`,
        own.length > 0
          ? say`No interface has that address (there are ${list(own.map((one) => one.address))}): it is of the place that this server, or its disk, came from.`
          : say`No interface has that address: it is of the place that this server, or its disk, came from.`,
        port === '2375' &&
          say`Port 2375 is the API without any password: whoever reaches it is root on the host.`,
        say`Docker said: ${words}.`,
      ),
      evidence: [
        {
          source: `cat ${place}`,
          lines: [flag === undefined ? `tcp://${address}:${port}` : `${flag.written} ${flag.value}`],
        },
        ...(own.length > 0
          ? [{ source: 'ip -4 addr', lines: own.map((one) => `${one.device} ${one.address}`) }]
          : []),
      ],
      falsifier: say`\`ip addr\` shows ${address}`,
      fix: {
        summary: say`Take tcp://${address}:${port} out of ${place}; ssh reaches the API as well (DOCKER_HOST=ssh://…).`,
        commands: [
          `cp -a ${place} ${place}.bak`,
          say`# take tcp://${address}:${port} out of ${place}`,
          'systemctl daemon-reload',
        ],
        risk: say`Whoever used that port (a CI server, Portainer) has to be pointed elsewhere. Do not listen on 0.0.0.0:2375 instead: that gives root to anybody.`,
      },
    };
  },
});
