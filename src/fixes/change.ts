import type { FixPlan } from '../report/fix.ts';

/**
 * A plan with everything that the host needs to carry it out and to take it back. It may hold secrets (a daemon.json has credentials of
 * proxies and registries), so it goes to the host and nowhere else.
 */
export interface PreparedChange {
  readonly plan: FixPlan;
  readonly docker: DockerService;
  /** Those that run now, in the order in which they were created: they run again afterwards, whatever their restart policy. */
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  /** Live-restore keeps bridges as they are as long as one container runs. */
  readonly stopFirst: boolean;
  readonly change: BipChange | BridgeChange | NetworkChange;
}

/** How Docker is restarted there. */
export interface DockerService {
  readonly manager: 'systemd' | 'openrc' | 'service';
  /** `docker.service`, `snap.docker.dockerd.service`, `docker`. */
  readonly unit: string;
  /** Absolute path of the client. */
  readonly client: string;
  /** Absolute path of a dockerd that knows `--validate` (23.0 and later). */
  readonly validator?: string;
  /** Seconds after which a restart counts as hung. */
  readonly restartSeconds: number;
}

/** Docker's configuration file in its four states. */
export interface FileChange {
  /** Links resolved. */
  readonly path: string;
  /** Byte for byte; absent where there is no file. */
  readonly before?: Buffer;
  readonly after: Buffer;
  /**
   * For the undo: without a `bip` Docker keeps the address that its own state remembers, so the old effective address is written,
   * Docker restarted, and only then the old bytes put back.
   */
  readonly back: Buffer;
}

export interface BipChange {
  readonly kind: 'bip';
  readonly file: FileChange;
  readonly device: string;
  /** CIDR of the bridge itself: `192.168.0.1/20`. */
  readonly from: string;
  readonly to: string;
}

export interface BridgeChange {
  readonly kind: 'bridge';
  readonly file: FileChange;
  /** Docker's own bridge, which goes. */
  readonly device: string;
  readonly from: string;
  readonly newDevice: string;
  readonly to: string;
}

/** A network of Docker's is created again on another subnet, its containers running meanwhile. */
export interface NetworkChange {
  readonly kind: 'network';
  readonly name: string;
  /** Before the change; recreated, it has another. */
  readonly id: string;
  /** The bridge on the host, where the network asks for a name of its own; otherwise it is named after the id. */
  readonly bridgeName?: string;
  /** CIDR of the bridge itself: `172.18.0.1/16`. */
  readonly from: string;
  readonly to: string;
  /** The IPv4 range as Docker has it: `172.18.0.0/16`. */
  readonly fromSubnet: string;
  readonly toSubnet: string;
  /** Words of `docker network create`, without the subnet's. */
  readonly create: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Containers that run and that no policy starts again: one that ends meanwhile without an error has done its work. */
  readonly mayEnd: readonly string[];
  /** Ids of those that run and lose their connections by it: what ends after that may have ended because of it. */
  readonly touched: readonly string[];
  /** In the order in which they join. Stopped ones too: they could not start without their network. */
  readonly members: readonly NetworkMember[];
}

export interface NetworkMember {
  readonly id: string;
  /** Words of `docker network connect` before network and container. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The IPv4 address that it asks for. */
  readonly fixed?: { readonly before: string; readonly after: string };
}
