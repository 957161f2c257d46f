import type { DaemonSetup } from '../../model/daemon-setup.ts';
import { say, type Said, type Sayable } from '../../text/say.ts';

interface Written {
  /** Completes "Give Docker's bridge another subnet: …". */
  readonly how: Said;
  readonly commands: readonly Sayable[];
}

/**
 * Where docker0's address has to be written. On CentOS 7 it is a flag in /etc/sysconfig/docker, and a `bip` in daemon.json
 * beside it would keep Docker from starting at all.
 */
export function writeBip(target: Sayable, setup?: DaemonSetup): Written {
  const flag = setup?.flags.findLast(({ name }) => name === 'bip');
  if (flag !== undefined) {
    const { writtenIn } = flag;
    const isUnit = /\.(service|conf)$/.test(writtenIn);
    return {
      how: say`set \`--bip=${target}\` in ${writtenIn}, where Docker gets ${flag.value} from (bip is the address that Docker gives docker0; in daemon.json beside this flag it would keep Docker from starting)`,
      commands: [
        `cp -a ${writtenIn} ${writtenIn}.bak`,
        say`# in ${writtenIn}: --bip=${target} instead of --bip=${flag.value}`,
        ...(isUnit ? ['systemctl daemon-reload'] : []),
        'systemctl restart docker',
      ],
    };
  }
  const path = setup?.filePath ?? '/etc/docker/daemon.json';
  return {
    how: say`set \`"bip": "${target}"\` in ${path} (bip is the address that Docker gives docker0)`,
    commands: [
      say`cp -a ${path} ${path}.bak   # if it exists`,
      say`# in ${path}, beside the keys that are there:  "bip": "${target}"`,
      path.startsWith('/var/snap/') ? 'snap restart docker' : 'systemctl restart docker',
    ],
  };
}
