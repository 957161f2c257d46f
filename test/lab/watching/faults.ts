import type { LabHost } from '../lab.ts';
import { BROKEN_IMAGE, INNER, OPEN, PORTS, run, SHOP_NETWORK } from './shop.ts';

/** Something that breaks on a host that runs, and that can be mended there without a trace. */
export interface Kind {
  /** Names it for people; `docker-user-drop: topapi` and `docker-user-drop: portainer` are two kinds. */
  readonly name: string;
  /** The cause that has to be told, and no other. */
  readonly cause: string;
  /** How a person who reads the channel knows which fault it is. */
  readonly says: RegExp;
  inject(host: LabHost): Promise<unknown>;
  repair(host: LabHost): Promise<unknown>;
}

function scripted(name: string, cause: string, says: RegExp, inject: string, repair: string): Kind {
  return { name, cause, says, inject: (host) => host.sh(inject), repair: (host) => host.sh(repair) };
}

const drop = (name: 'topapi' | 'portainer') => `DOCKER-USER -i eth0 -p tcp --dport ${INNER[name]} -j DROP`;
const raw = (name: 'topapi' | 'portainer') => `PREROUTING -i eth0 -p tcp --dport ${PORTS[name]} -j DROP`;

/** A file system of its own is on /data. */
const FILL = 'dd if=/dev/zero of=/data/app.log bs=1M 2>/dev/null || true';

export const KINDS: readonly Kind[] = [
  ...(['topapi', 'portainer'] as const).flatMap((name) => [
    scripted(
      `DOCKER-USER drops what comes for ${name}`,
      'docker-user-drop',
      /DOCKER-USER/,
      `iptables -I ${drop(name)}`,
      `iptables -D ${drop(name)}`,
    ),
    scripted(
      `a rule in raw drops what comes for ${name}`,
      'drop-in-raw-or-mangle',
      /table raw/,
      `iptables -t raw -I ${raw(name)}`,
      `iptables -t raw -D ${raw(name)}`,
    ),
    {
      name: `the security group leaves ${name} out`,
      cause: 'security-group-not-bound-or-no-rule',
      says: new RegExp(`port ${PORTS[name]} never arrive`),
      inject: (host: LabHost) =>
        host.cloud.securityGroup(
          host.address,
          OPEN.filter(({ port }) => port !== PORTS[name]),
        ),
      repair: (host: LabHost) => host.cloud.securityGroup(host.address, OPEN),
    },
    scripted(
      `${name} is paused`,
      'process-hung-or-paused',
      new RegExp(`${name} is paused`),
      `docker pause ${name}`,
      `docker unpause ${name}`,
    ),
  ]),
  ...['net.ipv4.ip_forward', 'net.ipv4.conf.eth0.forwarding'].map((setting) =>
    scripted(
      `${setting} is 0`,
      'ip-forward-off',
      /does not forward/,
      `sysctl -qw ${setting}=0`,
      `sysctl -qw ${setting}=1`,
    ),
  ),
  scripted('the data disk is full', 'disk-full', /\/data/, FILL, 'rm -f /data/app.log'),
  scripted(
    'Docker is stopped',
    'docker-not-running',
    /Docker is stopped/,
    'systemctl stop docker.socket docker.service',
    'systemctl start docker.socket docker.service',
  ),
  scripted(
    'an address of the VPC lies within the bridge of topapi',
    'bridge-subnet-contains-host-subnet',
    /Docker's bridge covers the network card's subnet/,
    `ip addr add ${SHOP_NETWORK.inside}/24 dev eth0`,
    `ip addr del ${SHOP_NETWORK.inside}/24 dev eth0`,
  ),
  scripted(
    'topapi comes from an image without ASP.NET',
    'dotnet-shared-framework-missing',
    /topapi needs Microsoft\.AspNetCore\.App/,
    run('topapi', BROKEN_IMAGE.tag, ''),
    run('topapi'),
  ),
  scripted(
    'portainer listens on its own loopback',
    'loopback-only-inside-container',
    /portainer listens on 127\.0\.0\.1 only/,
    run('portainer', 'shop/base:1', `httpd -f -p 127.0.0.1:${INNER.portainer} -h /www`),
    run('portainer'),
  ),
  scripted(
    'the nat table was flushed',
    'nat-table-flushed-masked-by-userland-proxy',
    /address translation/,
    'iptables-save -t nat >/root/nat; iptables -t nat -F',
    'iptables-restore </root/nat',
  ),
];
