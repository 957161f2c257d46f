import { z } from 'zod';
import { count, nullableArray, optionalText, parseObject, text, texts } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { withoutUndefined } from './parsed.ts';

export interface DockerInfo {
  readonly serverVersion: string;
  readonly containers: number;
  readonly containersRunning: number;
  readonly containersPaused: number;
  readonly containersStopped: number;
  readonly images: number;
  /** overlay2, devicemapper… */
  readonly storageDriver: string;
  readonly driverStatus: readonly (readonly [string, string])[];
  readonly rootDir: string;
  readonly loggingDriver?: string;
  readonly cgroupDriver?: string;
  readonly cgroupVersion?: string;
  readonly liveRestore?: boolean;
  readonly ipv4Forwarding?: boolean;
  readonly bridgeNfIptables?: boolean;
  readonly swarmState?: string;
  /** Under which the swarm knows this node. */
  readonly swarmAddress?: string;
  readonly swarmError?: string;
  readonly operatingSystem?: string;
  readonly kernelVersion?: string;
  readonly defaultAddressPools: readonly { readonly base: string; readonly size: number }[];
  /** `iptables`, `iptables+firewalld` or `nftables`; Docker 28 and later. */
  readonly firewallBackend?: string;
  readonly securityOptions: readonly string[];
  readonly warnings: readonly string[];
}

const Info = z
  .object({
    ServerVersion: text,
    Containers: count,
    ContainersRunning: count,
    ContainersPaused: count,
    ContainersStopped: count,
    Images: count,
    Driver: text,
    DriverStatus: nullableArray(z.array(z.string())),
    DockerRootDir: text,
    LoggingDriver: optionalText,
    CgroupDriver: optionalText,
    CgroupVersion: optionalText,
    LiveRestoreEnabled: z.boolean().nullish(),
    IPv4Forwarding: z.boolean().nullish(),
    BridgeNfIptables: z.boolean().nullish(),
    Swarm: z.object({ LocalNodeState: optionalText, NodeAddr: optionalText, Error: optionalText }).nullish(),
    OperatingSystem: optionalText,
    KernelVersion: optionalText,
    DefaultAddressPools: nullableArray(z.object({ Base: z.string(), Size: z.number() })),
    FirewallBackend: z.object({ Driver: optionalText }).nullish(),
    SecurityOptions: texts,
    Warnings: texts,
  })
  .transform((body): DockerInfo =>
    withoutUndefined({
      serverVersion: body.ServerVersion,
      containers: body.Containers,
      containersRunning: body.ContainersRunning,
      containersPaused: body.ContainersPaused,
      containersStopped: body.ContainersStopped,
      images: body.Images,
      storageDriver: body.Driver,
      driverStatus: body.DriverStatus.map(([name = '', held = '']) => [name, held] as const),
      rootDir: body.DockerRootDir,
      loggingDriver: body.LoggingDriver,
      cgroupDriver: body.CgroupDriver,
      cgroupVersion: body.CgroupVersion,
      liveRestore: body.LiveRestoreEnabled ?? undefined,
      ipv4Forwarding: body.IPv4Forwarding ?? undefined,
      bridgeNfIptables: body.BridgeNfIptables ?? undefined,
      swarmState: body.Swarm?.LocalNodeState,
      swarmAddress: body.Swarm?.NodeAddr,
      swarmError: body.Swarm?.Error,
      operatingSystem: body.OperatingSystem,
      kernelVersion: body.KernelVersion,
      defaultAddressPools: body.DefaultAddressPools.map((pool) => ({ base: pool.Base, size: pool.Size })),
      firewallBackend: body.FirewallBackend?.Driver,
      securityOptions: body.SecurityOptions,
      warnings: body.Warnings,
    }),
  );

/** `{"Containers":2,"ContainersRunning":1,…,"Driver":"overlay2","IPv4Forwarding":true,…,"ServerVersion":"20.10.24+dfsg1"}` */
export const dockerInfo: Fact<'docker-info', DockerInfo> = {
  id: 'docker-info',
  title: 'Docker settings as the daemon sees them',
  read: { kind: 'docker', path: '/info' },
  parse: (raw) => parseObject(raw, Info),
};
