import { parseEach } from './docker-api.ts';
import { InspectBody } from './docker-inspect-body.ts';
import type { Endpoint } from './endpoints.ts';
import type { Fact } from './fact.ts';

export interface ContainerInspect {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** What was asked for: `microsoft/dotnet:2.1-runtime`. */
  readonly image: string;
  readonly imageId: string;
  /** ISO 8601. */
  readonly created: string;
  /** What is run: entrypoint or command with its arguments, as the daemon resolved it. */
  readonly path: string;
  readonly args: readonly string[];
  readonly state: ContainerState;
  readonly restartCount: number;
  readonly config: ContainerConfig;
  readonly hostConfig: ContainerHostConfig;
  /** What is bound now; empty while the container does not run. A port that is exposed only has no bindings. */
  readonly ports: readonly BoundPort[];
  readonly networks: readonly ContainerNetwork[];
  readonly mounts: readonly ContainerMount[];
  /** On the host; absent before the first start. */
  readonly resolvConfPath?: string;
  readonly hostsPath?: string;
  readonly storageDriver?: string;
  readonly platform?: string;
}

export interface ContainerState {
  readonly status: string;
  readonly running: boolean;
  readonly paused: boolean;
  readonly restarting: boolean;
  readonly oomKilled: boolean;
  readonly dead: boolean;
  /** Of the main process on the host; 0 while it does not run. */
  readonly pid: number;
  readonly exitCode: number;
  /** Why it could not be started; `docker logs` does not have it. */
  readonly error: string;
  /** ISO 8601; absent where it never happened. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly health?: ContainerHealth;
}

export interface ContainerHealth {
  /** starting, healthy, unhealthy */
  readonly status: string;
  readonly failingStreak: number;
  /** Of the last probe. */
  readonly lastExitCode?: number;
  readonly lastOutput?: string;
}

export interface ContainerConfig {
  /** Names of all environment variables, in order. */
  readonly envNames: readonly string[];
  /** Values of the few that say where an application listens and which runtime it has (ASPNETCORE_URLS, PORT, DOTNET_VERSION…). Never a secret. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its connection strings lead: host and port alone. */
  readonly endpoints: readonly Endpoint[];
  readonly cmd: readonly string[];
  readonly entrypoint: readonly string[];
  readonly exposedPorts: readonly { readonly port: number; readonly protocol: string }[];
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workingDir: string;
  readonly hostname?: string;
  /** Asked for by `--mac-address`. */
  readonly macAddress?: string;
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly stopSignal?: string;
  readonly healthcheck?: readonly string[];
}

export interface ContainerHostConfig {
  /** `default`, `bridge`, `host`, `none`, `container:<id>` or a network's name. */
  readonly networkMode: string;
  readonly portBindings: readonly PortBinding[];
  /** no, always, on-failure, unless-stopped */
  readonly restartPolicy: { readonly name: string; readonly maximumRetryCount: number };
  /** Bytes; 0 is no limit. */
  readonly memory: number;
  readonly memorySwap: number;
  readonly pidsLimit?: number;
  readonly autoRemove: boolean;
  readonly readonlyRootfs: boolean;
  readonly privileged: boolean;
  readonly publishAllPorts: boolean;
  readonly links: readonly string[];
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  /** json-file, journald, none… */
  readonly logDriver: string;
  readonly logOptions: Readonly<Record<string, string>>;
  readonly pidMode?: string;
  /** Paths of the host that have to be there at every start (`--mount type=bind`); those of -v Docker makes where they are missing. */
  readonly requiredBinds: readonly string[];
}

/** What was asked for with `-p`. */
export interface PortBinding {
  readonly containerPort: number;
  readonly protocol: string;
  /** Empty: every address of the host. */
  readonly hostIp: string;
  /** Absent: Docker picks one, of `hostPorts` where a range was asked for. */
  readonly hostPort?: number;
  readonly hostPorts?: { readonly first: number; readonly last: number };
}

export interface BoundPort {
  readonly containerPort: number;
  readonly protocol: string;
  readonly bindings: readonly { readonly hostIp: string; readonly hostPort: number }[];
}

export interface ContainerNetwork {
  readonly name: string;
  readonly networkId: string;
  /** Absent while the container does not run. */
  readonly ipv4?: string;
  /** Asked for by `--ip`, whether or not the container runs. */
  readonly fixedIpv4?: string;
  readonly fixedIpv6?: string;
  readonly ipv4PrefixLength?: number;
  readonly gateway?: string;
  readonly ipv6?: string;
  readonly ipv6PrefixLength?: number;
  readonly mac?: string;
  readonly aliases: readonly string[];
  /** `container:alias`, of `--link` in a network of one's own. */
  readonly links?: readonly string[];
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** Which network's gateway the container takes; Docker 28 and later, where it is not 0. */
  readonly gatewayPriority?: number;
}

export interface ContainerMount {
  /** bind, volume, tmpfs */
  readonly type: string;
  readonly name?: string;
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

/** `{"<id>":{"Id":"…","Created":"…","Path":"dotnet","Args":["TopApi.dll"],"State":{…},"HostConfig":{…},"NetworkSettings":{…}},…}` */
export const dockerInspect: Fact<'docker-inspect', readonly ContainerInspect[]> = {
  id: 'docker-inspect',
  title: 'containers in detail',
  read: { kind: 'docker-each', path: (containerId) => `/containers/${containerId}/json` },
  parse: (raw) => parseEach(raw, InspectBody),
};
