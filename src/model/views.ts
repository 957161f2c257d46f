import type { DaemonJson } from '../facts/daemon-json.ts';
import type { JournalLine } from '../facts/docker-journal.ts';
import type { LogLine } from '../facts/docker-logs.ts';
import type { KernelLogLine } from '../facts/kernel-log.ts';
import type { Neighbour } from '../facts/neighbours.ts';
import type { Socket } from '../facts/sockets.ts';
import type { Sysctls } from '../facts/sysctls.ts';
import type { Arrival } from './arrivals.ts';
import type { Attempts } from './attempts.ts';
import type { Container } from './containers.ts';
import type { DockerService } from './docker-service.ts';
import type { Firewalls } from './firewalls.ts';
import type { Known } from './known.ts';
import type { BridgeSubnet, Network } from './network.ts';
import type { RouteAnswers } from './route-answers.ts';
import type { Question, Symptom } from './symptoms.ts';

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
  /** By container id. */
  readonly logs: Readonly<Record<string, readonly LogLine[]>>;
  readonly kernelLog: readonly KernelLogLine[];
  readonly bootTime: number;
  readonly attempts: Attempts;
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
  /** Milliseconds since 1970 by the host's own clock, which Docker's times are of. */
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
