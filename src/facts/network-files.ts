import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A line of the host's network configuration, or of a lease, that names a gateway or a route. */
export interface NetworkFileLine {
  readonly path: string;
  readonly text: string;
}

const FILES = [
  '/etc/sysconfig/network',
  '/etc/sysconfig/network-scripts/ifcfg-*',
  '/etc/sysconfig/network-scripts/route-*',
  '/etc/sysconfig/static-routes',
  '/etc/network/interfaces',
  '/etc/network/interfaces.d/*',
  '/etc/netplan/*.yaml',
  '/etc/systemd/network/*.network',
  '/run/systemd/network/*.network',
  '/etc/NetworkManager/system-connections/*',
  '/etc/rc.local',
  '/etc/rc.d/rc.local',
  '/run/systemd/netif/leases/*',
  '/var/lib/dhcp/dhclient*.leases',
  '/var/lib/dhclient/*.lease*',
  '/var/lib/NetworkManager/*.lease',
  '/run/NetworkManager/devices/*',
  '/var/lib/dhcpcd/*.lease',
];

/** Lines with a gateway or a route, and none with a password. */
const SCRIPT = `cat /dev/null; grep -sIHiE '^[^#]*(gateway|routers?[ =]|route |via[: ]|route[0-9]*=|[0-9]/[0-9]+ dev )' ${FILES.join(' ')} | grep -viE 'psk|passw|secret|key' | tail -n 120 | head -c 16384
exit 0`;

/**
 *     /etc/sysconfig/network-scripts/ifcfg-eth0:GATEWAY=10.1.2.253
 *     /var/lib/dhcp/dhclient.eth0.leases:  option routers 192.168.0.253;
 */
export const networkFiles: Fact<'network-files', readonly NetworkFileLine[]> = {
  id: 'network-files',
  title: 'gateways and routes in configuration and leases',
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: NetworkFileLine[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [, path, text] = /^(\/[^:]+):(.*)$/.exec(line) ?? [];
      if (path === undefined || text === undefined) unread.push(line);
      else found.push({ path, text: text.trim() });
    }
    return value(found, unread);
  },
};
