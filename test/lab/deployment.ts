import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { nodeRootfs, redisRootfs } from './image-base.ts';
import type { Lab, LabHost } from './lab.ts';
import { must } from './process.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const minutes = 60_000;

/** The project's own Dockerfile and docker-compose.yml on a lab host, whose dockerd has no way out. */
export interface Deployment {
  readonly host: LabHost;
  docker(...args: string[]): Promise<string>;
  compose(...args: string[]): Promise<string>;
  /** One container of a service, as `docker inspect` shows it through a template. */
  inspect(service: string, template: string): Promise<string>;
  close(): void;
}

export interface DeploymentOptions {
  /** Where "Slack" listens on this machine's loopback, and the tokens it takes. */
  readonly slack: { readonly port: number; readonly botToken: string; readonly appToken: string };
  /** Everything of ferryman.yaml but `hosts`. */
  readonly settings: object;
}

export async function deploy(lab: Lab, name: string, options: DeploymentOptions): Promise<Deployment> {
  const host = await lab.boot(name);
  const engine = `unix:///proc/${host.pid}/root/run/docker.sock`;
  const { slack } = options;
  const env = [
    'env',
    `DOCKER_HOST=${engine}`,
    'DOCKER_BUILDKIT=0',
    'COMPOSE_HTTP_TIMEOUT=300',
    `SLACK_BOT_TOKEN=${slack.botToken}`,
    `SLACK_APP_TOKEN=${slack.appToken}`,
  ];
  const docker = (...args: string[]) => must([...env, 'docker', ...args], { timeoutMs: 10 * minutes });

  await importBases(lab, engine);
  await docker('build', '--tag', 'ferryman:local', checkout);
  await writeProject(host, options.settings);
  const override = join(lab.directory, 'slack.yml');
  await writeFile(override, stringify(wayToSlack(slack.port)));

  const files = ['--file', join(checkout, 'docker-compose.yml'), '--file', override];
  const project = ['--project-name', 'ferryman', '--project-directory', '/srv/ferryman'];
  const compose = (...args: string[]) =>
    must([...env, 'docker-compose', ...files, ...project, ...args], { timeoutMs: 5 * minutes });
  const inspect = async (service: string, template: string) =>
    (await docker('inspect', '--format', template, `ferryman_${service}_1`)).trim();

  const server = await openDoor(host, slack.port);
  return { host, docker, compose, inspect, close: () => void server.close() };
}

async function importBases(lab: Lab, engine: string): Promise<void> {
  const node = join(lab.directory, 'node');
  const settings = [...(await nodeRootfs(node, checkout)), 'PATH=/usr/bin:/bin'];
  await importImage(node, engine, 'node:20-bookworm-slim', settings);
  const redis = join(lab.directory, 'redis');
  await redisRootfs(redis);
  await importImage(redis, engine, 'redis:7-bookworm', ['PATH=/usr/bin:/bin']);
}

async function importImage(root: string, engine: string, tag: string, env: readonly string[]): Promise<void> {
  const changes = env.flatMap((setting) => ['--change', `ENV ${setting}`]);
  const script = 'root=$1; shift; tar -C "$root" -c . | docker import "$@"';
  const argv = ['sh', '-ec', script, 'import', root, ...changes, '-', tag];
  await must(['env', `DOCKER_HOST=${engine}`, ...argv], { timeoutMs: 5 * minutes });
  await rm(root, { recursive: true });
}

/** What README says: ferryman.yaml, and a folder with key and known_hosts that user 1000 can read. */
async function writeProject(host: LabHost, settings: object): Promise<void> {
  const entry = {
    address: host.nic.address,
    user: 'root',
    identityFile: '/etc/ferryman/ssh/key',
    knownHostsFile: '/etc/ferryman/ssh/known_hosts',
  };
  await host.write('/srv/ferryman/ferryman.yaml', stringify({ ...settings, hosts: { [host.name]: entry } }));
  await host.write('/srv/ferryman/ssh/key', await readFile(host.identityFile, 'utf8'));
  const known = await readFile(host.knownHostsFile, 'utf8');
  await host.write('/srv/ferryman/ssh/known_hosts', known.replaceAll(host.address, host.nic.address));
  await host.sh('chown -R 1000:1000 /srv/ferryman/ssh; chmod 600 /srv/ferryman/ssh/key');
}

/**
 * The workspace listens on this machine's loopback only. Each Node of the deployment opens a door to it on its own
 * loopback as it starts, and from there a unix socket, which network namespaces don't divide.
 */
const door = '/srv/ferryman/door';

function wayToSlack(port: number) {
  const service = {
    environment: { SLACK_API_URL: `http://127.0.0.1:${port}/api/`, NODE_OPTIONS: '--require /door/door.cjs' },
    volumes: [`${door}:/door:ro`],
  };
  return { services: { bot: service, worker: service } };
}

async function openDoor(host: LabHost, port: number): Promise<Server> {
  await host.write(
    `${door}/door.cjs`,
    `const { connect, createServer } = require('node:net');
     const server = createServer((from) => {
       const to = connect('/door/slack.sock');
       from.pipe(to).pipe(from);
       for (const socket of [from, to]) socket.on('error', () => [from, to].map((one) => one.destroy()));
     });
     server.on('error', () => {}); // the health check finds it open
     server.listen(${port}, '127.0.0.1').unref();`,
  );
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    from.pipe(to).pipe(from);
    for (const socket of [from, to]) socket.on('error', () => [from, to].map((one) => one.destroy()));
  });
  const path = `/proc/${host.pid}/root${door}/slack.sock`;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await chmod(path, 0o777);
  return server;
}
