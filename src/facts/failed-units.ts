import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A service of the host that failed, with its last words. */
export interface FailedUnit {
  readonly unit: string;
  readonly lines: readonly string[];
}

/** Docker's own units have a fact of their own. */
const SCRIPT = `command -v systemctl >/dev/null || exit 0
systemctl list-units --failed --type=service --no-legend --plain --no-pager 2>/dev/null | head -n 8 | while read -r unit rest; do
  [ "$unit" = '●' ] && unit=\${rest%% *}
  case $unit in docker*|containerd*|*cloud-init*|user@*) continue;; esac
  echo "# $unit"
  journalctl -u "$unit" -b -n 12 -o cat --no-pager 2>/dev/null | cut -c1-300
done
exit 0`;

/**
 *     # redis.service
 *     Could not create server TCP listening socket 192.168.0.50:6379: bind: Cannot assign requested address
 */
export const failedUnits: Fact<'failed-units', readonly FailedUnit[]> = {
  id: 'failed-units',
  title: 'services that failed',
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: { unit: string; lines: string[] }[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const unit = /^# (\S+\.service)$/.exec(line)?.[1];
      if (unit !== undefined) found.push({ unit, lines: [] });
      else if (found.length > 0) found.at(-1)?.lines.push(line);
      else unread.push(line);
    }
    return value(found, unread);
  },
};
