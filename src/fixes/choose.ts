import {
  chooseSubnet,
  describeSubnet,
  isPrivate,
  subnetOf,
  takenIn,
  type FreeSubnet,
  type Occupied,
} from '../model/free-subnet.ts';
import { formatPrefix, parsePrefix } from '../model/prefix.ts';
import type { FixOptions } from '../report/fix.ts';
import { list, say } from '../text/say.ts';
import { type Obstacle, withoutRepeats } from './refusal.ts';

/** A subnet for that many containers: the one that somebody asked for, if nothing has it, or one that is free. */
export function chooseFree(
  { subnet, avoid = [] }: FixOptions,
  taken: readonly Occupied[],
  containers: number,
): FreeSubnet | Obstacle {
  const unread = avoid.filter((range) => parsePrefix(range) === undefined);
  if (unread.length > 0)
    return {
      because: say`avoid=${unread.join(',')} is no range of addresses.`,
      next: say`Write ranges as 10.20.0.0/16, with commas between them.`,
    };
  if (subnet === undefined)
    return (
      chooseSubnet(taken, containers) ?? {
        because: say`No private range is left that is wide enough for ${containers} containers and that nothing known to this host touches.`,
        next: say`Ask the owner of the network for a range, and say it: subnet=<range>`,
      }
    );
  return asked(subnet, taken, containers);
}

function asked(subnet: string, taken: readonly Occupied[], containers: number): FreeSubnet | Obstacle {
  const free = subnetOf(subnet);
  const next = say`Leave subnet= out, and Ferryman chooses one that is free; or name another.`;
  if (free === undefined)
    return { because: say`subnet=${subnet} is no range that a bridge can have: /8 to /29, IPv4.`, next };
  const range = formatPrefix(free.prefix);
  if (!isPrivate(free.prefix))
    return {
      because: say`${range} is no private range (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16): somebody on the Internet may have it.`,
      next,
    };
  if (2 ** (32 - free.prefix.length) - 3 < containers)
    return { because: say`${describeSubnet(free)} has no room for ${containers} containers.`, next };
  const [first, ...more] = takenIn(free.prefix, taken);
  if (first === undefined) return free;
  const by = withoutRepeats([first, ...more].map(({ what }) => what));
  return {
    because:
      by.length > 3
        ? say`${range} is taken: by ${list(by.slice(0, 3), 'and')} and ${by.length - 3} more.`
        : say`${range} is taken: by ${list(by, 'and')}.`,
    next,
  };
}
