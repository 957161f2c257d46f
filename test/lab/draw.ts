import type { LabHost } from './lab.ts';
import type { Random } from './random.ts';

import { image, serve, start } from './containers.ts';
import { nth } from './ipv4.ts';

export interface Vpc {
  readonly subnet: string;
  readonly address: string;
}

/** A network that clouds hand out and Docker's own ranges stay clear of. */
export function drawVpc(random: Random): Vpc {
  const subnet = random.pick([
    `192.168.${random.int(0, 250)}.0/24`,
    `10.${random.int(1, 200)}.${random.int(0, 250)}.0/24`,
    `172.16.${random.int(0, 15) * 16}.0/20`,
  ]);
  return { subnet, address: nth(subnet, random.int(10, 200)) };
}

export function drawPorts(random: Random): [number, number, number] {
  const first = random.int(30_001, 30_800);
  return [first, first + random.int(1, 90), first + random.int(91, 180)];
}

export function drawNames(random: Random): [string, string] {
  const first: [string, ...string[]] = ['portainer', 'topapi', 'shop-web', 'gateway', 'orders'];
  const second: [string, ...string[]] = ['admin', 'redis-ui', 'reports', 'prices', 'mailer'];
  return [random.pick(first), random.pick(second)];
}

interface Herring {
  readonly what: string;
  lay(host: LabHost): Promise<void>;
}

/** Things that look wrong and are not; a host may have one. */
export function drawHerring(random: Random): Herring {
  return pickHerring(random, HERRINGS);
}

/** The same, for a host on which `port` leads into a running container. */
export function drawHerringBeside(random: Random, port: number): Herring {
  return pickHerring(random, [inputRuleFor(port), ...HERRINGS]);
}

function pickHerring(random: Random, herrings: readonly [Herring, ...Herring[]]): Herring {
  switch (random.herrings) {
    case 'none':
      return NONE;
    case 'some':
      return random.pick(herrings);
    case 'any':
      return random.pick([NONE, ...herrings]);
  }
  return random.herrings satisfies never;
}

const NONE: Herring = { what: 'nothing odd besides', lay: () => Promise.resolve() };

const HERRINGS: readonly [Herring, ...Herring[]] = [
  { what: 'a finished one-shot job', lay: (host) => finishedJob(host, 'migrate') },
  { what: 'a container stopped on purpose', lay: (host) => stoppedOnPurpose(host, 'old-report') },
  { what: 'a container with old errors in its log that runs well', lay: recovered },
  { what: 'an admin page published on 127.0.0.1 on purpose', lay: loopbackAdmin },
  { what: 'a stranger who is banned', lay: bannedStranger },
];

/** A port that is translated towards a container never meets INPUT; once the container is gone it does. */
function inputRuleFor(port: number): Herring {
  return {
    what: `an INPUT rule that drops ${port} and sees none of it`,
    async lay(host) {
      await host.must(['iptables', '-A', ...`INPUT ! -i lo -p tcp --dport ${port} -j DROP`.split(' ')]);
    },
  };
}

export async function finishedJob(host: LabHost, name: string): Promise<void> {
  const tag = await image(host, 'shop/migrate:3', {
    lines: ['CMD ["sh", "-c", "echo 12 migrations applied"]'],
  });
  await start(host, { name, image: tag });
  await host.must(['docker', 'wait', name]);
}

export async function stoppedOnPurpose(host: LabHost, name: string): Promise<void> {
  await start(host, { name, command: ['sleep', '3600'] });
  await host.must(['docker', 'stop', name]);
}

async function recovered(host: LabHost): Promise<void> {
  const said = 'SqlException: A network-related or instance-specific error occurred (error: 40)';
  const command = ['sh', '-c', `echo "${said}" >&2; echo "recovered, now serving"; exec sleep 86400`];
  await start(host, { name: 'cache-warmer', command });
}

async function loopbackAdmin(host: LabHost): Promise<void> {
  await serve(host, { name: 'status-page', listen: 9443, publish: ['127.0.0.1:9443:9443'] });
}

async function bannedStranger(host: LabHost): Promise<void> {
  await host.must(['iptables', '-I', ...'INPUT -s 203.0.113.66/32 -p tcp -j DROP'.split(' ')]);
}
