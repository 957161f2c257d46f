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
  readonly operatingSystem?: string;
  readonly kernelVersion?: string;
  readonly defaultAddressPools: readonly { readonly base: string; readonly size: number }[];
  /** `iptables`, `iptables+firewalld` or `nftables`; Docker 28 and later. */
  readonly firewallBackend?: string;
  readonly securityOptions: readonly string[];
  readonly warnings: readonly string[];
}
