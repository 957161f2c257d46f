import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

import type { LabHost } from '../../test/lab/lab.ts';
import type { Scene } from './scene.ts';

import { configurationFor } from '../../test/lab/ask.ts';
import { image, serve } from '../../test/lab/containers.ts';
import { run } from '../../test/lab/process.ts';
import { dotnetImage, RUNTIME_2_1 } from './dotnet.ts';
import { steadier, type Steady } from './steady.ts';
import { block, expectExited, expectSeen, screenOf } from './terminal.ts';

/** A stack's update by docker-compose 1.29, in the folder that Portainer gives its stacks. */
export const stackUpdate: Scene = {
  name: 'stack',
  async play(lab, print) {
    const host = await lab.boot('hz-shop', { subnet: '10.1.2.0/24', address: '10.1.2.3' });
    try {
      const config = await configurationFor(host);
      const steady = steadier(
        new Map([
          [host.address, '203.0.113.7'],
          [host.cloud.outside, '198.51.100.1'],
        ]),
      );
      const { onHost, diagnose } = screenOf(host, config, steady);

      const up = composeUp(host, lab.directory, steady);
      const six = await image(host, 'shop/topapi:6');

      await serve(host, { name: 'topapi', image: six, listen: 5000, publish: ['30001:5000'] });
      print('conflict', await up({ topapi: { ...TOPAPI, image: six } }));
      print('conflict-said', await diagnose('topapi'));
      await host.must(['docker', 'rm', '-f', 'topapi']);

      const redis = {
        image: six,
        container_name: 'redis',
        command: ['sleep', '86400'],
        stop_grace_period: '1s',
      };
      await up({ redis, topapi: { ...TOPAPI, image: six, depends_on: ['redis'] } });
      print(
        'before',
        await onHost(IDENTITY, 'docker exec topapi sh -c "echo by hand >/tmp/note; cat /tmp/note"'),
      );
      const began = Date.now() / 1000;
      print(
        'update',
        await up(
          { topapi: { ...TOPAPI, image: six, environment: { LANG: 'zh_CN.UTF-8' } } },
          '--remove-orphans',
        ),
      );
      await expectSeen(host, 30_001, 'answers');
      print(
        'events',
        block(`${host.name}# docker events ${EVENTS}\n${steady(await whatDockerDid(host, began))}`),
      );
      print('after', await onHost(IDENTITY, 'docker exec topapi cat /tmp/note'));

      const seven = await dotnetImage(host, 'shop/topapi:7', RUNTIME_2_1);
      await up({ topapi: { ...TOPAPI, image: seven, command: [], entrypoint: ['dotnet', 'topapi.dll'] } });
      await expectExited(host, 'topapi');
      print('broken-said', await diagnose('30001'));
    } finally {
      await host.close();
    }
  },
};

/** Portainer gives each of its stacks such a folder. */
const FOLDER = '/data/compose/3';
const IDENTITY = `docker inspect -f '{{slice .Id 0 12}}  {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}  {{.Config.Hostname}}' topapi`;
const EVENTS = `--filter type=container --format '{{.Action}} {{.Actor.Attributes.name}}'`;
const TOPAPI = {
  container_name: 'topapi',
  command: ['httpd', '-f', '-p', '5000', '-h', '/www'],
  ports: ['30001:5000'],
  restart: 'on-failure:3',
  stop_grace_period: '1s',
};

/** `docker-compose up -d` of these services, by the docker-compose of this machine with the host's Docker. */
function composeUp(host: LabHost, directory: string, steady: Steady) {
  const file = 'docker-compose.yml';
  return async (services: object, ...more: readonly string[]): Promise<string> => {
    await writeFile(join(directory, file), stringify({ version: '3', services }));
    const typed = ['docker-compose', '-p', 'shop', 'up', '-d', ...more];
    const [program = '', ...rest] = typed;
    const engine = `DOCKER_HOST=unix:///proc/${host.pid}/root/run/docker.sock`;
    const compose = [program, '--ansi', 'never', '-f', file, '--project-directory', FOLDER, ...rest];
    const { stdout, stderr } = await run(['env', '-C', directory, engine, ...compose]);
    // Without a terminal it writes a line when it begins with a container and another when it is done.
    const said = `${stderr}${stdout}`.split('\n').filter((line) => !/\.{3}\s*$/.test(line));
    return block(steady([`${host.name}# ${typed.join(' ')}`, ...said].join('\n').trimEnd()));
  };
}

async function whatDockerDid(host: LabHost, since: number): Promise<string> {
  const window = `--since ${since.toFixed(3)} --until ${(Date.now() / 1000).toFixed(3)}`;
  return (await host.sh(`docker events ${window} ${EVENTS}`)).trim();
}
