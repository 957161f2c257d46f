import type { LabHost } from '../../lab.ts';

/** A web server that is no container. `listen` is a port, or an address and a port. */
export async function hostProcess(host: LabHost, listen: string | number): Promise<void> {
  const unit = `--unit=inventory-${String(listen).replaceAll(/\D/g, '-')}`;
  const server = ['busybox', 'httpd', '-f', '-p', String(listen), '-h', '/etc'];
  await host.must(['systemd-run', '-q', unit, ...server]);
}
