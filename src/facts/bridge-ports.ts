import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A device plugged into a bridge: a container's end on the host. */
export interface BridgePort {
  readonly device: string;
  readonly bridge: string;
  /** A packet may leave by the port that it came in by: how a container reaches its own published port without a proxy. */
  readonly hairpin: boolean;
}

/** iproute2's bridge where there is one, since /sys may be of another namespace than the network. */
const SCRIPT = `if command -v bridge >/dev/null; then
  bridge -d link show 2>/dev/null | awk '
    /^[0-9]+:/ { device = $2; sub(/[@:].*/, "", device); master = ""
      for (i = 3; i < NF; i++) if ($i == "master") master = $(i + 1) }
    / hairpin / { for (i = 1; i < NF; i++) if ($i == "hairpin" && master != "") print device, master, ($(i + 1) == "on") }'
  exit 0
fi
cd /sys/class/net || exit 127
for port in */brport; do
  [ -e "$port/hairpin_mode" ] || continue
  read -r mode <"$port/hairpin_mode"; bridge=$(readlink "$port/bridge")
  echo "\${port%/brport} \${bridge##*/} $mode"
done
exit 0`;

/** `veth345c696 docker0 0` */
export const bridgePorts: Fact<'bridge-ports', readonly BridgePort[]> = {
  id: 'bridge-ports',
  title: 'ports of bridges',
  read: { kind: 'command', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const unread: string[] = [];
    const ports = linesOf(raw.stdout).flatMap((line): BridgePort[] => {
      const [device, bridge, mode, ...rest] = line.split(' ');
      if (device === undefined || bridge === undefined || !/^[01]$/.test(mode ?? '') || rest.length > 0) {
        unread.push(line);
        return [];
      }
      return [{ device, bridge, hairpin: mode === '1' }];
    });
    return value(ports, unread);
  },
};
