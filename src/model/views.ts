import type { Clock } from '../facts/clock.ts';
import type { DaemonJson } from '../facts/daemon-json.ts';
import type { JournalLine } from '../facts/docker-journal.ts';
import type { LogLine } from '../facts/docker-logs.ts';
import type { FactValues } from '../facts/index.ts';
import type { Unit } from '../facts/docker-unit.ts';
import type { Names } from '../facts/names.ts';
import type { KernelLogLine } from '../facts/kernel-log.ts';
import type { Neighbour } from '../facts/neighbours.ts';
import type { Attempt, Snapshot } from '../facts/snapshot.ts';
import type { Socket } from '../facts/sockets.ts';
import type { Sysctls } from '../facts/sysctls.ts';
import { arrivalsBetween, type Arrival } from './arrivals.ts';
import { joinContainers, type Container } from './containers.ts';
import { dockerServiceOf, type DockerService } from './docker-service.ts';
import { firewallsOf, type Firewalls } from './firewalls.ts';
import { joined, known, valueOr, type Known } from './known.ts';
import {
  bridgeSubnets,
  bridgeSubnetsWithoutDocker,
  joinNetwork,
  type BridgeSubnet,
  type Network,
} from './network.ts';
import { ParsedFacts } from './parsed-facts.ts';
import { routeAnswers, type RouteAnswers } from './route-answers.ts';
import { findContainer } from './asked-container.ts';
import { withAskedAddress } from './asked-address.ts';
import { noticeSymptoms, type Question, type Symptom } from './symptoms.ts';

/** What rules may look at: facts joined into things that a person would ask about. */
export interface Views {
  readonly question: AskedOf;
  readonly network: Network;
  /** Docker's bridge networks with the subnets that they hold on the host. */
  readonly bridges: readonly BridgeSubnet[];
  readonly routeAnswers: RouteAnswers;
  readonly neighbours: readonly Neighbour[];
  readonly listeners: readonly Socket[];
  /** Empty on a host without Docker. */
  readonly containers: readonly Container[];
  readonly firewalls: Firewalls;
  readonly sysctls: Sysctls;
  /** By port of the host: whether packets came while the worker tried again. */
  readonly arrivals: ReadonlyMap<number, Arrival>;
  readonly dockerService: DockerService;
  readonly daemonJson: DaemonJson;
  readonly dockerJournal: readonly JournalLine[];
  readonly dockerUnits: readonly Unit[];
  /** By container id. */
  readonly logs: Readonly<Record<string, readonly LogLine[]>>;
  readonly kernelLog: readonly KernelLogLine[];
  readonly bootTime: number;
  readonly clock: Clock;
  readonly attempts: readonly Attempt[];
  readonly symptoms: readonly Symptom[];
}

export type ViewId = keyof Views;

export interface AskedOf {
  readonly host: string;
  readonly asked: Question;
  readonly needs: readonly ResolvedNeed[];
  /** Under which the worker reaches the host; may be a public address that the cloud translates. */
  readonly address?: string;
  /** The worker's address as the host sees it. */
  readonly client?: string;
  /** The host's address at which the worker's connection arrives. */
  readonly server?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface ResolvedNeed {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
  /** As the host itself resolves it; one for a literal address. */
  readonly resolved: readonly string[];
}

export type Model = { readonly [Id in ViewId]: Known<Views[Id]> };

/** Every view is made when it is first looked at. */
export function readModel(snapshot: Snapshot, asked: Question): Model {
  const facts = new ParsedFacts(snapshot);
  const needs = () => resolveNeeds(snapshot, facts, asked);
  const networks = lazily(() => ofDocker(facts, 'docker-networks', []));
  const inspected = lazily(() => ofDocker(facts, 'docker-inspect', []));
  const dockerService = lazily(() => dockerServiceOf(facts));
  const containers = lazily(() =>
    joined([inspected(), networks()] as const, (all, nets) =>
      joinContainers(all, nets, valueOr(facts.get('network-namespaces'), undefined)),
    ),
  );
  const network = lazily(() =>
    joined(
      [facts.get('links'), facts.get('addresses'), facts.get('routes')] as const,
      (links, addresses, routes) =>
        joinNetwork(
          links,
          addresses,
          routes,
          valueOr(facts.get('policy-rules'), []),
          valueOr(networks(), []),
        ),
    ),
  );
  const bridges = lazily((): Known<readonly BridgeSubnet[]> =>
    joined([facts.get('addresses')] as const, (addresses) => {
      const nets = networks();
      return nets.kind === 'known'
        ? bridgeSubnets(nets.value, addresses)
        : bridgeSubnetsWithoutDocker(addresses);
    }),
  );
  const question = lazily(() => withContainerName(asked, valueOr(containers(), [])));
  const symptoms = lazily(() =>
    known(
      noticeSymptoms({
        attempts: snapshot.attempts,
        containers: valueOr(containers(), undefined),
        needs: withAskedAddress(snapshot.needs, asked.to),
        asked: question(),
        dockerDown: valueOr(dockerService(), undefined)?.state === 'down',
        now: Date.parse(snapshot.at),
      }),
    ),
  );
  return {
    get question() {
      const { host, address, client, server } = snapshot;
      const whence = {
        ...(address !== undefined && { address }),
        ...(client !== undefined && { client }),
        ...(server !== undefined && { server }),
      };
      return known({ host, asked: question(), needs: needs(), now: Date.parse(snapshot.at), ...whence });
    },
    get network() {
      return network();
    },
    get bridges() {
      return bridges();
    },
    get routeAnswers() {
      return joined([network()] as const, ({ routing }) =>
        routeAnswers(valueOr(facts.get('kernel-routes'), []), routing),
      );
    },
    get neighbours() {
      return facts.get('neighbours');
    },
    get listeners() {
      return facts.get('sockets');
    },
    get containers() {
      return containers();
    },
    get firewalls() {
      return firewallsOf(facts);
    },
    get arrivals() {
      return joined([facts.get('nat-before-retry'), facts.get('nat-after-retry')] as const, arrivalsBetween);
    },
    get sysctls() {
      return facts.get('sysctls');
    },
    get dockerService() {
      return dockerService();
    },
    get daemonJson() {
      return readable(facts.get('daemon-json'));
    },
    get dockerJournal() {
      return facts.get('docker-journal');
    },
    get dockerUnits() {
      return facts.get('docker-unit');
    },
    get logs() {
      return ofDocker(facts, 'docker-logs', {});
    },
    get kernelLog() {
      return facts.get('kernel-log');
    },
    get bootTime() {
      return facts.get('boot-time');
    },
    get clock() {
      return facts.get('clock');
    },
    get attempts() {
      return known(snapshot.attempts);
    },
    get symptoms() {
      return symptoms();
    },
  };
}

/** On a host without Docker there is nothing to know about containers, which is not the same as not knowing. */
function ofDocker<Id extends 'docker-networks' | 'docker-inspect' | 'docker-logs'>(
  facts: ParsedFacts,
  id: Id,
  nothing: FactValues[Id],
): Known<FactValues[Id]> {
  return facts.status(id) === 'absent' ? known(nothing) : facts.get(id);
}

/** A file that may not be read says nothing, least of all that it is in order. */
function readable(daemonJson: Known<DaemonJson>): Known<DaemonJson> {
  if (daemonJson.kind === 'unknown' || daemonJson.value.content.kind !== 'denied') return daemonJson;
  return { kind: 'unknown', fact: 'daemon-json', because: `${daemonJson.value.path} may not be read` };
}

/** From here on the container has its own name, whatever it was called. */
function withContainerName(asked: Question, containers: readonly Container[]): Question {
  const found = asked.container === undefined ? undefined : findContainer(containers, asked.container);
  return found === undefined ? asked : { ...asked, container: found.name };
}

/** What was asked for by address counts as a need while it is asked for. */
function resolveNeeds(snapshot: Snapshot, facts: ParsedFacts, asked: Question): readonly ResolvedNeed[] {
  const names: Names = valueOr(facts.get('names'), {});
  return withAskedAddress(snapshot.needs, asked.to).map((need) => ({
    ...need,
    resolved: names[need.address] ?? [need.address],
  }));
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
