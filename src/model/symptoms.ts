import { list, say, sentences, type Said, type Text } from '../text/say.ts';
import type { PodmanContainer } from '../facts/podman-containers.ts';
import {
  type Attempts,
  connected,
  describeOutcome,
  failed,
  onlyProxyAnswers,
  type PeerAttempt,
  type PortOutcomes,
} from './attempts.ts';
import { isReplaced, publisherOf, type Container } from './containers.ts';
import type { Known } from './known.ts';
import { needsMeantBy } from './asked-address.ts';
import { isLooping, staysDown } from './runs.ts';

/** Something that people notice. A cause explains symptoms; a symptom that nothing explains is said to be so. */
export interface Symptom {
  /** `port:30003`, `container:topapi`, `need:rds`, `need:rds:topapi`, `network:shop`, `docker`; what findings name under `explains`. */
  readonly key: string;
  readonly text: Text;
}

export interface Question {
  readonly port?: number;
  readonly container?: string;
  readonly to?: string;
}

export interface Noticed {
  readonly attempts: Attempts;
  /** Undefined where they could not be read. */
  readonly containers: readonly Container[] | undefined;
  readonly podman?: Known<readonly PodmanContainer[]>;
  readonly needs: readonly {
    readonly name: string;
    readonly address: string;
    readonly port?: number;
    readonly of?: string;
  }[];
  readonly asked: Question;
  /** Docker is installed and its daemon does not run. */
  readonly dockerDown: boolean;
  /** What its daemon died with, where it tried to start. */
  readonly dockerSaid?: string | undefined;
  /** Names that the host does not resolve. */
  readonly unresolved?: readonly string[];
  /** Milliseconds since 1970, the time of the snapshot. */
  readonly now: number;
}

export function noticeSymptoms(noticed: Noticed): readonly Symptom[] {
  return [
    ...(noticed.dockerDown
      ? [
          {
            key: 'docker',
            text:
              noticed.dockerSaid === undefined
                ? say`Docker is installed and does not run.`
                : say`Docker is installed and does not run; its last words: ${noticed.dockerSaid}.`,
          },
        ]
      : []),
    ...noticed.attempts.ports.flatMap((port) => portSymptom(port, noticed)),
    ...(noticed.containers ?? []).flatMap((container) => containerSymptom(container, noticed)),
    ...missingContainer(noticed),
    ...missingNeed(noticed),
    ...noticed.needs.flatMap((need) => needSymptoms(need, noticed.attempts)),
    // Without a port nobody tried to connect.
    ...noticed.needs
      .filter(({ address, port }) => port === undefined && noticed.unresolved?.includes(address) === true)
      .map(({ name, address }) => ({
        key: `need:${name}`,
        text: say`${name} (${address}) cannot be found by name from the host.`,
      })),
    ...noticed.attempts.peers.flatMap(peerSymptom),
  ];
}

/** From the host and, where it gets through, from the containers: what fails for both is one symptom. */
function needSymptoms({ name, address, port, of }: Noticed['needs'][number], attempts: Attempts): Symptom[] {
  const outcome = attempts.toNeed(name);
  const listed = say`${name} (${port === undefined ? address : `${address}:${port}`})`;
  const at = of === undefined ? listed : say`${name}, where ${of} connects to,`;
  const inside = attempts.toNeedInside(name).filter((one) => failed(one.outcome));
  if (failed(outcome) && outcome !== undefined) {
    const how = describeOutcome(outcome);
    const text =
      inside.length === 0
        ? say`${at} ${how} from the host.`
        : say`${at} ${how} from the host and inside containers.`;
    return [{ key: `need:${name}`, text }];
  }
  return inside.map((one) => ({
    key: `need:${name}:${one.container}`,
    text: connected(outcome)
      ? say`${at} ${describeOutcome(one.outcome)} from inside ${one.container}, and answers the host.`
      : say`${at} ${describeOutcome(one.outcome)} from inside ${one.container}.`,
  }));
}

/** The host gets there, a neighbour in the same network does not. */
function peerSymptom({ network, container, peer, to, outcome, fromHost }: PeerAttempt): Symptom[] {
  const silent = outcome.kind === 'timed-out' || outcome.kind === 'unreachable';
  if (!silent || (!connected(fromHost) && fromHost?.kind !== 'refused')) return [];
  const text = say`${peer} (${to.address}:${to.port}) ${describeOutcome(outcome)} from inside ${container}, its neighbour in network ${network}.`;
  return [{ key: `network:${network}`, text }];
}

function missingNeed({ asked: { to }, needs }: Noticed): Symptom[] {
  if (to === undefined || needsMeantBy(needs, to).length > 0) return [];
  const names = needs.slice(0, 8).map(({ name }) => name);
  const there = names.length === 0 ? say`it lists none` : say`it lists ${list(names)}`;
  return [
    { key: `need:${to}`, text: say`The inventory lists no need called ${to} for this host; ${there}.` },
  ];
}

function missingContainer({ asked, containers, podman }: Noticed): Symptom[] {
  const { container } = asked;
  if (container === undefined || containers === undefined) return [];
  if (containers.some(({ name }) => name === container)) return [];
  const key = `container:${container}`;
  const inPodman = podman?.kind === 'known' ? podman.value.find(({ name }) => name === container) : undefined;
  if (inPodman !== undefined) return [{ key, text: ofPodman(inPodman) }];
  const names = containers.slice(0, 8).map(({ name }) => name);
  const there = names.length === 0 ? say`there is none at all` : say`there are ${list(names)}`;
  return [
    {
      key,
      text:
        podman?.kind === 'unknown'
          ? say`Docker has no container called ${container} on this host; ${there}. Podman's containers could not be read: ${podman.because}.`
          : say`No container on this host is called ${container}; ${there}.`,
    },
  ];
}

function ofPodman({ name, state, status, ports }: PodmanContainer): Text {
  if (state !== 'running')
    return say`${name} is a container of Podman's, and does not run (${status || state}).`;
  const published = ports.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort);
  return sentences(
    say`${name} is a container of Podman's, and runs; Ferryman does not look into those.`,
    published.length > 0 && say`Ask for a port that it publishes: ${list(published.slice(0, 5))}.`,
  );
}

function portSymptom(port: number, { attempts, containers, asked }: Noticed): Symptom[] {
  const words = portWords(attempts.onPort(port));
  if (words === undefined) return [];
  const publisher = publisherOf(containers ?? [], port);
  const isAsked = asked.port === port;
  // A port that is published on loopback only is closed to the outside on purpose, unless somebody asks for it.
  if (publisher !== undefined && publisher.port.hostIp !== '' && !isAsked) return [];
  const named = publisher === undefined ? port : say`${port} (${publisher.container.name})`;
  return [{ key: `port:${port}`, text: say`${named} ${words}.` }];
}

/** The outside decides; where it was not tried, the host itself does. */
function portWords(outcomes: PortOutcomes): Text | undefined {
  const { outside, loopback, container, inside } = outcomes;
  const seen = [
    { outcome: outside, told: (how: Said) => say`${how} from outside` },
    { outcome: loopback, told: (how: Said) => say`${how} on the host itself` },
    { outcome: container, told: (how: Said) => say`${how} at the container's address` },
    { outcome: inside, told: (how: Said) => say`${how} inside the container` },
  ].filter(({ outcome }) => outcome !== undefined && outcome.kind !== 'not-tried');
  if (!seen.some(({ outcome }) => failed(outcome))) return undefined;
  if (connected(outside) && !failed(container)) return undefined;
  return list(
    seen.flatMap(({ outcome, told }) => {
      if (outcome === undefined) return [];
      return outcome === loopback && onlyProxyAnswers(outcomes)
        ? [say`hangs on the host itself (Docker's proxy accepts and gets no answer)`]
        : [told(describeOutcome(outcome))];
    }),
    'phrases',
  );
}

/** Ends that say nothing bad: finished, Ctrl-C, stopped by SIGKILL or SIGTERM. */
const ORDERLY_EXITS = new Set([0, 130, 137, 143]);

function containerSymptom(container: Container, { asked, now, containers = [] }: Noticed): Symptom[] {
  const { state, restartCount, hostConfig } = container.inspect;
  const key = `container:${container.name}`;
  const isAsked =
    asked.container === container.name || container.published.some(({ hostPort }) => hostPort === asked.port);
  if (isLooping(container, now)) {
    return [{ key, text: say`${container.name} restarts over and over (${restartCount} times).` }];
  }
  if (container.running && !state.paused && state.health?.status === 'unhealthy') {
    return [{ key, text: say`${container.name} runs and is unhealthy.` }];
  }
  if (container.running || state.paused) return [];
  if (asked.container !== container.name && isReplaced(container, containers)) return [];
  if (state.error !== '') return [{ key, text: say`${container.name} could not be started: ${state.error}` }];
  if (state.oomKilled && state.exitCode === 137)
    return [{ key, text: say`${container.name} was killed (exit code 137).` }];
  if (isAsked) return [{ key, text: say`${container.name} does not run (exit code ${state.exitCode}).` }];
  const meantToRun = container.published.length > 0 || hostConfig.restartPolicy.name !== 'no';
  if (!meantToRun || ORDERLY_EXITS.has(state.exitCode) || staysDown(container)) return [];
  return [{ key, text: say`${container.name} ended with exit code ${state.exitCode}.` }];
}
