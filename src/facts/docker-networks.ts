export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  /** bridge, host, null, overlay, macvlan, ipvlan… */
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly ipv6: boolean;
  readonly created?: string;
  readonly subnets: readonly DockerSubnet[];
  readonly options: BridgeOptions;
  readonly containers: readonly DockerEndpoint[];
  readonly labels: Readonly<Record<string, string>>;
  /** bridge driver only: the device on the host, docker0 or `br-` and the first 12 characters of the id or the name that the network asks for. */
  readonly bridgeDevice?: string;
}

export interface DockerSubnet {
  readonly subnet: string;
  readonly gateway?: string;
  readonly ipRange?: string;
}

/** Those of the network's options that routes and the firewall depend on; absent means Docker's default. */
export interface BridgeOptions {
  readonly bridgeName?: string;
  readonly defaultBridge?: boolean;
  readonly interContainer?: boolean;
  readonly masquerade?: boolean;
  readonly hostBindingIpv4?: string;
  readonly mtu?: number;
  /** `nat`, `routed`, `nat-unprotected`, `isolated`: Docker 27 and later. */
  readonly gatewayModeIpv4?: string;
  /** All options as Docker gives them. */
  readonly all: Readonly<Record<string, string>>;
}

/** A running container in this network. */
export interface DockerEndpoint {
  readonly id: string;
  readonly name: string;
  /** Without the prefix length. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly mac?: string;
}
