import {
  type Attempts,
  connected,
  describeOutcome,
  failed,
  onlyProxyAnswers,
  type PortOutcomes,
} from './attempts.ts';
import { isLooping, isReplaced, publisherOf, type Container } from './containers.ts';

/** Something that people notice. A cause explains symptoms; a symptom that nothing explains is said to be so. */
export interface Symptom {
  /** `port:30003`, `container:topapi`, `need:rds`, `docker`; what findings name under `explains`. */
  readonly key: string;
  readonly text: string;
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
  readonly needs: readonly { readonly name: string; readonly address: string; readonly port?: number }[];
  readonly asked: Question;
  /** Docker is installed and its daemon does not run. */
  readonly dockerDown: boolean;
  /** Milliseconds since 1970, the time of the snapshot. */
  readonly now: number;
}

export function noticeSymptoms(noticed: Noticed): readonly Symptom[] {
  return [
    ...(noticed.dockerDown ? [{ key: 'docker', text: 'Docker is installed and does not run.' }] : []),
    ...noticed.attempts.ports.flatMap((port) => portSymptom(port, noticed)),
    ...(noticed.containers ?? []).flatMap((container) => containerSymptom(container, noticed)),
    ...missingContainer(noticed),
    ...noticed.needs.flatMap((need) => {
      const outcome = noticed.attempts.toNeed(need.name);
      if (outcome === undefined || !failed(outcome)) return [];
      const at = need.port === undefined ? need.address : `${need.address}:${need.port}`;
      return [
        { key: `need:${need.name}`, text: `${need.name} (${at}) ${describeOutcome(outcome)} from the host.` },
      ];
    }),
  ];
}

function missingContainer({ asked, containers }: Noticed): Symptom[] {
  const { container } = asked;
  if (container === undefined || containers === undefined) return [];
  if (containers.some(({ name }) => name === container)) return [];
  const names = containers.slice(0, 8).map(({ name }) => name);
  const there = names.length === 0 ? 'there is none at all' : `there are ${names.join(', ')}`;
  return [
    { key: `container:${container}`, text: `No container on this host is called ${container}; ${there}.` },
  ];
}

function portSymptom(port: number, { attempts, containers, asked }: Noticed): Symptom[] {
  const words = portWords(attempts.onPort(port));
  if (words === undefined) return [];
  const publisher = publisherOf(containers ?? [], port);
  const isAsked = asked.port === port;
  // A port that is published on loopback only is closed to the outside on purpose, unless somebody asks for it.
  if (publisher !== undefined && publisher.port.hostIp !== '' && !isAsked) return [];
  const behind = publisher === undefined ? '' : ` (${publisher.container.name})`;
  return [{ key: `port:${port}`, text: `${port}${behind} ${words}.` }];
}

/** The outside decides; where it was not tried, the host itself does. */
function portWords(outcomes: PortOutcomes): string | undefined {
  const { outside, loopback, container, inside } = outcomes;
  const seen = [
    { where: 'from outside', outcome: outside },
    { where: 'on the host itself', outcome: loopback },
    { where: "at the container's address", outcome: container },
    { where: 'inside the container', outcome: inside },
  ].filter(({ outcome }) => outcome !== undefined && outcome.kind !== 'not-tried');
  if (!seen.some(({ outcome }) => failed(outcome))) return undefined;
  if (connected(outside) && !failed(container)) return undefined;
  return seen
    .map(({ where, outcome }) => {
      if (outcome === undefined) return '';
      if (outcome === loopback && onlyProxyAnswers(outcomes))
        return `hangs ${where} (Docker's proxy accepts and gets no answer)`;
      return `${describeOutcome(outcome)} ${where}`;
    })
    .join(', ');
}

/** Ends that say nothing bad: finished, Ctrl-C, stopped by SIGKILL or SIGTERM. */
const ORDERLY_EXITS = new Set([0, 130, 137, 143]);

function containerSymptom(container: Container, { asked, now, containers = [] }: Noticed): Symptom[] {
  const { state, restartCount, hostConfig } = container.inspect;
  const key = `container:${container.name}`;
  const isAsked =
    asked.container === container.name || container.published.some(({ hostPort }) => hostPort === asked.port);
  if (isLooping(container, now)) {
    return [{ key, text: `${container.name} restarts over and over (${restartCount} times).` }];
  }
  if (container.running || state.paused) return [];
  if (asked.container !== container.name && isReplaced(container, containers)) return [];
  if (state.error !== '') return [{ key, text: `${container.name} could not be started: ${state.error}` }];
  if (state.oomKilled && state.exitCode === 137)
    return [{ key, text: `${container.name} was killed (exit code 137).` }];
  if (isAsked) return [{ key, text: `${container.name} does not run (exit code ${state.exitCode}).` }];
  const meantToRun = container.published.length > 0 || hostConfig.restartPolicy.name !== 'no';
  if (!meantToRun || ORDERLY_EXITS.has(state.exitCode)) return [];
  return [{ key, text: `${container.name} ended with exit code ${state.exitCode}.` }];
}
