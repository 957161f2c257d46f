import type { LabHost } from '../../lab.ts';
import type { Kept } from '../../process.ts';

import { run } from '../../process.ts';

/** Another machine of the cloud, known by a process in its network namespace. */
export function onMachine(machine: Pick<Kept, 'pid'>, argv: readonly string[], timeoutMs = 10_000) {
  return run(['nsenter', `--net=/proc/${machine.pid}/ns/net`, ...argv], { timeoutMs });
}

/** Whether that machine gets a connection to the host's own address in the VPC. */
export async function reachesHost(machine: Kept, host: LabHost, port: number): Promise<boolean> {
  const script = `: >/dev/tcp/${host.nic.address}/${port}`;
  return (await onMachine(machine, ['timeout', '2', 'bash', '-c', script])).code === 0;
}

/** The gateway remembers the host's card for good, so that it can be asked whatever happens to its address. */
export async function keepToHost(host: LabHost): Promise<void> {
  const { address } = host.nic;
  const own = await host.must(['ip', '-o', 'link', 'show', 'eth0']);
  const mac = / link\/ether (\S+)/.exec(own)?.[1] ?? '';
  const { stdout } = await onMachine({ pid: host.cloud.routerPid }, ['ip', 'route', 'get', address]);
  const bridge = / dev (\S+)/.exec(stdout)?.[1] ?? '';
  await host.cloud.router([
    'ip',
    'neigh',
    'replace',
    address,
    'lladdr',
    mac,
    'dev',
    bridge,
    'nud',
    'permanent',
  ]);
}

export function unless(so: boolean, otherwise: string): void {
  if (!so) throw new Error(`the lab is not as arranged: ${otherwise}`);
}
