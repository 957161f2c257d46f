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

export function unless(so: boolean, otherwise: string): void {
  if (!so) throw new Error(`the lab is not as arranged: ${otherwise}`);
}
