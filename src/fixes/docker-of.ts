import type { Views } from '../model/views.ts';
import type { DockerService } from './change.ts';
import type { Surroundings } from './surroundings.ts';

/** How Docker is restarted on this host. */
export function dockerOf(
  service: Views['dockerService'] | undefined,
  { programs, validates, processes }: Surroundings,
): DockerService {
  const unit = service?.unit?.id;
  const slowest = Math.max(10, ...Object.values(processes).map(({ stopSeconds = 10 }) => stopSeconds));
  const dockerd = programs['dockerd'] ?? programs['dockerd-current'];
  const manager =
    unit !== undefined ? 'systemd' : programs['rc-service'] !== undefined ? 'openrc' : 'service';
  return {
    manager,
    unit: unit ?? 'docker',
    client: programs['docker'] ?? 'docker',
    ...(validates && dockerd !== undefined && { validator: dockerd }),
    // Docker itself gives its containers five seconds more than the slowest of them asks for.
    restartSeconds: slowest + 50,
  };
}

/** The file that Docker reads its configuration from. */
export function configPath({
  daemonSetup,
  dockerService,
}: Partial<Pick<Views, 'daemonSetup' | 'dockerService'>>): string {
  const written = daemonSetup?.flags.findLast(({ name }) => name === 'config-file')?.value;
  if (written !== undefined) return written;
  const argv = dockerService?.argv ?? [];
  const at = argv.findLastIndex((word) => /^--config-file(?:=|$)/.test(word));
  const word = argv[at];
  const given = word?.includes('=') === true ? word.slice(word.indexOf('=') + 1) : argv[at + 1];
  if (word !== undefined && given !== undefined)
    return given.replace(/^\$SNAP_DATA/, '/var/snap/docker/current');
  if (dockerService?.unit?.id.startsWith('snap.') === true)
    return '/var/snap/docker/current/config/daemon.json';
  return daemonSetup?.filePath ?? '/etc/docker/daemon.json';
}
