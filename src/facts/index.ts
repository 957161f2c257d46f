import type { Fact } from './fact.ts';
import { addressRivals, type AddressRival } from './address-rivals.ts';
import { addresses, type Address } from './addresses.ts';
import { bindSources, type BindSource } from './bind-sources.ts';
import { bootTime } from './boot-time.ts';
import { certificates, type Certificate } from './certificates.ts';
import { clock, type Clock } from './clock.ts';
import { configLines, type ConfigLine } from './config-lines.ts';
import { containerLimits, type ContainerLimits } from './container-limits.ts';
import { containerNames, type ContainerNames } from './container-names.ts';
import { daemonJson, type DaemonJson } from './daemon-json.ts';
import { diskUsage, type DiskUsage } from './disk-usage.ts';
import { disks, inodes, type Disk, type Inodes } from './disks.ts';
import { dockerBinaries, type DockerBinaries } from './docker-binaries.ts';
import { dockerData, type DockerData } from './docker-data.ts';
import { dockerContainers, type ContainerSummary } from './docker-containers.ts';
import { dockerEvents, type ContainerEvents } from './docker-events.ts';
import { dockerImages, type Image } from './docker-images.ts';
import { dockerInfo, type DockerInfo } from './docker-info.ts';
import { dockerInspect, type ContainerInspect } from './docker-inspect.ts';
import { containerdJournal, dockerJournal, type JournalLine } from './docker-journal.ts';
import { dockerLogs, type LogLine } from './docker-logs.ts';
import { dockerNetworks, type DockerNetwork } from './docker-networks.ts';
import { dockerNetworkState, type DockerNetworkState } from './docker-network-state.ts';
import { dockerSysconfig, type SysconfigFile } from './docker-sysconfig.ts';
import { dockerUnit, type Unit } from './docker-unit.ts';
import { dockerUnitFiles, type UnitFile } from './docker-unit-files.ts';
import { dockerVersion, type DockerVersion } from './docker-version.ts';
import { dockerdProcess, type DaemonProcess } from './dockerd-process.ts';
import { failedUnits, type FailedUnit } from './failed-units.ts';
import { fstabDevices, type FstabDevice } from './fstab-devices.ts';
import { iptables, ip6tables, iptablesLegacy, ip6tablesLegacy, type Firewall } from './firewall.ts';
import { gateways, type Gateway } from './gateways.ts';
import { halfOpen, type HalfOpen } from './half-open.ts';
import { bridgePorts, type BridgePort } from './bridge-ports.ts';
import { firewalld, type Firewalld } from './firewalld.ts';
import { farSigns, type FarSign } from './far-signs.ts';
import { hostsFile, type HostsEntry } from './hosts-file.ts';
import { ipCounters, ipCountersAfter, type IpCounters } from './ip-counters.ts';
import { ipset, type IpSet } from './ipset.ts';
import { kernel, type Kernel } from './kernel.ts';
import { kernelLog, type KernelLogLine } from './kernel-log.ts';
import { kernelRoutes, type KernelRoute } from './kernel-routes.ts';
import { listenQueues, type ListenQueues } from './listen-queues.ts';
import { links, type Link } from './links.ts';
import { memory, type Memory } from './memory.ts';
import { mirrorNames } from './mirror-names.ts';
import { mounts, type Mount } from './mounts.ts';
import { nameServers, type NameServers } from './name-servers.ts';
import { names, type Names } from './names.ts';
import { neighbours, type Neighbour } from './neighbours.ts';
import { neighboursAfter } from './neighbours-after.ts';
import { natAfterRetry, natBeforeRetry } from './nat-counters.ts';
import { networkFiles, type NetworkFileLine } from './network-files.ts';
import { networkNamespaces, type NetworkNamespace } from './network-namespaces.ts';
import { nft, type NftRuleset } from './nft.ts';
import { osRelease, type OsRelease } from './os-release.ts';
import { pathMtu, type PathProbe } from './path-mtu.ts';
import { podmanContainers, type PodmanContainer } from './podman-containers.ts';
import { policyRules, policyRules6, type PolicyRule } from './policy-rules.ts';
import { pressure, type Pressure } from './pressure.ts';
import { privilege, type Privilege } from './privilege.ts';
import { rabbitNodes, type RabbitNode } from './rabbit-nodes.ts';
import { resolvConf, type ResolvConf } from './resolv-conf.ts';
import { routes, routes6, type Route } from './routes.ts';
import { sockets, type Socket } from './sockets.ts';
import { stalledFlows, type StalledFlow } from './stalled-flows.ts';
import { sysctls, type Sysctls } from './sysctls.ts';

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
  readonly 'bridge-ports': readonly BridgePort[];
  readonly firewalld: Firewalld;
  readonly 'far-signs': readonly FarSign[];
  readonly 'neighbours-after': readonly Neighbour[];
  readonly sysctls: Sysctls;
  readonly sockets: readonly Socket[];
  readonly iptables: Firewall;
  readonly ip6tables: Firewall;
  /** No tables where legacy iptables is not in use. */
  readonly 'iptables-legacy': Firewall;
  readonly 'ip6tables-legacy': Firewall;
  /** The nat table alone. */
  readonly 'nat-before-retry': Firewall;
  readonly 'nat-after-retry': Firewall;
  readonly nft: NftRuleset;
  readonly ipset: readonly IpSet[];
  readonly 'docker-version': DockerVersion;
  readonly 'docker-info': DockerInfo;
  readonly 'docker-containers': readonly ContainerSummary[];
  readonly 'docker-networks': readonly DockerNetwork[];
  readonly 'docker-inspect': readonly ContainerInspect[];
  /** By container id. */
  readonly 'docker-logs': Readonly<Record<string, readonly LogLine[]>>;
  /** Of containers in trouble alone. */
  readonly 'bind-sources': readonly BindSource[];
  readonly 'docker-images': readonly Image[];
  readonly 'docker-events': ContainerEvents;
  readonly 'docker-unit': readonly Unit[];
  readonly 'docker-unit-files': readonly UnitFile[];
  readonly 'docker-journal': readonly JournalLine[];
  readonly 'daemon-json': DaemonJson;
  readonly 'docker-sysconfig': readonly SysconfigFile[];
  readonly 'docker-data': DockerData;
  readonly 'containerd-journal': readonly JournalLine[];
  readonly 'dockerd-process': readonly DaemonProcess[];
  readonly 'docker-binaries': DockerBinaries;
  readonly 'podman-containers': readonly PodmanContainer[];
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
  readonly mounts: readonly Mount[];
  readonly 'disk-usage': DiskUsage;
  readonly pressure: Pressure;
  readonly 'fstab-devices': readonly FstabDevice[];
  readonly 'config-lines': readonly ConfigLine[];
  readonly 'failed-units': readonly FailedUnit[];
  readonly 'mirror-names': NameServers;
  readonly 'rabbit-nodes': readonly RabbitNode[];
  readonly 'container-limits': readonly ContainerLimits[];
  readonly certificates: readonly Certificate[];
  readonly 'kernel-log': readonly KernelLogLine[];
  readonly 'network-namespaces': readonly NetworkNamespace[];
  readonly 'kernel-routes': readonly KernelRoute[];
  readonly gateways: readonly Gateway[];
  readonly 'half-open': readonly HalfOpen[];
  readonly 'network-files': readonly NetworkFileLine[];
  readonly 'ip-counters': IpCounters;
  readonly 'ip-counters-after': IpCounters;
  readonly 'docker-network-state': DockerNetworkState;
  readonly 'stalled-flows': readonly StalledFlow[];
  readonly 'path-mtu': readonly PathProbe[];
  readonly 'address-rivals': readonly AddressRival[];
  readonly names: Names;
  readonly 'name-servers': NameServers;
  readonly 'container-names': readonly ContainerNames[];
  readonly 'listen-queues': ListenQueues;
  readonly privilege: Privilege;
}

export type FactId = keyof FactValues;

/** Every fact by its id; what is not in this list is never read from a host. */
export const facts: { readonly [Id in FactId]: Fact<Id, FactValues[Id]> } = {
  links,
  addresses,
  routes,
  routes6,
  'policy-rules': policyRules,
  'policy-rules6': policyRules6,
  neighbours,
  'neighbours-after': neighboursAfter,
  'bridge-ports': bridgePorts,
  firewalld,
  'far-signs': farSigns,
  sysctls,
  sockets,
  iptables,
  ip6tables,
  'iptables-legacy': iptablesLegacy,
  'ip6tables-legacy': ip6tablesLegacy,
  'nat-before-retry': natBeforeRetry,
  'nat-after-retry': natAfterRetry,
  nft,
  ipset,
  'docker-version': dockerVersion,
  'docker-info': dockerInfo,
  'docker-containers': dockerContainers,
  'docker-networks': dockerNetworks,
  'docker-inspect': dockerInspect,
  'docker-logs': dockerLogs,
  'docker-events': dockerEvents,
  'docker-images': dockerImages,
  'bind-sources': bindSources,
  'docker-unit': dockerUnit,
  'docker-unit-files': dockerUnitFiles,
  'docker-journal': dockerJournal,
  'daemon-json': daemonJson,
  'docker-sysconfig': dockerSysconfig,
  'docker-data': dockerData,
  'containerd-journal': containerdJournal,
  'dockerd-process': dockerdProcess,
  'docker-binaries': dockerBinaries,
  'podman-containers': podmanContainers,
  'resolv-conf': resolvConf,
  'hosts-file': hostsFile,
  'os-release': osRelease,
  kernel,
  'boot-time': bootTime,
  clock,
  memory,
  disks,
  inodes,
  mounts,
  'disk-usage': diskUsage,
  'fstab-devices': fstabDevices,
  'config-lines': configLines,
  'failed-units': failedUnits,
  'mirror-names': mirrorNames,
  'rabbit-nodes': rabbitNodes,
  pressure,
  'container-limits': containerLimits,
  certificates,
  'kernel-log': kernelLog,
  'network-namespaces': networkNamespaces,
  'kernel-routes': kernelRoutes,
  gateways,
  'half-open': halfOpen,
  'network-files': networkFiles,
  'ip-counters': ipCounters,
  'ip-counters-after': ipCountersAfter,
  'docker-network-state': dockerNetworkState,
  'stalled-flows': stalledFlows,
  'path-mtu': pathMtu,
  'address-rivals': addressRivals,
  names,
  'name-servers': nameServers,
  'container-names': containerNames,
  'listen-queues': listenQueues,
  privilege,
};
