import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look } from '../../src/flows/watch/look.ts';
import { changedParts, type Print } from '../../src/flows/watch/print.ts';
import type { Host } from '../../src/hosts/host.ts';
import { createShellPool, type ShellPool } from '../../src/ssh/pool.ts';
import { openShell } from '../../src/flows/open-shell.ts';
import { serve, start } from './containers.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { whyNoLab } from './skip.ts';

const reason = whyNoLab();
if (reason !== undefined) console.log(`No real host is looked at: ${reason}.`);

const PORT = 30_001;

/** Connections and questions that come and go, logins, a job in a container every few seconds, log lines, files that grow. */
const BUSY = `while :; do
  curl -s -m 1 -o /dev/null http://127.0.0.1:${PORT}/
  getent hosts nowhere.invalid >/dev/null
  docker run --rm shop/base:1 sleep 0.3 >/dev/null 2>&1
  head -c 100000 /dev/urandom >>/var/tmp/grows
  logger "still busy"
  ip -6 route get 2001:db8::1 >/dev/null 2>&1
  sleep 0.5
done`;

interface Change {
  readonly name: string;
  readonly make: string;
  readonly mend: string;
  /** Parts that have to differ; others may as well. */
  readonly shows: readonly string[];
}

const CHANGES: readonly Change[] = [
  {
    name: 'the container of the port is stopped',
    make: 'docker stop web',
    mend: 'docker start web',
    shows: ['containers', 'listeners'],
  },
  {
    name: 'a route is deleted',
    make: 'ip route del 198.51.100.0/24',
    mend: 'ip route add 198.51.100.0/24 via $(ip -4 route show default | sed "s/.* via //;s/ .*//")',
    shows: ['routes'],
  },
  {
    name: 'packets to the port are dropped',
    make: `iptables -t raw -I PREROUTING -p tcp --dport ${PORT} -j DROP`,
    mend: `iptables -t raw -D PREROUTING -p tcp --dport ${PORT} -j DROP`,
    shows: ['iptables'],
  },
  {
    name: 'another rule is written in nft',
    make: 'nft add table inet extra',
    mend: 'nft delete table inet extra',
    shows: ['nft'],
  },
  {
    name: 'an address is added',
    make: 'ip addr add 192.0.2.7/24 dev eth0',
    mend: 'ip addr del 192.0.2.7/24 dev eth0',
    shows: ['addresses', 'routes'],
  },
  {
    name: 'a policy rule is added',
    make: 'ip rule add from 192.0.2.0/24 table 77',
    mend: 'ip rule del from 192.0.2.0/24 table 77',
    shows: ['routes'],
  },
  {
    name: 'forwarding is switched off',
    make: 'sysctl -q -w net.ipv4.ip_forward=0',
    mend: 'sysctl -q -w net.ipv4.ip_forward=1',
    shows: ['settings'],
  },
  {
    name: 'daemon.json says something else',
    make: `cp -p /etc/docker/daemon.json /root/daemon.json 2>/dev/null || true; echo '{"debug": true}' >/etc/docker/daemon.json`,
    mend: 'if [ -e /root/daemon.json ]; then mv /root/daemon.json /etc/docker/daemon.json; else rm /etc/docker/daemon.json; fi',
    shows: ['daemon-json'],
  },
  {
    name: 'a name is pinned in the hosts file',
    make: `cp /etc/hosts /root/hosts; echo '192.0.2.9 db.internal' >>/etc/hosts`,
    mend: 'cat /root/hosts >/etc/hosts',
    shows: ['names'],
  },
  {
    name: 'a file system is full',
    make: 'mkdir -p /srv/small; mount -t tmpfs -o size=1m none /srv/small; head -c 1048576 /dev/zero >/srv/small/all || true',
    mend: 'umount /srv/small',
    shows: ['disks'],
  },
  {
    name: 'a unit fails',
    make: `printf '[Service]\\nType=oneshot\\nExecStart=/bin/false\\n' >/run/systemd/system/broken.service; systemctl start broken || true`,
    mend: 'rm /run/systemd/system/broken.service; systemctl reset-failed broken; systemctl daemon-reload',
    shows: ['units'],
  },
  {
    name: 'dockerd is killed for good',
    make: 'systemctl stop docker.socket docker',
    mend: 'systemctl start docker',
    shows: ['docker', 'containers'],
  },
];

describe.skipIf(reason !== undefined)('a look at a host', () => {
  let lab: Lab;
  let host: LabHost;
  let pool: ShellPool;
  let known: Host;
  let usual: Print;

  async function lookNow(): Promise<Print> {
    const shell = await openShell(known, pool);
    try {
      return await look(shell, known, { ports: [PORT], asRoot: true });
    } finally {
      await shell.close();
    }
  }

  beforeAll(async () => {
    lab = await openLab();
    host = await lab.boot('hz-shop');
    await serve(host, {
      name: 'web',
      listen: 8080,
      publish: [`${PORT}:8080`],
      extra: ['--restart', 'always'],
    });
    await start(host, {
      name: 'chatter',
      extra: ['--restart', 'always'],
      command: ['sh', '-c', 'while :; do echo said; sleep 0.1; done'],
    });
    await host.sh('ip route add 198.51.100.0/24 via $(ip -4 route show default | sed "s/.* via //;s/ .*//")');
    await host.write('/root/busy.sh', BUSY);
    pool = createShellPool();
    known = {
      name: host.name,
      via: {
        kind: 'ssh',
        address: host.address,
        port: 22,
        user: 'root',
        identityFiles: [host.identityFile],
        knownHostsFiles: [host.knownHostsFile],
      },
      tags: [],
      needs: [{ name: 'web-itself', address: '127.0.0.1', port: PORT }],
      source: 'lab',
    };
    usual = await lookNow();
  });

  afterAll(async () => {
    await pool?.dispose();
    await lab?.close();
  });

  test('says something of every part, and of every attempt', () => {
    expect(usual).toMatchObject({
      root: 'yes',
      docker: 'running',
      clock: 'right',
      [`worker ${host.address}:${PORT}`]: 'connected',
      [`host 127.0.0.1:${PORT}`]: 'connected',
    });
    expect(Object.entries(usual).filter(([, value]) => /^(late|denied|unreadable)$/.test(value))).toEqual([]);
  });

  test('sees the same twenty times while the host is busy', async () => {
    await host.sh('systemd-run -q --unit=busy sh /root/busy.sh');
    const seen: string[][] = [];
    for (let times = 0; times < 20; times += 1) seen.push(changedParts(usual, await lookNow()));
    await host.sh('systemctl stop busy; rm /var/tmp/grows');
    expect(seen).toEqual(Array.from({ length: 20 }, () => []));
  });

  test.each(CHANGES)(
    'differs after $name, and is the same again afterwards',
    async ({ make, mend, shows }) => {
      await host.sh(make);
      const broken = changedParts(usual, await lookNow());
      await host.sh(mend);
      expect(broken).toEqual(expect.arrayContaining([...shows]));
      await expect
        .poll(async () => changedParts(usual, await lookNow()), { timeout: 30_000, interval: 1_000 })
        .toEqual([]);
    },
  );
});
