import { writeBip } from '../../rules/routing/write-bip.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Obstacle } from '../refusal.ts';
import { serviceCommand } from '../service-commands.ts';
import { say } from '../../text/say.ts';

/** In a flag each of these decides over docker0's subnet, and beside the same setting in the file Docker does not start. */
const DECIDE = ['bip', 'bridge', 'fixed-cidr', 'default-gateway'] as const;

/** Flags of CentOS 7's /etc/sysconfig/docker-network, of a drop-in, of flannel. */
export function flagObstacles({
  views,
  free,
  docker,
}: Pick<PlanInput, 'views' | 'free' | 'docker'>): Obstacle[] {
  const { daemonSetup: setup, dockerService } = views;
  const flags = (setup?.flags ?? []).filter(({ name }) => DECIDE.some((one) => one === name));
  const written = flags.map((flag): Obstacle => {
    const both = say`\`${`${flag.written}=${flag.value}`}\` in ${flag.writtenIn}`;
    if (flag.name === 'bip')
      return {
        because: say`Docker gets the bridge's address from ${both}; in its configuration file beside it Docker would not start.`,
        next: say`Change it in ${flag.writtenIn}.`,
        byHand: writeBip(free.bridgeAddress, setup).commands,
      };
    return {
      because:
        flag.name === 'bridge'
          ? say`Docker is started with ${both}, which names a bridge that somebody else makes.`
          : say`Docker is started with ${both}, which has to lie in the bridge's subnet.`,
      next: say`Change it in ${flag.writtenIn}, or where that bridge is made.`,
      byHand:
        flag.name === 'bridge'
          ? [
              say`# where ${flag.value} is made: the address ${free.bridgeAddress}`,
              serviceCommand(docker, 'restart'),
            ]
          : [
              `cp -a ${flag.writtenIn} ${flag.writtenIn}.bak`,
              say`# in ${flag.writtenIn}: ${flag.written} in the new subnet, or none, and --bip=${free.bridgeAddress}`,
              ...(/\.(service|conf)$/.test(flag.writtenIn) ? ['systemctl daemon-reload'] : []),
              serviceCommand(docker, 'restart'),
            ],
    };
  });
  return written.length > 0 ? written : runsWith(dockerService?.argv ?? [], free.bridgeAddress);
}

/** A flag whose origin is not known: flannel hands `--bip` over in a file of its own. */
function runsWith(argv: readonly string[], to: string): Obstacle[] {
  const flag = argv.find((word) => /^(?:--(?:bip|bridge|fixed-cidr|default-gateway)|-b)(?:=|$)/.test(word));
  if (flag === undefined) return [];
  return [
    {
      because: say`Docker runs with ${flag}, and none of the files that its unit is known to read has it (flannel writes such a flag into /run/flannel/docker).`,
      next: say`Find what hands it over, and change the range there.`,
      byHand: ['systemctl cat docker   # EnvironmentFile, ExecStart', say`# there: ${to}`],
    },
  ];
}
