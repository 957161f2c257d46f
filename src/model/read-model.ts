import type { DaemonJson } from '../facts/daemon-json.ts';
import type { FactValues } from '../facts/index.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { say } from '../text/say.ts';
import { arrivalsBetween } from './arrivals.ts';
import { Attempts } from './attempts.ts';
import { askedOf } from './asked-of.ts';
import { withAskedAddress } from './asked-address.ts';
import { joinContainers } from './containers.ts';
import { daemonSetupOf } from './daemon-setup.ts';
import { daemonStartOf, lastWordsOf } from './daemon-start.ts';
import { dockerAnswersOf } from './docker-answers.ts';
import { dockerServiceOf } from './docker-service.ts';
import { firewallsOf } from './firewalls.ts';
import { fileSystemsOf } from './file-systems.ts';
import { joined, known, valueOr, type Known } from './known.ts';
import { bridgeSubnets, bridgeSubnetsWithoutDocker, joinNetwork } from './network.ts';
import { ParsedFacts } from './parsed-facts.ts';
import { riseBetween } from './counter-rise.ts';
import { routeAnswers } from './route-answers.ts';
import { Routing } from './routing.ts';
import { Tracer } from './trace/tracer.ts';
import { noticeSymptoms, type Question } from './symptoms.ts';
import type { Model, ViewId, Views } from './views.ts';

type Makers = { readonly [Id in ViewId]: () => Known<Views[Id]> };

/** From a snapshot and a question to everything that rules look at; each view is made when it is first looked at. */
export function readModel(snapshot: Snapshot, asked: Question): Model {
  const facts = new ParsedFacts(snapshot);
  const networks = () => ofDocker(facts, 'docker-networks', []);
  const attempts = new Attempts(snapshot.attempts);
  const now = () => {
    const clock = facts.get('clock');
    return clock.kind === 'known' ? clock.value.epochSeconds * 1000 : Date.parse(snapshot.at);
  };
  const makers: Makers = {
    question: () => known(askedOf(snapshot, asked, facts.get('names'), model.containers, now())),
    network: () =>
      joined(
        [facts.get('links'), facts.get('addresses'), facts.get('routes'), policyRules(facts)],
        (links, addresses, routes, rules) =>
          joinNetwork(links, addresses, routes, rules, valueOr(networks(), [])),
      ),
    bridges: () =>
      joined([facts.get('addresses')], (addresses) => {
        const ofEngine = networks();
        return ofEngine.kind === 'known'
          ? bridgeSubnets(ofEngine.value, addresses)
          : bridgeSubnetsWithoutDocker(addresses);
      }),
    routeAnswers: () =>
      joined([model.network], ({ routing }) =>
        routeAnswers(valueOr(facts.get('kernel-routes'), []), routing),
      ),
    neighbours: () => facts.get('neighbours'),
    bridgePorts: () => facts.get('bridge-ports'),
    firewalld: () => facts.get('firewalld'),
    farSigns: () => facts.get('far-signs'),
    neighboursAfter: () => facts.get('neighbours-after'),
    gateways: () => orNone(facts, 'gateways'),
    halfOpen: () => facts.get('half-open'),
    networkFiles: () => facts.get('network-files'),
    resolvConf: () => facts.get('resolv-conf'),
    networkState: () => facts.get('docker-network-state'),
    stalledFlows: () => orNone(facts, 'stalled-flows'),
    pathProbes: () => facts.get('path-mtu'),
    rivals: () => orNone(facts, 'address-rivals'),
    counterRise: () => joined([facts.get('ip-counters'), facts.get('ip-counters-after')], riseBetween),
    listeners: () => facts.get('sockets'),
    containers: () =>
      joined([ofDocker(facts, 'docker-inspect', []), networks()], (inspected, ofEngine) =>
        joinContainers(
          inspected,
          ofEngine,
          valueOr(facts.get('network-namespaces'), undefined),
          valueOr(facts.get('docker-events'), undefined),
          valueOr(facts.get('bind-sources'), []),
          valueOr(facts.get('docker-data'), undefined)?.roots.flatMap(({ halted = [] }) => halted),
        ),
      ),
    podman: () => orNone(facts, 'podman-containers'),
    firewalls: () => firewallsOf(facts),
    sysctls: () => facts.get('sysctls'),
    arrivals: () => joined([facts.get('nat-before-retry'), facts.get('nat-after-retry')], arrivalsBetween),
    nameServers: () => facts.get('name-servers'),
    hostsFile: () => facts.get('hosts-file'),
    containerNames: () => facts.get('container-names'),
    queues: () => facts.get('listen-queues'),
    dockerService: () => dockerServiceOf(facts),
    daemonJson: () => readable(facts.get('daemon-json')),
    daemonStart: () => daemonStartOf(model.dockerService, facts.get('docker-journal')),
    daemonSetup: () => daemonSetupOf(facts),
    dockerAnswers: () => dockerAnswersOf(facts),
    dockerData: () => facts.get('docker-data'),
    dockerInfo: () => ofDocker(facts, 'docker-info', NO_DOCKER),
    kernel: () => facts.get('kernel'),
    inodes: () => facts.get('inodes'),
    disks: () => facts.get('disks'),
    dockerJournal: () => facts.get('docker-journal'),
    containerdJournal: () => facts.get('containerd-journal'),
    images: () => ofDocker(facts, 'docker-images', []),
    logs: () => ofDocker(facts, 'docker-logs', {}),
    fileSystems: () =>
      joined([facts.get('disks')], (disks) =>
        fileSystemsOf(disks, valueOr(facts.get('inodes'), []), valueOr(facts.get('mounts'), [])),
      ),
    mounts: () => orNone(facts, 'mounts'),
    diskUsage: () => facts.get('disk-usage'),
    fstabDevices: () => facts.get('fstab-devices'),
    configLines: () => facts.get('config-lines'),
    failedUnits: () => facts.get('failed-units'),
    mirrorNames: () => facts.get('mirror-names'),
    rabbitNodes: () => facts.get('rabbit-nodes'),
    memory: () => facts.get('memory'),
    pressure: () => facts.get('pressure'),
    containerLimits: () => facts.get('container-limits'),
    certificates: () => facts.get('certificates'),
    kernelLog: () => facts.get('kernel-log'),
    bootTime: () => facts.get('boot-time'),
    attempts: () => known(attempts),
    tracer: () =>
      joined(
        [model.network],
        (network) =>
          new Tracer({
            network,
            routing6: valueOr(
              joined(
                [facts.get('routes6'), facts.get('policy-rules6')],
                (six, rules) => new Routing(six, rules, network.addresses),
              ),
              undefined,
            ),
            firewalls: valueOr(model.firewalls, undefined),
            sysctls: valueOr(model.sysctls, undefined),
            listeners: valueOr(model.listeners, undefined),
            containers: valueOr(model.containers, undefined),
            neighbours: valueOr(model.neighbours, undefined),
          }),
      ),
    symptoms: () =>
      known(
        noticeSymptoms({
          attempts,
          containers: valueOr(model.containers, undefined),
          // Snapshots of old know nothing of it.
          ...(facts.status('podman-containers') !== 'not-read' && { podman: model.podman }),
          needs: withAskedAddress(snapshot.needs, asked.to),
          asked: valueOr(model.question, undefined)?.asked ?? asked,
          dockerDown: valueOr(model.dockerService, undefined)?.state === 'down',
          dockerSaid: lastWordsOf(valueOr(model.daemonStart, undefined)),
          unresolved: Object.entries(valueOr(facts.get('names'), {})).flatMap(([name, found]) =>
            found.length === 0 ? [name] : [],
          ),
          now: now(),
        }),
      ),
  };
  const model = madeWhenSeen(makers);
  return model;
}

function madeWhenSeen(makers: Makers): Model {
  const model = {};
  for (const [id, make] of Object.entries(makers)) {
    let made: unknown;
    Object.defineProperty(model, id, { enumerable: true, get: () => (made ??= make()) });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has a getter for each key of `makers`
  return model as Model;
}

/** What an engine that is not there would say of itself. */
const NO_DOCKER: FactValues['docker-info'] = {
  serverVersion: '',
  containers: 0,
  containersRunning: 0,
  containersPaused: 0,
  containersStopped: 0,
  images: 0,
  storageDriver: '',
  driverStatus: [],
  rootDir: '',
  defaultAddressPools: [],
  securityOptions: [],
  warnings: [],
};

/** On a host without Docker there is nothing to know about containers, which is not the same as not knowing. */
function ofDocker<
  Id extends 'docker-networks' | 'docker-inspect' | 'docker-logs' | 'docker-images' | 'docker-info',
>(facts: ParsedFacts, id: Id, nothing: FactValues[Id]): Known<FactValues[Id]> {
  return facts.status(id) === 'absent' || isDownAndEmpty(facts) ? known(nothing) : facts.get(id);
}

/** A Docker that nobody has used yet sleeps behind its socket, and what it would tell is known. */
function isDownAndEmpty(facts: ParsedFacts): boolean {
  if (facts.status('docker-containers') === 'ok') return false;
  const data = valueOr(facts.get('docker-data'), undefined);
  if (data === undefined || data.roots.length === 0) return false;
  if (data.roots.some(({ containers }) => containers?.length !== 0)) return false;
  return valueOr(dockerServiceOf(facts), undefined)?.state === 'down';
}

/** A host without the program that tells (ss, arping, ip) is not accused of what only that could show. */
function orNone<Id extends 'gateways' | 'stalled-flows' | 'address-rivals' | 'mounts' | 'podman-containers'>(
  facts: ParsedFacts,
  id: Id,
): Known<FactValues[Id] | readonly []> {
  return facts.status(id) === 'absent' ? known([]) : facts.get(id);
}

/** Without `ip` (net-tools alone) nobody can have made any; rules that could not be read may say anything. */
function policyRules(facts: ParsedFacts): Known<FactValues['policy-rules']> {
  return facts.status('policy-rules') === 'absent' ? known([]) : facts.get('policy-rules');
}

/** A file that may not be read says nothing, least of all that it is in order. */
function readable(daemonJson: Known<DaemonJson>): Known<DaemonJson> {
  if (daemonJson.kind === 'unknown' || daemonJson.value.content.kind !== 'denied') return daemonJson;
  return { kind: 'unknown', fact: 'daemon-json', because: say`${daemonJson.value.path} may not be read` };
}
