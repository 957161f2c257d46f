import type { Snapshot } from '../facts/snapshot.ts';
import type { Remedy } from '../report/report.ts';

/** Alpine's OpenRC, and the init scripts before systemd. */
export function lacksSystemd({ readings }: Pick<Snapshot, 'readings'>): boolean {
  const reading = readings['docker-unit'];
  return reading?.status === 'absent' && reading.because.includes('systemctl');
}

/**
 * Remedies speak of systemd; `service` is what a host without it has, OpenRC and sysvinit alike. What only systemd needs to
 * be told is left out.
 */
export function withoutSystemd(fix: Remedy): Remedy {
  return { ...fix, commands: fix.commands.filter((command) => !ONLY_SYSTEMD.test(command)).map(asService) };
}

const ONLY_SYSTEMD = /^systemctl (daemon-reload|reset-failed)\b[^&|;]*$/;

function asService(command: string): string {
  return command.replaceAll(
    /\bsystemctl (start|stop|restart|reload|status) ([\w@-]+)(?:\.service)?(?: docker\.socket\b)?/g,
    'service $2 $1',
  );
}
