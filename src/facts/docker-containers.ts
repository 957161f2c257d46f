/** A row of `docker ps -a`. */
export interface ContainerSummary {
  readonly id: string;
  /** Without the leading slash; the first of its names that is no link's alias. */
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly command: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** created, running, paused, restarting, exited, dead, removing */
  readonly state: string;
  /** `Up 3 hours (healthy)`, `Exited (150) 2 minutes ago` */
  readonly status: string;
  readonly ports: readonly SummaryPort[];
  readonly labels: Readonly<Record<string, string>>;
  readonly networkMode?: string;
  readonly networks: readonly { readonly name: string; readonly networkId: string; readonly ipv4?: string }[];
}

export interface SummaryPort {
  readonly containerPort: number;
  readonly protocol: string;
  /** Absent where the port is exposed and not published. */
  readonly hostPort?: number;
  readonly hostIp?: string;
}
