import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';

/** Docker was told to leave the firewall alone: by its configuration file or its command line. */
export function iptablesSwitchedOff({
  daemonJson,
  dockerService,
}: Partial<Pick<Views, 'daemonJson' | 'dockerService'>>): boolean {
  if (dockerService?.argv?.includes('--iptables=false') === true) return true;
  return daemonJson?.content.kind === 'object' && daemonJson.content.value['iptables'] === false;
}

/** Containers that need the host to forward for them. */
export function bridgedContainers(containers: readonly Container[]): readonly Container[] {
  return containers.filter(
    ({ running, attachments }) =>
      running && attachments.some(({ bridge, internal }) => bridge !== undefined && !internal),
  );
}
