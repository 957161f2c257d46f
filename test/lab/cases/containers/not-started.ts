import type { LabCase } from '../../case.ts';

import { image } from '../../containers.ts';
import { errorIs, failing, runAnyhow } from './failing.ts';

/** Docker itself cannot start the container; its log stays empty. */
export const notStartedCases: readonly LabCase[] = [
  failing({
    id: 'entrypoint-not-found',
    cause: 'entrypoint-not-found',
    title: 'the program to run is not in the image',
    make(random, place) {
      const program = random.pick(['/srv/topapi', 'gunicorn', '/usr/local/bin/docker-entrypoint.sh', 'java']);
      return {
        drawn: `runs ${program}`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            lines: [`ENTRYPOINT ["${program}", "--port", "8080"]`],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: errorIs(place.name, /no such file or directory|executable file not found/),
        mentions: [program],
      };
    },
  }),
  failing({
    id: 'entrypoint-not-executable',
    cause: 'entrypoint-not-executable',
    title: 'the program to run is a file without the x bit, or a directory',
    make(random, place) {
      const program = random.pick(['/www', '/srv/start.sh']);
      return {
        drawn: `runs ${program}`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            scripts: { 'srv/start.sh': '#!/bin/sh\nexec httpd -f -p 8080 -h /www\n' },
            lines: ['RUN chmod 644 /srv/start.sh', `ENTRYPOINT ["${program}"]`],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: errorIs(place.name, /permission denied|is a directory/),
        mentions: [program],
      };
    },
  }),
  failing({
    id: 'user-not-found',
    cause: 'user-not-found',
    title: 'the container is to run as a user whom the image does not know',
    make(random, place) {
      const user = random.pick(['appuser', 'www-data', 'node']);
      return {
        drawn: `user ${user}`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', { lines: ['CMD ["httpd", "-f", "-p", "8080"]'] });
          await runAnyhow(host, place, { tag, extra: ['--user', user] });
        },
        proof: errorIs(place.name, /unable to find user/),
        mentions: [user],
      };
    },
  }),
  failing({
    id: 'file-mounted-on-directory',
    cause: 'file-mounted-on-directory',
    title: 'a configuration file was missing on the host, so Docker made a directory of its name',
    make(random, place) {
      const source = `/srv/${random.pick(['shop', 'topapi'])}/${random.pick(['app.conf', 'settings.json'])}`;
      return {
        drawn: `${source} is missing`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            scripts: { 'etc/app.conf': 'port=8080\n' },
            lines: ['CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]'],
          });
          await runAnyhow(host, place, { tag, extra: ['-v', `${source}:/etc/app.conf`] });
        },
        proof: errorIs(place.name, /not a directory/),
        mentions: [source, /empty directory/],
      };
    },
  }),
  failing({
    id: 'network-gone',
    cause: 'network-gone',
    title: 'the network of a stopped container was pruned',
    make(random, place) {
      const network = random.pick(['vhnet', 'shop_default', 'backend']);
      const again = random.pick([true, false]);
      return {
        drawn: `network ${network}${again ? ', made again' : ''}`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            lines: ['CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]'],
          });
          await host.must(['docker', 'network', 'create', network]);
          await runAnyhow(host, place, { tag, extra: ['--network', network, '--stop-timeout', '1'] });
          await host.must(['docker', 'stop', place.name]);
          await host.must(['docker', 'network', 'rm', network]);
          // Of the same name, and another one all the same.
          if (again) await host.must(['docker', 'network', 'create', network]);
          await host.run(['docker', 'start', place.name]);
        },
        proof: errorIs(place.name, /network [0-9a-f]{64} not found/),
        mentions: [network],
      };
    },
  }),
  failing({
    id: 'bind-source-missing',
    cause: 'bind-source-missing',
    title: 'the data disk was not copied: what is mounted into the container is not there',
    make(random, place) {
      const source = `/mnt/${random.pick(['data', 'disk1', 'vdb'])}/${random.pick(['conf', 'shop'])}`;
      const way = random.pick(['-v', '--mount']);
      return {
        drawn: `${way} of ${source}`,
        async arrange(host) {
          const script =
            '[ -f /config/app.conf ] || { echo "fatal: /config/app.conf: no such file or directory" >&2; exit 2; }; exec httpd -f -p 8080 -h /www';
          const tag = await image(host, 'shop/app:8', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          if (way === '-v') return runAnyhow(host, place, { tag, extra: ['-v', `${source}:/config`] });
          await host.must(['mkdir', '-p', source]);
          await host.write(`${source}/app.conf`, 'port=8080\n');
          const mount = ['--mount', `type=bind,source=${source},target=/config`, '--stop-timeout', '1'];
          await runAnyhow(host, place, { tag, extra: mount });
          await host.must(['docker', 'stop', place.name]);
          await host.must(['rm', '-r', source]);
          await host.run(['docker', 'start', place.name]);
        },
        proof:
          way === '-v'
            ? [['docker', 'logs', place.name], /no such file/]
            : [['docker', 'start', place.name], /does not exist/],
        // Docker notes nowhere that it refused to start what somebody had stopped.
        ...(way === '--mount' && { sweep: 'healthy' as const }),
        mentions: [source],
      };
    },
  }),
];
