import type { Address } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { DaemonJson } from './daemon-json.ts';
import type { Disk, Inodes } from './disks.ts';
import type { DockerBinaries } from './docker-binaries.ts';
import type { ContainerSummary } from './docker-containers.ts';
import type { DockerInfo } from './docker-info.ts';
import type { ContainerInspect } from './docker-inspect.ts';
import type { JournalLine } from './docker-journal.ts';
import type { LogLine } from './docker-logs.ts';
import type { DockerNetwork } from './docker-networks.ts';
import type { SysconfigFile } from './docker-sysconfig.ts';
import type { UnitFile } from './docker-unit-files.ts';
import type { Unit } from './docker-unit.ts';
import type { DockerVersion } from './docker-version.ts';
import type { DaemonProcess } from './dockerd-process.ts';
import type { Firewall } from './firewall.ts';
import type { HostsEntry } from './hosts-file.ts';
import type { KernelLogLine } from './kernel-log.ts';
import type { KernelRoute } from './kernel-routes.ts';
import type { Kernel } from './kernel.ts';
import type { Link } from './links.ts';
import type { Memory } from './memory.ts';
import type { Names } from './names.ts';
import type { Neighbour } from './neighbours.ts';
import type { NetworkNamespace } from './network-namespaces.ts';
import type { NftRuleset } from './nft.ts';
import type { OsRelease } from './os-release.ts';
import type { PolicyRule } from './policy-rules.ts';
import type { Privilege } from './privilege.ts';
import type { ResolvConf } from './resolv-conf.ts';
import type { Route } from './routes.ts';
import type { Socket } from './sockets.ts';
import type { Sysctls } from './sysctls.ts';

/** Every fact's value by its id. */
export interface FactValues {
  readonly links: readonly Link[];
  readonly addresses: readonly Address[];
  /** IPv4, of all tables. */
  readonly routes: readonly Route[];
  readonly routes6: readonly Route[];
  readonly 'policy-rules': readonly PolicyRule[];
  readonly 'policy-rules6': readonly PolicyRule[];
  readonly neighbours: readonly Neighbour[];
  readonly sysctls: Sysctls;
  readonly sockets: readonly Socket[];
  readonly iptables: Firewall;
  readonly ip6tables: Firewall;
  /** No tables where legacy iptables is not in use. */
  readonly 'iptables-legacy': Firewall;
  readonly 'ip6tables-legacy': Firewall;
  readonly nft: NftRuleset;
  readonly 'docker-version': DockerVersion;
  readonly 'docker-info': DockerInfo;
  readonly 'docker-containers': readonly ContainerSummary[];
  readonly 'docker-networks': readonly DockerNetwork[];
  readonly 'docker-inspect': readonly ContainerInspect[];
  /** By container id. */
  readonly 'docker-logs': Readonly<Record<string, readonly LogLine[]>>;
  readonly 'docker-unit': readonly Unit[];
  readonly 'docker-unit-files': readonly UnitFile[];
  readonly 'docker-journal': readonly JournalLine[];
  readonly 'daemon-json': DaemonJson;
  readonly 'docker-sysconfig': readonly SysconfigFile[];
  readonly 'dockerd-process': readonly DaemonProcess[];
  readonly 'docker-binaries': DockerBinaries;
  readonly 'resolv-conf': ResolvConf;
  readonly 'hosts-file': readonly HostsEntry[];
  readonly 'os-release': OsRelease;
  readonly kernel: Kernel;
  /** Seconds since 1970. */
  readonly 'boot-time': number;
  readonly clock: Clock;
  readonly memory: Memory;
  readonly disks: readonly Disk[];
  readonly inodes: readonly Inodes[];
  readonly 'kernel-log': readonly KernelLogLine[];
  readonly 'network-namespaces': readonly NetworkNamespace[];
  readonly 'kernel-routes': readonly KernelRoute[];
  readonly names: Names;
  readonly privilege: Privilege;
}

export type FactId = keyof FactValues;
