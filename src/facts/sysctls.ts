import type { Fact } from './fact.ts';
import { linesOf, unreadable, value } from './parsed.ts';

/**
 * Kernel settings by their dotted name: `net.ipv4.ip_forward`. A dot inside a part of the path is written as a slash, as
 * sysctl(8) does: `net.ipv4.conf.eth0/100.rp_filter`. Values are trimmed; what the host does not have is missing.
 */
export type Sysctls = Readonly<Record<string, string>>;

const PATHS = [
  'net/ipv4/ip_forward',
  'net/ipv4/conf/*/forwarding',
  'net/ipv4/conf/*/rp_filter',
  'net/ipv4/conf/*/route_localnet',
  'net/ipv4/conf/all/log_martians',
  'net/ipv4/ip_nonlocal_bind',
  'net/ipv4/ip_local_port_range',
  'net/ipv4/ip_local_reserved_ports',
  'net/ipv4/tcp_tw_recycle',
  'net/ipv4/tcp_syncookies',
  'net/ipv4/tcp_max_syn_backlog',
  'net/ipv4/tcp_mtu_probing',
  'net/ipv4/neigh/default/gc_thresh3',
  'net/ipv6/bindv6only',
  'net/ipv6/conf/all/forwarding',
  'net/ipv6/conf/default/forwarding',
  'net/ipv6/conf/all/disable_ipv6',
  'net/bridge/bridge-nf-call-iptables',
  'net/bridge/bridge-nf-call-ip6tables',
  'net/netfilter/nf_conntrack_max',
  'net/netfilter/nf_conntrack_count',
  'net/core/somaxconn',
  'fs/file-max',
  'fs/file-nr',
  'fs/may_detach_mounts',
  'fs/inotify/max_user_instances',
  'fs/inotify/max_user_watches',
  'kernel/pid_max',
  'kernel/random/entropy_avail',
  'kernel/threads-max',
  'vm/max_map_count',
  'vm/overcommit_memory',
];

/**
 *     /proc/sys/net/ipv4/ip_forward:1
 *     /proc/sys/net/ipv4/conf/eth0.100/rp_filter:2
 */
export const sysctls: Fact<'sysctls', Sysctls> = {
  id: 'sysctls',
  title: 'kernel settings',
  read: {
    kind: 'command',
    // One process for all of them; files that this kernel does not have are skipped without a word.
    candidates: [['sh', '-c', `cd /proc/sys && exec grep -sH '' ${PATHS.join(' ')}`]],
  },
  parse: (raw) => {
    const settings: Record<string, string> = {};
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const colon = line.indexOf(':', line.lastIndexOf('/'));
      if (colon < 0) unread.push(line);
      else settings[nameOf(line.slice(0, colon))] = line.slice(colon + 1).trim();
    }
    if (Object.keys(settings).length === 0)
      return unreadable(linesOf(raw.stderr)[0] ?? 'nothing under /proc/sys');
    return value(settings, unread);
  },
};

const nameOf = (path: string): string =>
  path
    .split('/')
    .map((part) => part.replaceAll('.', '/'))
    .join('.');

/** `deviceSysctl('eth0.100', 'rp_filter')` is `net.ipv4.conf.eth0/100.rp_filter`. */
export const deviceSysctl = (device: string, setting: string): string =>
  `net.ipv4.conf.${device.replaceAll('.', '/')}.${setting}`;
