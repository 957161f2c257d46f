/**
 * Keys of daemon.json with the first Docker that knows each; 1.12 stands for all before. A flag's own name in the singular
 * is let through as well.
 * Source: the flag lists of cmd/dockerd in moby 1.12 to 28 and the release notes.
 */
const SINCE: Readonly<Record<string, string>> = {
  ...every(
    '1.12',
    'api-cors-header authorization-plugins bip bridge cgroup-parent cluster-advertise cluster-store cluster-store-opts ' +
      'containerd debug default-gateway default-gateway-v6 default-runtime default-ulimits disable-legacy-registry dns ' +
      'dns-opts dns-search exec-opts exec-root fixed-cidr fixed-cidr-v6 graph group hosts icc insecure-registries ip ' +
      'ip-forward ip-masq iptables ipv6 labels live-restore log-driver log-level log-opts max-concurrent-downloads ' +
      'max-concurrent-uploads mtu oom-score-adjust pidfile raw-logs registry-mirrors runtimes selinux-enabled ' +
      'storage-driver storage-opts swarm-default-advertise-addr tls tlscacert tlscert tlskey tlsverify userland-proxy ' +
      'userns-remap config-file help version',
  ),
  ...every(
    '1.12',
    'host label log-opt storage-opt exec-opt dns-opt insecure-registry registry-mirror authorization-plugin ' +
      'default-ulimit add-runtime cluster-store-opt',
  ),
  ...every(
    '1.13',
    'experimental init init-path metrics-addr seccomp-profile shutdown-timeout userland-proxy-path',
  ),
  ...every('17.05', 'data-root no-new-privileges allow-nondistributable-artifacts'),
  ...every('17.06', 'cpu-rt-period cpu-rt-runtime default-shm-size network-control-plane-mtu'),
  ...every('17.12', 'default-ipc-mode node-generic-resources node-generic-resource'),
  ...every('18.09', 'default-address-pools default-address-pool features builder cri-containerd'),
  ...every('19.03', 'containerd-namespace containerd-plugins-namespace rootless'),
  ...every('20.10', 'ip6tables max-download-attempts default-cgroupns-mode host-gateway-ip'),
  ...every('23.0', 'http-proxy https-proxy no-proxy proxies validate'),
  ...every('24.0', 'default-network-opts default-network-opt'),
  ...every('25.0', 'cdi-spec-dirs cdi-spec-dir log-format feature'),
  ...every('28.0', 'bip6 ip-forward-no-drop host-gateway-ips allow-direct-routing bridge-accept-fwmark'),
  ...every('29.0', 'firewall-backend nri-opts min-api-version'),
};

function every(version: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, version]));
}

/** The first Docker that knows a key; undefined for one that none knows. */
export function knownSince(key: string): string | undefined {
  return SINCE[key];
}

/** The known key that somebody may have meant: one letter more, less or other, or `-` for `_`. */
export function meantBy(key: string): string | undefined {
  const plain = key.replaceAll('_', '-').toLowerCase();
  return SINCE[plain] === undefined ? Object.keys(SINCE).find((known) => areClose(known, plain)) : plain;
}

function areClose(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 3) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}

/** Their inner keys are taken for settings of their own where the value is an object, but for these. */
export const NESTED = new Set(
  'cluster-store-opts log-opts runtimes default-ulimits features builder proxies default-network-opts nri-opts'.split(
    ' ',
  ),
);
