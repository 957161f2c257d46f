import type { DockerService } from './change.ts';

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
