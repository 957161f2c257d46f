import type { LabHost } from '../lab.ts';
import { run } from './shop.ts';

/** Something that happens on a healthy host, shows in what a look sees, and is nobody's business. */
export interface Herring {
  readonly name: string;
  make(host: LabHost): Promise<unknown>;
  undo(host: LabHost): Promise<unknown>;
}

const nothing = () => Promise.resolve();

function scripted(name: string, make: string, undo?: string): Herring {
  return {
    name,
    make: (host) => host.sh(make),
    undo: undo === undefined ? nothing : (host) => host.sh(undo),
  };
}

export const HERRINGS: readonly [Herring, ...Herring[]] = [
  scripted('topapi is replaced by its next version', run('topapi')),
  scripted('portainer is restarted', 'docker restart -t 1 portainer'),
  scripted('a job in a container ends', 'docker run --rm shop/base:1 sh -c "sleep 2; exit 3" || true'),
  scripted(
    'a container is stopped on purpose',
    'docker run -d --name old-report --stop-timeout 1 shop/base:1 sleep 3600; docker stop old-report',
    'docker rm old-report',
  ),
  scripted(
    'a stranger is banned',
    'iptables -I INPUT -s 203.0.113.66/32 -p tcp -j DROP',
    'iptables -D INPUT -s 203.0.113.66/32 -p tcp -j DROP',
  ),
  scripted(
    'an INPUT rule drops a port and sees none of it',
    'iptables -A INPUT ! -i lo -p tcp --dport 30001 -j DROP',
    'iptables -D INPUT ! -i lo -p tcp --dport 30001 -j DROP',
  ),
  scripted(
    'an admin page listens on loopback',
    'systemd-run -q --unit=admin-page busybox httpd -f -p 127.0.0.1:9443 -h /etc',
    'systemctl stop admin-page',
  ),
  scripted(
    'a route leads to another network',
    'ip route add 198.51.100.0/24 via $(ip -4 route show default | sed "s/.* via //;s/ .*//")',
    'ip route del 198.51.100.0/24',
  ),
  scripted(
    'a disk is filled by half',
    'dd if=/dev/zero of=/data/half bs=1M count=4 2>/dev/null',
    'rm /data/half',
  ),
  // Sessions that are open go with it: the next look has to log in again, and one may find nobody.
  scripted(
    'sshd is gone for some seconds',
    'systemctl stop ssh; pkill -KILL sshd || true',
    'systemctl start ssh',
  ),
];
