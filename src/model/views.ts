import type { ConfigLine } from '../facts/config-lines.ts';
import type { FailedUnit } from '../facts/failed-units.ts';
import type { FstabDevice } from '../facts/fstab-devices.ts';
import type { Certificate } from '../facts/certificates.ts';
import type { ContainerLimits } from '../facts/container-limits.ts';
import type { Memory } from '../facts/memory.ts';
import type { Pressure } from '../facts/pressure.ts';
import type { RabbitNode } from '../facts/rabbit-nodes.ts';
import type { DiskUsage } from '../facts/disk-usage.ts';
import type { Mount } from '../facts/mounts.ts';
import type { FileSystem } from './file-systems.ts';
import type { DockerInfo } from '../facts/docker-info.ts';
import type { PodmanContainer } from '../facts/podman-containers.ts';
import type { Kernel } from '../facts/kernel.ts';
import type { Disk, Inodes } from '../facts/disks.ts';
import type { BridgePort } from '../facts/bridge-ports.ts';
import type { Firewalld } from '../facts/firewalld.ts';
import type { FarSign } from '../facts/far-signs.ts';
import type { DaemonJson } from '../facts/daemon-json.ts';
import type { AddressRival } from '../facts/address-rivals.ts';
import type { DockerNetworkState } from '../facts/docker-network-state.ts';
import type { Gateway } from '../facts/gateways.ts';
import type { HalfOpen } from '../facts/half-open.ts';
import type { IpCounters } from '../facts/ip-counters.ts';
import type { NetworkFileLine } from '../facts/network-files.ts';
import type { PathProbe } from '../facts/path-mtu.ts';
import type { StalledFlow } from '../facts/stalled-flows.ts';
import type { DockerData } from '../facts/docker-data.ts';
import type { JournalLine } from '../facts/docker-journal.ts';
import type { LogLine } from '../facts/docker-logs.ts';
import type { Image } from '../facts/docker-images.ts';
import type { KernelLogLine } from '../facts/kernel-log.ts';
import type { ContainerNames } from '../facts/container-names.ts';
import type { HostsEntry } from '../facts/hosts-file.ts';
import type { ListenQueues } from '../facts/listen-queues.ts';
import type { NameServers } from '../facts/name-servers.ts';
import type { Neighbour } from '../facts/neighbours.ts';
import type { ResolvConf } from '../facts/resolv-conf.ts';
import type { Socket } from '../facts/sockets.ts';
import type { Sysctls } from '../facts/sysctls.ts';
import type { Arrival } from './arrivals.ts';
import type { Attempts } from './attempts.ts';
import type { Container } from './containers.ts';
import type { DaemonSetup } from './daemon-setup.ts';
import type { DaemonStart } from './daemon-start.ts';
import type { DockerAnswers } from './docker-answers.ts';
import type { DockerService } from './docker-service.ts';
import type { Firewalls } from './firewalls.ts';
import type { Known } from './known.ts';
import type { BridgeSubnet, Network } from './network.ts';
import type { RouteAnswers } from './route-answers.ts';
import type { Question, Symptom } from './symptoms.ts';
import type { Tracer } from './trace/tracer.ts';

/** What rules may look at: facts joined into things that a person would ask about. */
export interface Views {
  readonly question: AskedOf;
  readonly network: Network;
  /** Docker's bridge networks with the subnets that they hold on the host. */
  readonly bridges: readonly BridgeSubnet[];
  readonly routeAnswers: RouteAnswers;
  readonly neighbours: readonly Neighbour[];
  /** After attempts of the host that failed; known only where some did. */
  readonly neighboursAfter: readonly Neighbour[];
  /** The next hops of default routes, asked for by ARP a moment ago. */
  readonly gateways: readonly Gateway[];
  readonly halfOpen: readonly HalfOpen[];
  /** Gateways and routes that the host's configuration and leases name. */
  readonly networkFiles: readonly NetworkFileLine[];
  readonly resolvConf: ResolvConf;
  /** Docker's stored networks, and the age of files. */
  readonly networkState: DockerNetworkState;
  readonly stalledFlows: readonly StalledFlow[];
  /** Full-size packets to the peers of stalled flows. */
  readonly pathProbes: readonly PathProbe[];
  /** Other machines that answer for an address of this host. */
  readonly rivals: readonly AddressRival[];
  /** By how much the kernel's counters rose while connections were tried; known only where some got no answer. */
  readonly counterRise: IpCounters;
  readonly bridgePorts: readonly BridgePort[];
  readonly firewalld: Firewalld;
  /** Of services that the host must reach and that keep silent. */
  readonly farSigns: readonly FarSign[];
  readonly listeners: readonly Socket[];
  /** Empty on a host without Docker. */
  readonly containers: readonly Container[];
  /** Empty on a host without Podman. */
  readonly podman: readonly PodmanContainer[];
  readonly firewalls: Firewalls;
  readonly sysctls: Sysctls;
  /** By port of the host: whether packets came while the worker tried again. */
  readonly arrivals: ReadonlyMap<number, Arrival>;
  readonly nameServers: NameServers;
  readonly hostsFile: readonly HostsEntry[];
  /** Of running containers. */
  readonly containerNames: readonly ContainerNames[];
  /** What waits to be accepted, and processes that stand still. */
  readonly queues: ListenQueues;
  readonly dockerService: DockerService;
  readonly daemonJson: DaemonJson;
  /** How the daemon's last start went, where it is down. */
  readonly daemonStart: DaemonStart;
  /** With what it is started, and where each setting is written. */
  readonly daemonSetup: DaemonSetup;
  readonly dockerAnswers: DockerAnswers;
  readonly dockerData: DockerData;
  /** What the running daemon says of itself. */
  readonly dockerInfo: DockerInfo;
  readonly kernel: Kernel;
  readonly inodes: readonly Inodes[];
  readonly disks: readonly Disk[];
  /** That can be written to. */
  readonly fileSystems: readonly FileSystem[];
  readonly mounts: readonly Mount[];
  /** Only where a file system is full. */
  readonly diskUsage: DiskUsage;
  readonly fstabDevices: readonly FstabDevice[];
  readonly configLines: readonly ConfigLine[];
  readonly failedUnits: readonly FailedUnit[];
  /** Only where a mirror's name is one of a region. */
  readonly mirrorNames: NameServers;
  /** Only where a container has a broker's data mounted. */
  readonly rabbitNodes: readonly RabbitNode[];
  readonly memory: Memory;
  readonly pressure: Pressure;
  /** Of running containers. */
  readonly containerLimits: readonly ContainerLimits[];
  /** That ports of the host present. */
  readonly certificates: readonly Certificate[];
  readonly dockerJournal: readonly JournalLine[];
  /** Of containerd and of the units that prepare storage; empty while Docker runs. */
  readonly containerdJournal: readonly JournalLine[];
  readonly images: readonly Image[];
  /** By container id. */
  readonly logs: Readonly<Record<string, readonly LogLine[]>>;
  readonly kernelLog: readonly KernelLogLine[];
  readonly bootTime: number;
  readonly attempts: Attempts;
  /** Follows a packet through the host. */
  readonly tracer: Tracer;
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
  /** The same moment by the clock of whoever asks. */
  readonly askedAt: number;
  /** How long the reading took, milliseconds. */
  readonly readMs: number;
}

export interface ResolvedNeed {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
  /** A container in trouble connects there by its own account; the inventory does not list it. */
  readonly of?: string;
  /** As the host itself resolves it; one for a literal address. */
  readonly resolved: readonly string[];
}

export type Model = { readonly [Id in ViewId]: Known<Views[Id]> };
