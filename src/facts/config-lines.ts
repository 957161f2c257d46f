import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A line of a configuration file that says where the host is, or where it finds others. Comments are left out. */
export interface ConfigLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** How the network cards are set up. */
const NETWORK = [
  '/etc/sysconfig/network-scripts/ifcfg-*',
  '/etc/network/interfaces',
  '/etc/network/interfaces.d/*',
  '/etc/netplan/*.yaml',
  '/etc/systemd/network/*',
  '/etc/udev/rules.d/*net*.rules',
];

/** Servers that are told where to listen, and whom to ask. */
const SERVERS = [
  '/etc/nginx/nginx.conf',
  '/etc/nginx/conf.d/*',
  '/etc/nginx/sites-enabled/*',
  '/etc/httpd/conf.d/*.conf',
  '/etc/apache2/sites-enabled/*',
  '/etc/apache2/ports.conf',
  '/etc/haproxy/haproxy.cfg',
  '/etc/redis.conf',
  '/etc/redis/*.conf',
  '/etc/my.cnf',
  '/etc/my.cnf.d/*',
  '/etc/mysql/*.conf.d/*',
  '/etc/postgresql/*/*/postgresql.conf',
  '/etc/keepalived/keepalived.conf',
  '/etc/rabbitmq/*.conf',
  '/etc/ssh/sshd_config',
];

/** Where software comes from. */
const MIRRORS = [
  '/etc/yum.repos.d/*.repo',
  '/etc/apt/sources.list',
  '/etc/apt/sources.list.d/*',
  '/etc/docker/daemon.json',
  '/etc/pip.conf',
];

const ADDRESS = '(^|[^0-9.])([0-9]{1,3}\\.){3}[0-9]{1,3}([^0-9.]|$)';
const CARD =
  '(HWADDR|MACADDR|BOOTPROTO|ONBOOT|DEVICE|IPADDR|GATEWAY|PREFIX|NETMASK|PEERDNS|DNS[0-9])=|ATTR.address|macaddress|set-name|dhcp4|^ *(auto|iface|allow-hotplug) |^\\[Match|^ *(MACAddress|Name|DHCP)=|^ {2,4}[a-z0-9]+:$';

/** Three greps of some well-known files, and no line that might hold a secret. */
const SCRIPT = `{
  grep -sIHnE '${ADDRESS}|${CARD}' ${NETWORK.join(' ')} | head -n 200
  grep -sIHnE '${ADDRESS}' ${SERVERS.join(' ')} | head -n 100
  grep -sIHnE '^(baseurl|mirrorlist|deb |URIs:|index-url)|registry-mirrors|https?://' ${MIRRORS.join(' ')} | head -n 60
} | grep -vE '^[^:]*:[0-9]+:[[:space:]]*([#;]|//)' | grep -viE 'passw|secret|psk|token' | cut -c1-300 | head -c 40960
exit 0`;

/**
 *     /etc/sysconfig/network-scripts/ifcfg-eth0:4:HWADDR=00:16:3e:0a:1b:2c
 *     /etc/yum.repos.d/CentOS-Base.repo:15:baseurl=http://mirrors.cloud.aliyuncs.com/centos/7/os/x86_64/
 */
export const configLines: Fact<'config-lines', readonly ConfigLine[]> = {
  id: 'config-lines',
  title: 'addresses in configuration files',
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: ConfigLine[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [, path, number, text] = /^(\/[^:]+):(\d+):(.*)$/.exec(line) ?? [];
      if (path === undefined || text === undefined) unread.push(line);
      else found.push({ path, line: Number(number), text: text.trim() });
    }
    return value(found, unread);
  },
};
