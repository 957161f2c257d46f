import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { PreparedChange } from '../../src/fixes/change.ts';
import { composeChange } from '../../src/fixes/script/compose.ts';
import { planFix } from '../../src/flows/fix/plan-fix.ts';
import { planRevert } from '../../src/flows/fix/plan-revert.ts';
import { findHost } from '../../src/hosts/inventory.ts';
import type { FixAnswer } from '../../src/report/fix.ts';
import { createShellPool } from '../../src/ssh/pool.ts';
import { configurationFor } from './ask.ts';
import { serve, start } from './containers.ts';
import { fromOutside } from './proof.ts';
import { until } from './process.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { whyNoLab } from './skip.ts';

/** A compose project whose network has the card's own range, and all the ways to be in it. */
const NETWORK = 'shop_default';
const OLD = '192.168.0.0/24';
const PAGE = 'it works';
const PORTS = [8081, 8082, 8083];

let lab: Lab;
let host: LabHost;
let config: string;
const skipped = whyNoLab() !== undefined;

const labels = (service: string) => [
  '--label',
  'com.docker.compose.project=shop',
  '--label',
  `com.docker.compose.service=${service}`,
  '--label',
  'com.docker.compose.project.config_files=/srv/shop/docker-compose.yml',
];

beforeAll(async () => {
  if (skipped) return;
  lab = await openLab();
  host = await lab.boot('hz-shop', { subnet: OLD, address: '192.168.0.10' });
  config = await configurationFor(host);
  await host.must([
    'docker',
    'network',
    'create',
    '--subnet',
    OLD,
    '--opt',
    'com.docker.network.bridge.enable_icc=true',
    '--label',
    'com.docker.compose.project=shop',
    '--label',
    'com.docker.compose.network=default',
    NETWORK,
  ]);
  await host.must(['docker', 'network', 'create', '--subnet', '172.22.0.0/16', 'other']);
  await serve(host, {
    name: 'shop-web-1',
    listen: 80,
    publish: ['8081:80'],
    network: NETWORK,
    extra: ['--network-alias', 'web', '--network-alias', 'www', '--restart', 'always', ...labels('web')],
  });
  await serve(host, {
    name: 'shop-api-1',
    listen: 80,
    publish: ['8082:80'],
    network: NETWORK,
    extra: ['--network-alias', 'api', '--ip', '192.168.0.77', ...labels('api')],
  });
  await serve(host, { name: 'both', listen: 80, publish: ['8083:80'], network: 'other' });
  await host.must([
    'docker',
    'network',
    'connect',
    '--alias',
    'joined',
    '--link',
    'shop-web-1:shop',
    NETWORK,
    'both',
  ]);
  await start(host, { name: 'sidecar', network: 'container:shop-web-1', command: ['sleep', '100000'] });
  await host.must([
    'docker',
    'create',
    '--name',
    'stopped',
    '--network',
    NETWORK,
    '--network-alias',
    'later',
    'shop/base:1',
    'sleep',
    '100000',
  ]);
});
afterAll(() => lab?.close());

async function planned({ revert }: { revert?: string } = {}): Promise<{
  answer: FixAnswer;
  prepared?: PreparedChange;
}> {
  const shells = createShellPool();
  try {
    const inventory = await loadConfig({ ...readEnvironment(), file: config });
    const run = {
      shells,
      newShells: () => Promise.resolve(createShellPool()),
      reserved: [],
      others: [],
      undoAfterSeconds: 200,
    };
    const found = findHost(inventory, host.name);
    return revert === undefined
      ? await planFix({ host: found, options: {} }, run)
      : await planRevert({ host: found, reverts: revert }, run);
  } finally {
    await shells.dispose();
  }
}

/** The same plan under a name of its own (a folder holds one change), for the network as it is now: an undo makes it anew. */
async function again(prepared: PreparedChange | undefined, id: string): Promise<PreparedChange> {
  if (prepared?.change.kind !== 'network') throw new Error('no plan');
  const current = (await host.must(['docker', 'network', 'inspect', '-f', '{{.Id}}', NETWORK])).trim();
  return { ...prepared, plan: { ...prepared.plan, id }, change: { ...prepared.change, id: current } };
}

async function tell(id: string, ...words: readonly string[]) {
  return host.run(['sh', `/var/lib/ferryman/changes/${id}/change.sh`, ...words], { timeoutMs: 120_000 });
}

async function armed(prepared: PreparedChange): Promise<string> {
  const { plan, docker, stopFirst, change } = prepared;
  const { id } = plan;
  const stored = {
    'plan.json': JSON.stringify(plan),
    'change.json': JSON.stringify({ docker, stopFirst, change }),
    'change.sh': composeChange(prepared),
  };
  for (const [name, text] of Object.entries(stored))
    await host.write(`/var/lib/ferryman/changes/${id}/${name}`, text);
  expect((await tell(id, 'prepare', '1')).stdout).toBe('prepared\n');
  expect((await tell(id, 'arm', '1')).stdout).toBe('armed\n');
  return id;
}

async function stateOf(id: string): Promise<string> {
  const { stdout } = await tell(id, 'status');
  return /^state (\S+)/m.exec(stdout)?.[1] ?? stdout;
}

/** What the change leaves as it is: who runs since when, under which names, with which ports. */
async function lives(...less: readonly string[]): Promise<string> {
  const all = await host.must(['docker', 'ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}}']);
  const ids = all
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [id = '', name = ''] = line.split(' ');
      return less.includes(name) ? [] : [id];
    })
    .toSorted();
  return host.must([
    'docker',
    'inspect',
    '-f',
    '{{.Id}} {{.Name}} {{.State.Running}} {{.State.StartedAt}} {{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{end}}{{json .NetworkSettings.Ports}}',
    ...ids,
  ]);
}

/** Containers that end when they are told to, once, and no policy that starts them again. */
async function jobs(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await start(host, {
      name,
      network: NETWORK,
      command: [
        'sh',
        '-c',
        'while [ ! -e /tmp/code ]; do sleep 0.1; done; code=$(cat /tmp/code); rm /tmp/code; exit $code',
      ],
    });
  }
}

async function end(name: string, code: number): Promise<void> {
  await host.must(['docker', 'exec', name, 'sh', '-c', `echo ${code} >/tmp/code`]);
  expect((await host.must(['docker', 'wait', name])).trim()).toBe(String(code));
}

async function running(name: string): Promise<string> {
  return (await host.must(['docker', 'inspect', '-f', '{{.State.Running}}', name])).trim();
}

/** What Docker says that the network is, but for its id and time, and who is in it at which address. */
async function network(): Promise<string> {
  const members = await host.must([
    'docker',
    'inspect',
    '-f',
    `{{.Name}} {{with index .NetworkSettings.Networks "${NETWORK}"}}{{.IPAddress}} {{with .IPAMConfig}}{{.IPv4Address}}{{end}}{{end}}`,
    'shop-web-1',
    'shop-api-1',
    'both',
    'stopped',
  ]);
  const made = await host.must([
    'docker',
    'network',
    'inspect',
    '-f',
    '{{json .IPAM}} {{json .Options}} {{json .Labels}} {{.Internal}}',
    NETWORK,
  ]);
  return made + members;
}

/** Docker's rules, less what counts packets and what is named after the network's id. */
async function firewall(): Promise<string> {
  const rules = await host.sh(
    `iptables-save | grep -v '^#' | sed -E 's/\\[[0-9:]+\\]//; s/br-[0-9a-f]{12}/br-ID/g' | sort`,
  );
  return rules;
}

async function expectPorts(): Promise<void> {
  for (const port of PORTS)
    expect({ port, seen: await fromOutside(host, port) }).toEqual({ port, seen: 'answers' });
}

/** The page behind a name, asked in a container's own network; a static busybox cannot resolve by itself. */
async function fetched(container: string, name: string): Promise<string> {
  const told = await host.must(['docker', 'exec', container, 'nslookup', name, '127.0.0.11']);
  const address = /^Name:.*\nAddress:\s+(\S+)/m.exec(told)?.[1] ?? `nobody called ${name}`;
  const pid = (await host.must(['docker', 'inspect', '-f', '{{.State.Pid}}', container])).trim();
  return host.must(['nsenter', '-t', pid, '-n', 'curl', '-s', '-m', '3', `http://${address}/`]);
}

/** Names resolve, and lead where they should. */
async function expectTogether(): Promise<void> {
  for (const name of ['api', 'shop-api-1', 'joined'])
    expect(await fetched('shop-web-1', name)).toContain(PAGE);
  expect(await fetched('both', 'shop')).toContain(PAGE);
  expect(await fetched('sidecar', 'www')).toContain(PAGE);
}

test.skipIf(skipped)(
  'a network moves while its containers run, and comes back from every step of the way',
  async () => {
    const { answer, prepared } = await planned();
    expect(answer).toMatchObject({ kind: 'plan', plan: { method: 'network', bridge: { network: NETWORK } } });
    if (prepared?.change.kind !== 'network') throw new Error(JSON.stringify(answer));
    const { byHand, affected } = prepared.plan;
    expect(byHand[0]).toBe(
      'In /srv/shop/docker-compose.yml of project shop: networks: { default: { ipam: { config: [{ subnet: 172.31.255.0/24 }] } } }',
    );
    expect(affected.map(({ name }) => name).toSorted()).toEqual([
      'both',
      'shop-api-1',
      'shop-web-1',
      'sidecar',
    ]);
    const before = { network: await network(), firewall: await firewall() };
    let alive = await lives();

    const steps = await deadly(prepared.change.members.length);
    for (const [index, step] of steps.entries()) {
      const id = await armed({
        ...(await again(prepared, `killed000${step}`)),
        docker: { ...prepared.docker, client: '/usr/local/bin/docker-and-die' },
      });
      await host.sh(`echo 0 >/run/steps; echo ${step} >/run/die-at`);
      await host.run(
        [
          'sh',
          '-c',
          `sh -c 'echo $$ >/run/victim; exec sh /var/lib/ferryman/changes/${id}/change.sh apply 1'`,
        ],
        { timeoutMs: 120_000 },
      );
      expect({ step, state: await stateOf(id) }).toEqual({ step, state: 'applying' });
      // Docker may have been away meanwhile, as after a reboot.
      const away = index === steps.length / 2;
      if (away) await host.must(['systemctl', 'restart', 'docker'], { timeoutMs: 120_000 });
      await tell(id, 'undo', 'by the test');
      expect({ step, state: await stateOf(id) }).toEqual({ step, state: 'undone' });
      expect({ step, network: await network() }).toEqual({ step, network: before.network });
      expect({ step, firewall: await firewall() }).toEqual({ step, firewall: before.firewall });
      if (away) alive = await lives();
      expect({ step, alive: await lives() }).toEqual({ step, alive });
      await expectTogether();
    }

    await jobs('done', 'failed');
    // Ends without an error as soon as its card is gone.
    await start(host, {
      name: 'consumer',
      network: NETWORK,
      command: ['sh', '-c', 'while [ -e /sys/class/net/eth0 ]; do sleep 0.1; done'],
    });
    const { prepared: withJobs } = await planned();
    if (withJobs?.change.kind !== 'network') throw new Error('no plan with jobs');
    expect(withJobs.plan.warnings.join()).toContain('done');
    const id = await armed(await again(withJobs, 'forward0001'));
    await end('done', 0);
    await end('failed', 3);
    alive = await lives('failed', 'consumer');
    await tell(id, 'apply', '1');
    expect(await running('failed')).toBe('true');
    expect(await running('done')).toBe('false');
    expect(await running('consumer')).toBe('true');
    expect((await tell(id, 'status')).stdout).toMatch(/^state applied$/m);
    expect(await lives('failed', 'consumer')).toBe(alive);
    await expectTogether();
    await expectPorts();
    expect(await network()).toContain('172.31.255.77 172.31.255.77');
    expect(await host.must(['ip', 'route', 'get', '172.31.255.77'])).toContain('dev br-');
    expect(await host.sh('ip -4 route show 192.168.0.0/24')).not.toContain('dev br-');
    expect((await tell(id, 'confirm', '1')).stdout).toContain('confirmed');
    // A stopped one starts again in the network as it is now.
    await host.must(['docker', 'start', 'stopped']);
    expect(await fetched('stopped', 'api')).toContain(PAGE);
  },
  600_000,
);

test.skipIf(skipped)(
  'a network is where it was once the host lost its power in the middle, on the way there and on the way back',
  async () => {
    const moved = await place();
    const back = await planned({ revert: 'forward0001' });
    await losePowerWhile(back.prepared, 'back0000001');
    expect(await place()).toBe(moved);

    const id = await armed(await again(back.prepared, 'back0000002'));
    await tell(id, 'apply', '1');
    expect((await tell(id, 'confirm', '1')).stdout).toContain('confirmed');
    const before = await place();
    expect(before).toContain(OLD);

    const there = await planned();
    await losePowerWhile(there.prepared, 'there000001');
    expect(await place()).toBe(before);
  },
  400_000,
);

/** Less the addresses that Docker chose: they come in the order in which containers start. */
async function place(): Promise<string> {
  return (await network()).replace(/ \S+ $/gm, '');
}

/** Whoever ran runs again after the boot, with a policy or without, in the network that was there before. */
async function losePowerWhile(prepared: PreparedChange | undefined, name: string): Promise<void> {
  const ran = await host.must(['docker', 'ps', '--format', '{{.Names}}']);
  const id = await armed(await again(prepared, name));
  await host.must(['systemd-run', 'sh', `/var/lib/ferryman/changes/${id}/change.sh`, 'apply', '1']);
  await until('the network is gone', 30_000, async () =>
    (await tell(id, 'status')).stdout.includes('docker network rm') ? true : undefined,
  );
  await host.losePower();
  host = await lab.boot('hz-shop', { subnet: OLD, address: '192.168.0.10', files: {}, diskOf: host });
  config = await configurationFor(host);
  await until('the change is taken back', 120_000, async () =>
    (await stateOf(id)) === 'undone' ? true : undefined,
  );
  expect((await host.must(['docker', 'ps', '--format', '{{.Names}}'])).split('\n').toSorted()).toEqual(
    ran.split('\n').toSorted(),
  );
  await expectTogether();
}

/** A client of Docker that kills the host's own script right after its nth change; answers the steps to die at. */
async function deadly(members: number): Promise<readonly number[]> {
  const real = (await host.sh('command -v docker')).trim();
  await host.write(
    '/usr/local/bin/docker-and-die',
    `#!/bin/sh
case "$1 $2" in
  "network disconnect" | "network rm" | "network create" | "network connect")
    n=$(($(cat /run/steps) + 1)); echo $n >/run/steps
    ${real} "$@"; code=$?
    [ $n != "$(cat /run/die-at)" ] || kill -KILL "$(cat /run/victim)"
    exit $code;;
esac
exec ${real} "$@"
`,
  );
  await host.sh('chmod +x /usr/local/bin/docker-and-die');
  return [1, members, members + 1, members + 2, members + 3, 2 * members + 1];
}
