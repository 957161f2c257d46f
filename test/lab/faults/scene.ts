import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../containers.ts';
import type { Lab, LabHost } from '../lab.ts';
import { fromOutside } from '../proof.ts';
import { until } from '../process.ts';

/** How the host came to its overlap; each has its own trap for whoever takes a change back. */
export const ORIGINS = ['a bip in the file', 'no file, Docker remembers', 'other keys in the file'] as const;
export type Origin = (typeof ORIGINS)[number];

const FILE = '/etc/docker/daemon.json';
const OLD = '192.168.0.1/24';
const TEXT: Record<Origin, string | undefined> = {
  'a bip in the file': `{"bip": "${OLD}"}\n`,
  'no file, Docker remembers': undefined,
  'other keys in the file': `{\n\t"log-opts": { "max-size": "10m" },\n\t"bip": "${OLD}",\n\t"labels": ["site=hangzhou"]\n}\n`,
};

export const SHOP = { subnet: '192.168.0.0/24', address: '192.168.0.10' };

const UNIT = 'shop-watch.service';
const UNIT_TEXT = `[Unit]
Requires=docker.service
After=docker.service
[Service]
ExecStart=/bin/sleep 1000000
`;

/**
 * Who is on the host: a unit that stops with Docker, a container that always comes back, one without a policy in a network of its own, and
 * one without a policy on docker0.
 */
export async function bootShop(lab: Lab): Promise<LabHost> {
  const host = await lab.boot('hz-shop', {
    ...SHOP,
    files: { [FILE]: TEXT['a bip in the file'] ?? '', [`/etc/systemd/system/${UNIT}`]: UNIT_TEXT },
  });
  await onSmallDisks(host);
  await host.must(['docker', 'network', 'create', '--subnet', '172.22.0.0/16', 'vhnet']);
  await serve(host, {
    name: 'portainer',
    listen: 9000,
    publish: ['30003:9000'],
    extra: ['--restart', 'always', '--stop-timeout', '1'],
  });
  await serve(host, {
    name: 'topapi',
    listen: 5000,
    publish: ['30001:5000'],
    network: 'vhnet',
    extra: ['--stop-timeout', '1'],
  });
  await serve(host, {
    name: 'helper',
    listen: 7000,
    publish: ['30007:7000'],
    extra: ['--stop-timeout', '1'],
  });
  return host;
}

/** Room of its own for what a change writes, so that a disk can be filled without harm to the machine. */
export async function onSmallDisks(host: LabHost): Promise<void> {
  await host.sh(
    SMALL.map(
      ([path, options]) => `mkdir -p ${path}; rm -rf /root/keep; cp -a ${path} /root/keep
    mount -t tmpfs -o ${options} none ${path}; cp -a /root/keep/. ${path}/`,
    ).join('\n'),
  );
}

/** The other way round, for a host that will be booted again. */
export async function onDisk(host: LabHost): Promise<void> {
  await host.sh(
    SMALL.map(
      ([path]) => `rm -rf /root/keep; cp -a ${path} /root/keep
    umount ${path}; rm -rf ${path}/*; cp -a /root/keep/. ${path}/`,
    ).join('\n'),
  );
}

const SMALL = [
  ['/var/lib/ferryman', 'size=100m,mode=700'],
  ['/etc/docker', 'size=80m,mode=755'],
] as const;

/** As it was before anybody touched it, by hand and not by what is tested. */
export async function restore(host: LabHost, origin: Origin): Promise<void> {
  const text = TEXT[origin];
  await host.sh(`rm -f /etc/systemd/system/docker.service.d/fault.conf; systemctl daemon-reload
    systemctl start ssh; systemctl stop 'ferryman-undo-*.timer'
    rm -f /etc/docker/fill /etc/docker/daemon.json.ferryman-* /var/lib/ferryman/fill; rm -rf /var/lib/ferryman/changes /var/lib/ferryman/pending
    rm -f /etc/systemd/system/ferryman-undo-* /etc/systemd/system/multi-user.target.wants/ferryman-undo-*`);
  await host.sh(`rm -f /etc/systemd/system/br-ferryman.service /etc/systemd/system/multi-user.target.wants/br-ferryman.service
    systemctl daemon-reload; ip link del br-ferryman 2>/dev/null || true`);
  await host.write(FILE, `{"bip": "${OLD}"}\n`);
  await restartDocker(host);
  if (text === undefined) {
    await host.sh(`rm ${FILE}`);
    await restartDocker(host);
  } else {
    await host.write(FILE, text);
    // A file that is younger than Docker's start is one that nobody knows to work.
    await host.sh(`touch -d '1 hour ago' ${FILE}`);
  }
  const seen = await look(host);
  if (seen.bridge !== OLD) throw new Error(`docker0 is ${seen.bridge} after the scene was restored`);
}

async function restartDocker(host: LabHost): Promise<void> {
  await host.sh('systemctl reset-failed docker docker.socket; systemctl restart docker');
  await until('the containers', 40_000, async () => {
    await host.run(['docker', 'start', 'portainer', 'topapi', 'helper']);
    const { stdout } = await host.run(['docker', 'ps', '-q']);
    return stdout.trim().split('\n').length === 3 ? true : undefined;
  });
  await host.must(['systemctl', 'start', UNIT]);
}

export interface Seen {
  readonly bridge: string;
  /** Of the configuration file; `absent` where there is none. */
  readonly file: string;
  /** `name id` of all containers that run, and the unit that needs Docker. */
  readonly running: readonly string[];
  readonly answers: Readonly<Record<number, string>>;
  /** What a change left behind and should not have. */
  readonly litter: readonly string[];
  readonly state: string;
}

/** What is so, by the host's own kernel and files and by packets from outside; nothing of what is tested takes part. */
export async function look(host: LabHost, id = '*'): Promise<Seen> {
  const text =
    await host.sh(`ip -o -4 addr show dev docker0 | sed -n 's/.* inet \\([0-9./]*\\) .*/bridge \\1/p'
    echo "file $(cat ${FILE} 2>/dev/null | sha256sum | cut -c 1-64)"; [ -e ${FILE} ] || echo absent
    echo "run ${UNIT} $(systemctl is-active ${UNIT})"
    docker ps --no-trunc --format 'run {{.Names}} {{.ID}}' 2>/dev/null || true
    ls -A /etc/docker | sed 's/^/in-docker /'
    ls /etc/systemd/system /etc/systemd/system/multi-user.target.wants | grep ferryman | sed 's/^/unit /' || true
    systemctl list-units --all --no-legend --plain 'ferryman*.timer' | sed 's/^/timer /'
    [ ! -e /var/lib/ferryman/pending ] || echo pending
    ls -d /var/lib/ferryman/changes/${id}/state.* 2>/dev/null | sed 's/^.*state\\./state /' || true
    ls /var/lib/ferryman/changes/*/ballast 2>/dev/null | sed 's/^/ballast /' || true`);
  const lines = text.split('\n').filter((line) => line !== '');
  const all = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const answers = Object.fromEntries(
    await Promise.all(
      [30_001, 30_003, 30_007].map(async (port) => [port, await fromOutside(host, port)] as const),
    ),
  );
  return {
    bridge: all('bridge').join(' '),
    file: lines.includes('absent') ? 'absent' : all('file').join(),
    running: all('run').toSorted(),
    answers,
    litter: [
      ...all('in-docker').filter((name) => !['daemon.json', 'key.json'].includes(name) && name !== 'fill'),
      ...all('unit'),
      ...all('timer'),
      ...all('ballast'),
      ...(lines.includes('pending') ? ['pending'] : []),
    ],
    state: all('state').join(),
  };
}

/** The host's own record has come to an end. */
export async function settled(host: LabHost, withinMs: number, id?: string): Promise<Seen> {
  const deadline = performance.now() + withinMs;
  let looksLeft = 5;
  for (;;) {
    const seen = await look(host, id);
    const over =
      ['', 'confirmed', 'undone', 'abandoned'].includes(seen.state) && !seen.litter.includes('pending');
    if (performance.now() > deadline || (over && (answersAll(seen) || looksLeft === 0))) return seen;
    // On a busy machine one attempt that gets no answer in time proves nothing; six do.
    if (over) looksLeft -= 1;
    await sleep(1000);
  }
}

function answersAll({ answers, state }: Seen): boolean {
  const due = state === 'confirmed' ? [30_001, 30_003, 30_007] : [30_001];
  return due.every((port) => answers[port] === undefined || answers[port] === 'answers');
}

/** What is wrong with how it ended, a line each: as before, or fixed, and nothing in between. Ports that were not asked before are not due. */
export function judgeEnd(before: Seen, after: Seen): string[] {
  const wrong: string[] = [];
  for (const one of before.running) if (!after.running.includes(one)) wrong.push(`lost: ${one}`);
  // A bridge of one's own is made by a unit from then on.
  const litter = after.litter.filter((one) => after.state !== 'confirmed' || one !== 'br-ferryman.service');
  if (litter.length > 0) wrong.push(`left behind: ${litter.join(', ')}`);
  const due = (port: number) => before.answers[port] !== undefined && after.answers[port] !== 'answers';
  if (due(30_001)) wrong.push(`30001 ${after.answers[30_001]}`);
  if (after.state === 'confirmed') {
    if (after.bridge === before.bridge) wrong.push('confirmed, and docker0 has its old address');
    if (after.file === before.file) wrong.push('confirmed, and the file is the old one');
    for (const port of [30_003, 30_007])
      if (due(port)) wrong.push(`fixed, and ${port} ${after.answers[port]}`);
  } else {
    if (after.bridge !== before.bridge)
      wrong.push(`docker0 is ${after.bridge}, the record says ${after.state}`);
    if (after.file !== before.file) wrong.push(`the file is another one, the record says ${after.state}`);
  }
  if (!['', 'confirmed', 'undone', 'abandoned'].includes(after.state)) wrong.push(`still ${after.state}`);
  return wrong;
}
