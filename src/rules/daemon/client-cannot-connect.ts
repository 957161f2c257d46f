import { say } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: whoever logs in gets "Cannot connect to the Docker daemon at tcp://…", while Docker runs and its containers serve.
 * Why: DOCKER_HOST in a file that every login reads points the client to an address of this host on which nothing listens.
 * Not seen: a variable in one person's own files, a context, and a daemon on another host.
 */
export const clientCannotConnect = defineRule({
  id: 'client-cannot-connect',
  title: say`Docker's client is pointed at a place where no daemon listens`,
  needs: ['dockerService', 'dockerData', 'listeners', 'network'],
  evaluate: ({ dockerService, dockerData, listeners, network }) => {
    if (dockerService.state !== 'up') return [];
    return dockerData.clientSettings.flatMap((setting) => {
      const [, file = '', line = '', address = '', port = ''] =
        /^(\/[^:]+):(.*DOCKER_HOST="?'?tcp:\/\/\[?([^\]"'/]+?)\]?:(\d+).*)$/.exec(setting) ?? [];
      if (file === '') return [];
      const own =
        ['localhost', '127.0.0.1', '::1'].includes(address) ||
        network.addresses.some((one) => one.address === address);
      if (!own || listeners.some((socket) => socket.port === Number(port) && socket.protocol === 'tcp'))
        return [];
      return [
        {
          severity: 'warning' as const,
          certainty: 'proven' as const,
          subject: { kind: 'file', name: file },
          title: say`\`docker\` does not work for people who log in: ${file} points it at ${address}:${port}, where nothing listens`,
          explanation: say`Docker runs and listens on its socket. DOCKER_HOST in ${file} sends every login's \`docker\` command to tcp://${address}:${port} instead, and nothing listens there, so it says "Is the docker daemon running?" although it does. Restarting Docker changes nothing.`,
          evidence: [
            { source: `cat ${file}`, lines: [line] },
            { source: `ss -lnt sport = :${port}`, lines: [say`(no listener)`] },
          ],
          falsifier: say`wrong if \`ss -lnt\` shows a listener on ${port}, or \`env | grep DOCKER\` shows no DOCKER_HOST after a new login`,
          fix: {
            summary: say`Take the line out of ${file}; new logins use the socket.`,
            commands: [
              `cp -a ${file} ${file}.bak`,
              say`# take DOCKER_HOST out of ${file}`,
              'env -u DOCKER_HOST docker ps',
            ],
            risk: say`Opening port 2375 to make the variable right gives root to whoever reaches it.`,
          },
          explains: [],
        },
      ];
    });
  },
});
