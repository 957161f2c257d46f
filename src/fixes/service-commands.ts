import type { DockerService } from './change.ts';

/** With what a restart needs that follows one which failed: systemd counts those, and refuses the next one. */
export function restartCommand(docker: DockerService): string {
  const restart = serviceCommand(docker, 'restart');
  return docker.manager === 'systemd'
    ? `systemctl reset-failed ${docker.unit} docker.socket; ${restart}`
    : restart;
}

/** As a person would type it. */
export function serviceCommand({ manager, unit }: DockerService, what: 'restart' | 'stop' | 'start'): string {
  switch (manager) {
    case 'systemd':
      return `systemctl ${what} ${unit}`;
    case 'openrc':
      return `rc-service ${unit} ${what}`;
    case 'service':
      return `service ${unit} ${what}`;
  }
  return manager satisfies never;
}
