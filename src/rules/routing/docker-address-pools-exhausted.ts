import { z } from 'zod';
import type { JournalLine } from '../../facts/docker-journal.ts';
import type { Route } from '../../facts/routes.ts';
import { overlaps, parsePrefix, type Prefix } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { routeEvidence } from './route-evidence.ts';

/**
 * Seen: `docker compose up` fails with "could not find an available, non-overlapping IPv4 address pool", or Docker does not
 * start: "list bridge addresses failed: no available network".
 * Why: each new network takes one of some thirty ranges, and every one of them is in use by another network or lies under a
 * route of the host (a VPN that takes everything, 192.168.0.0/16 on a tunnel).
 * Not seen: whether somebody tried: the daemon does not log a refused network. Old versions of Docker also shy away from
 * routes via a gateway.
 */
export const dockerAddressPoolsExhausted = defineRule({
  id: 'docker-address-pools-exhausted',
  title: say`Docker has no address range left for another network`,
  needs: ['network', 'dockerService'],
  // Without systemd there is no journal; what the ranges say stands by itself.
  wants: ['dockerJournal', 'daemonJson', 'symptoms'],
  evaluate: ({ network, dockerJournal = [], dockerService, daemonJson, symptoms = [] }) => {
    const down = dockerService.state === 'down';
    const line = complaintOf(dockerJournal, down);
    const pools = poolsOf(daemonJson);
    const taken = takenBy(network);
    const free = subnetsOf(pools).find((pool) => !taken.some((range) => overlaps(range, pool)));
    // A daemon that is down has said why; one that runs may have been given room since.
    if (down ? line === undefined : free !== undefined) return [];
    const wide = network.routes.filter(
      ({ destination, gateway }) =>
        gateway === undefined &&
        (parsePrefix(destination)?.length ?? 32) <= 12 &&
        destination !== '0.0.0.0/0',
    );
    const count = network.dockerSubnets.length;
    return [
      {
        // A tunnel's routes may come and go, and what runs does not suffer; networks stay.
        severity: line !== undefined ? 'critical' : takenByNetworks(network, pools) ? 'warning' : 'notice',
        certainty: 'proven',
        subject: { kind: 'service', name: 'docker' },
        title: down
          ? say`Docker does not start: it finds no free address range for its bridge`
          : say`Docker has no address range left, so no further network can be created`,
        explanation: sentences(
          say`Docker gives each network without a subnet of its own one of the ranges in its address pools (${list(describePools(pools))}), and none that the host has a direct route to.`,
          howTaken(count, wide),
          say`A new compose project cannot come up.`,
        ),
        evidence: [
          ...(line === undefined ? [] : [{ source: 'journalctl -u docker', lines: [line.text] }]),
          { source: 'docker network ls | wc -l', lines: [say`${count} subnets of Docker networks`] },
          ...(wide.length > 0 ? [routeEvidence(wide, 4)] : []),
        ],
        falsifier: down
          ? say`wrong if \`journalctl -u docker\` ends with another error`
          : say`wrong if \`docker network create test-of-pools\` succeeds`,
        fix: {
          summary: say`Give Docker more and smaller ranges, or remove networks that nobody uses.`,
          commands: [
            say`docker network ls --filter dangling=true   # networks without a running container`,
            say`# docker network rm <one that nobody needs>`,
            say`# or in /etc/docker/daemon.json:  "default-address-pools": [{ "base": "<a free range>/16", "size": 24 }]   and restart Docker`,
          ],
          risk: say`A network without a running container may belong to a stack that is stopped on purpose; its containers cannot start until compose makes it anew. That is why \`docker network prune\` is no answer. New pools hold for new networks only, and must not cover what the host has to reach.`,
        },
        explains: symptoms
          .map(({ key }) => key)
          .filter((key) => down && (key === 'docker' || key.startsWith('port:'))),
      },
    ];
  },
});

const NO_POOL =
  /could not find an available, non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted/;
const NO_BRIDGE =
  /list bridge addresses failed: no available network|no available network|could not find an available, non-overlapping IPv4 address pool/;

/** Of the daemon's current run, or of its last one where it does not run. */
function complaintOf(journal: readonly JournalLine[], down: boolean): JournalLine | undefined {
  const begun = journal.findLastIndex(({ message }) =>
    /^(Starting Docker|Starting up$)/.test(message.trim()),
  );
  const lines = journal.slice(Math.max(0, begun));
  return lines.findLast(({ message, error = '' }) =>
    (down ? NO_BRIDGE : NO_POOL).test(`${message} ${error}`),
  );
}

interface Pool {
  readonly base: string;
  readonly size: number;
}

const Pools = z.array(z.object({ base: z.string(), size: z.number() }));

function poolsOf(daemonJson: Views['daemonJson'] | undefined): readonly Pool[] {
  const content = daemonJson?.content;
  const given = Pools.safeParse(
    content?.kind === 'object' ? content.value['default-address-pools'] : undefined,
  );
  if (given.success && given.data.length > 0) return given.data;
  return [
    ...Array.from({ length: 15 }, (_, index) => ({ base: `172.${17 + index}.0.0/16`, size: 16 })),
    { base: '192.168.0.0/16', size: 20 },
  ];
}

/** More than this, and the pool is not what ran out. */
const MOST = 4096;

function subnetsOf(pools: readonly Pool[]): readonly Prefix[] {
  return pools.flatMap(({ base, size }) => {
    const prefix = parsePrefix(base);
    if (prefix === undefined || size < prefix.length) return [];
    const step = 1n << BigInt(32 - size);
    return Array.from({ length: Math.min(MOST, 2 ** (size - prefix.length)) }, (_, index) => ({
      family: 4 as const,
      network: prefix.network + BigInt(index) * step,
      length: size,
    }));
  });
}

function takenByNetworks({ dockerSubnets }: Views['network'], pools: readonly Pool[]): boolean {
  const held = dockerSubnets.map(parsePrefix).filter((prefix) => prefix !== undefined);
  const all = subnetsOf(pools);
  return all.filter((pool) => held.some((range) => overlaps(range, pool))).length >= all.length / 2;
}

/** What Docker will not overlap with: its own networks, addresses, and routes by a device without a gateway. */
function takenBy(network: Views['network']): readonly Prefix[] {
  return [
    ...network.dockerSubnets,
    ...network.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    ...network.routes
      .filter(
        ({ destination, gateway, table }) =>
          table === 'main' && destination !== '0.0.0.0/0' && gateway === undefined,
      )
      .map(({ destination }) => destination),
  ]
    .map(parsePrefix)
    .filter((prefix) => prefix !== undefined)
    .filter(({ family }) => family === 4);
}

function howTaken(count: number, wide: readonly Pick<Route, 'text'>[]): Said {
  if (wide.length === 0) return say`${count} networks exist.`;
  const routes = list(
    wide.map(({ text }) => text.trim()),
    'clauses',
  );
  return wide.length === 1
    ? say`${count} networks exist, and the route ${routes} cover the rest.`
    : say`${count} networks exist, and the routes ${routes} cover the rest.`;
}

function describePools(pools: readonly Pool[]): readonly Said[] {
  const isDefault = pools.length === 16 && pools[0]?.base === '172.17.0.0/16';
  const inPieces = ({ base, size }: Pool) => say`${base} in pieces of /${size}`;
  if (isDefault) return [say`172.17.0.0/16 to 172.31.0.0/16`, inPieces({ base: '192.168.0.0/16', size: 20 })];
  return pools.map(inPieces);
}
