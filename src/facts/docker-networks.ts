import { z } from 'zod';
import { flag, labels, nullableArray, nullableRecord, optionalText, parseEach, text } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { wholeNumber, withoutUndefined } from './parsed.ts';

export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  /** bridge, host, null, overlay, macvlan, ipvlan… */
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly ipv6: boolean;
  /** Without IPv4; Docker 28 and later. */
  readonly withoutIpv4?: true;
  /** Single containers may join a network of the swarm. */
  readonly attachable?: true;
  /** The swarm's own, for what services publish. */
  readonly ingress?: true;
  /** A configuration for others, of which nothing stands on the host; or the name of the one that this network was made by. */
  readonly configOnly?: true;
  readonly configFrom?: string;
  /** Absent: Docker's own, `default`. */
  readonly ipamDriver?: string;
  readonly ipamOptions?: Readonly<Record<string, string>>;
  readonly created?: string;
  readonly subnets: readonly DockerSubnet[];
  readonly options: BridgeOptions;
  /** Running containers; always empty from API 1.28 on (Docker 17.05), whose list leaves them out: `docker-inspect` has them. */
  readonly containers: readonly DockerEndpoint[];
  readonly labels: Readonly<Record<string, string>>;
  /** bridge driver only: the device on the host, docker0 or `br-` and the first 12 characters of the id or the name that the network asks for. */
  readonly bridgeDevice?: string;
}

export interface DockerSubnet {
  readonly subnet: string;
  readonly gateway?: string;
  readonly ipRange?: string;
  /** Addresses that Docker gives nobody, by name. */
  readonly auxiliary?: Readonly<Record<string, string>>;
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

const Network = z
  .object({
    Id: z.string(),
    Name: z.string(),
    Driver: text,
    Scope: text,
    Internal: flag,
    EnableIPv6: flag,
    EnableIPv4: z.boolean().nullish(),
    Attachable: flag,
    Ingress: flag,
    ConfigOnly: flag,
    ConfigFrom: z.object({ Network: optionalText }).nullish(),
    Created: optionalText,
    IPAM: z
      .object({
        Driver: optionalText,
        Options: labels,
        Config: nullableArray(
          z.object({
            Subnet: optionalText,
            Gateway: optionalText,
            IPRange: optionalText,
            AuxiliaryAddresses: labels,
          }),
        ),
      })
      .nullish(),
    Options: labels,
    Containers: nullableRecord(
      z.object({
        Name: text,
        IPv4Address: optionalText,
        IPv6Address: optionalText,
        MacAddress: optionalText,
      }),
    ),
    Labels: labels,
  })
  .transform((body): DockerNetwork => {
    const options = bridgeOptions(body.Options);
    return withoutUndefined({
      id: body.Id,
      name: body.Name,
      driver: body.Driver,
      scope: body.Scope,
      internal: body.Internal,
      ipv6: body.EnableIPv6,
      withoutIpv4: body.EnableIPv4 === false || undefined,
      attachable: body.Attachable || undefined,
      ingress: body.Ingress || undefined,
      configOnly: body.ConfigOnly || undefined,
      configFrom: body.ConfigFrom?.Network,
      ipamDriver: body.IPAM?.Driver === 'default' ? undefined : body.IPAM?.Driver,
      ipamOptions: unlessEmpty(body.IPAM?.Options),
      created: body.Created,
      subnets: (body.IPAM?.Config ?? []).flatMap(({ Subnet, Gateway, IPRange, AuxiliaryAddresses }) =>
        Subnet === undefined
          ? []
          : [
              withoutUndefined({
                subnet: Subnet,
                gateway: withoutLength(Gateway),
                ipRange: IPRange,
                auxiliary: unlessEmpty(AuxiliaryAddresses),
              }),
            ],
      ),
      options,
      containers: Object.entries(body.Containers).map(([id, endpoint]) =>
        withoutUndefined({
          id,
          name: endpoint.Name,
          ipv4: withoutLength(endpoint.IPv4Address),
          ipv6: withoutLength(endpoint.IPv6Address),
          mac: endpoint.MacAddress,
        }),
      ),
      labels: body.Labels,
      bridgeDevice:
        body.Driver === 'bridge' ? (options.bridgeName ?? `br-${body.Id.slice(0, 12)}`) : undefined,
    });
  });

/** Docker writes a gateway as `172.18.0.1` or, before 1.13, as `172.18.0.1/16`. */
const withoutLength = (address: string | undefined): string | undefined => address?.split('/')[0];

function unlessEmpty(of: Readonly<Record<string, string>> | undefined) {
  return of === undefined || Object.keys(of).length === 0 ? undefined : of;
}

function bridgeOptions(all: Readonly<Record<string, string>>): BridgeOptions {
  const yes = (name: string) => {
    const given = all[name];
    return given === undefined ? undefined : given === 'true' || given === '1';
  };
  return withoutUndefined({
    bridgeName: all['com.docker.network.bridge.name'],
    defaultBridge: yes('com.docker.network.bridge.default_bridge'),
    interContainer: yes('com.docker.network.bridge.enable_icc'),
    masquerade: yes('com.docker.network.bridge.enable_ip_masquerade'),
    hostBindingIpv4: all['com.docker.network.bridge.host_binding_ipv4'],
    mtu: wholeNumber(all['com.docker.network.driver.mtu']),
    gatewayModeIpv4: all['com.docker.network.bridge.gateway_mode_ipv4'],
    all,
  });
}

/** `[{"Name":"bridge","Id":"f2de…","Driver":"bridge","IPAM":{"Config":[{"Subnet":"172.17.0.0/16"}]},"Options":{"com.docker.network.bridge.name":"docker0",…}}]` */
export const dockerNetworks: Fact<'docker-networks', readonly DockerNetwork[]> = {
  id: 'docker-networks',
  title: 'Docker networks',
  read: { kind: 'docker', path: '/networks' },
  parse: (raw) => parseEach(raw, Network),
};
