import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look } from '../../src/flows/watch/look.ts';
import { watchHost, type Seen } from '../../src/flows/watch/watch-host.ts';
import type { WatchedHost } from '../../src/report/watched.ts';
import { changedParts, type Print } from '../../src/flows/watch/print.ts';
import type { Host } from '../../src/hosts/host.ts';
import { createShellPool, type ShellPool } from '../../src/ssh/pool.ts';
import { openShell } from '../../src/flows/open-shell.ts';
import { serve, start } from './containers.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { until } from './process.ts';
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
  /** Parts that may be others afterwards, because the host is. */
  readonly moves?: readonly string[];
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
    name: 'dockerd hangs',
    make: 'kill -STOP $(cat /var/run/docker.pid)',
    mend: 'kill -CONT $(cat /var/run/docker.pid)',
    shows: ['docker', 'containers', 'networks'],
  },
  {
    name: 'dockerd is killed for good',
    make: 'systemctl stop docker.socket docker',
    mend: 'systemctl start docker',
    shows: ['docker', 'containers'],
    // Containers come up in any order, and each gets the next address.
    moves: ['iptables'],
  },
];

describe.skipIf(reason !== undefined)('a look at a host', () => {
  let lab: Lab;
  let host: LabHost;
  let pool: ShellPool;
  let known: Host;
  let usual: Print;

  async function lookNow(as: Host = known, asRoot = true): Promise<Print> {
    const shell = await openShell(as, pool);
    try {
      return await look(shell, as, { ports: [PORT], asRoot });
    } finally {
      await shell.close();
    }
  }

  function watchNow(before?: WatchedHost): Promise<Seen> {
    const request = { host: known, ports: [PORT], whole: true, before, wholeEveryMs: 3_600_000 };
    return watchHost({ ...request, confirmMs: 1_000, withinMs: 120_000 }, { shells: pool });
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
    // Somebody who may log in and nothing else.
    await host.sh(
      'useradd -m -s /bin/bash guest; mkdir -m 700 ~guest/.ssh; cp /root/.ssh/authorized_keys ~guest/.ssh/; chown -R guest: ~guest/.ssh',
    );
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
    async ({ make, mend, shows, moves = [] }) => {
      await host.sh(make);
      const broken = changedParts(usual, await lookNow());
      await host.sh(mend);
      expect(broken).toEqual(expect.arrayContaining([...shows]));
      const left = async () => changedParts(usual, await lookNow()).filter((part) => !moves.includes(part));
      await expect.poll(left, { timeout: 30_000, interval: 1_000 }).toEqual([]);
      usual = await lookNow();
    },
  );

  test('says the same to somebody who may not read all of it, what is denied, and all of it by sudo', async () => {
    if (known.via.kind !== 'ssh') throw new Error('the lab is reached over SSH');
    const guest: Host = { ...known, via: { ...known.via, user: 'guest' } };
    const first = await lookNow(guest);
    expect(first).toMatchObject({ root: 'no', iptables: 'denied', nft: 'denied', docker: 'denied' });
    expect(first).toMatchObject({ routes: usual['routes'], addresses: usual['addresses'] });
    for (const asRoot of [true, false, false])
      expect(changedParts(first, await lookNow(guest, asRoot))).toEqual([]);
    await host.write('/etc/sudoers.d/guest', 'guest ALL=(ALL) NOPASSWD: ALL\n');
    expect(changedParts(usual, await lookNow(guest))).toEqual([]);
  });

  test('sees a container that ends again and again in few states, however often it does', async () => {
    await start(host, { name: 'loops', extra: ['--restart', 'always'], command: ['sh', '-c', 'exit 3'] });
    await until('some restarts', 60_000, async () => {
      const count = await host.must(['docker', 'inspect', '-f', '{{.RestartCount}}', 'loops']);
      return Number(count) >= 4 ? true : undefined;
    });
    const seen = new Set<string | undefined>();
    for (let times = 0; times < 10; times += 1) {
      const print = await lookNow();
      seen.add(print['containers']);
      expect(changedParts({ ...usual, containers: print['containers'] ?? '' }, print)).toEqual([]);
    }
    await host.must(['docker', 'rm', '-f', 'loops']);
    expect(changedParts(usual, await lookNow())).toEqual([]);
    // Its restarts are counted in steps: 4, 8, 16.
    expect(seen.size).toBeLessThan(3);
    expect(seen).not.toContain(usual['containers']);
  });

  test('finds a fault once, sees nothing new while it lasts, and that it is over', async () => {
    const healthy = kept(await watchNow());
    expect(healthy.faults).toEqual([]);
    expect(await watchNow(healthy)).toEqual({ kind: 'unchanged' });

    await host.sh(`iptables -I DOCKER-USER -p tcp --dport 8080 -j DROP`);
    const broken = kept(await watchNow(healthy));
    expect(broken.faults.map(({ severity }) => severity)).toEqual(['critical']);
    expect(await watchNow(broken)).toEqual({ kind: 'unchanged' });

    await host.sh(`iptables -D DOCKER-USER -p tcp --dport 8080 -j DROP`);
    expect(kept(await watchNow(broken)).faults).toEqual([]);
  });

  test('cannot look at a host that is gone, and says so in both languages', async () => {
    if (known.via.kind !== 'ssh') throw new Error('the lab is reached over SSH');
    const gone = { ...known, via: { ...known.via, port: 9 } };
    const request = {
      host: gone,
      ports: [],
      whole: true,
      wholeEveryMs: 3_600_000,
      confirmMs: 0,
      withinMs: 60_000,
    };
    const seen = await watchHost(request, { shells: pool });
    expect(seen).toMatchObject({ kind: 'unseen', because: { en: expect.stringContaining('port 9') } });
    expect(seen.kind === 'unseen' && seen.because['zh-CN']).toMatch(/\p{Script=Han}/u);
  });
});

/** The record that it leaves. */
function kept(seen: Seen): WatchedHost {
  if (seen.kind !== 'diagnosed') throw new Error(`it was ${seen.kind}`);
  const at = { lookedAt: seen.at, seenAt: seen.at, wholeAt: seen.at };
  const print = seen.print === undefined ? {} : { print: { ...seen.print } };
  const { faults, known } = seen;
  return {
    schema: 'ferryman.watched/1',
    host: 'hz-shop',
    tags: [],
    ...at,
    ...print,
    faults: [...faults],
    known: [...known],
  };
}
