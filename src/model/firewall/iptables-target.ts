import type { FirewallRule } from '../../facts/firewall.ts';
import { parseMasked, xmark } from './marks.ts';
import { dnatTo, masqueraded, redirected, snatTo } from './nat.ts';
import { changed, type Seen } from './packet.ts';
import type { Step, Verdict } from './program.ts';
import { firstFlags } from './tcp-flags.ts';
import type { Surroundings } from './surroundings.ts';

/** What a rule of iptables does with a packet for which it holds. No steps: it only counts or writes a log line. */
export function targetSteps(
  rule: FirewallRule,
  chains: ReadonlySet<string>,
  around: Surroundings,
): readonly Step[] {
  const { target, targetOptions } = rule;
  const option = (name: string) => targetOptions[name]?.[0];
  if (target === undefined || WITHOUT_EFFECT.has(target)) return [];
  switch (target) {
    case 'ACCEPT':
      return always({ kind: 'accept' });
    case 'DROP':
      return always({ kind: 'drop' });
    case 'REJECT': {
      const how = option('--reject-with');
      return always({ kind: 'reject', ...(how !== undefined && { how }) });
    }
    case 'RETURN':
      return always({ kind: 'return' });
    case 'MARK':
      return [{ kind: 'change', target, change: markChange(targetOptions) }];
    case 'CONNMARK':
      return [{ kind: 'change', target, change: connmarkChange(targetOptions) }];
    case 'NOTRACK':
      return [{ kind: 'change', target, change: untracked }];
    case 'CT':
      return '--notrack' in targetOptions ? [{ kind: 'change', target, change: untracked }] : [];
    case 'DNAT':
      return [choose((packet) => dnatTo(packet, option('--to-destination') ?? '', around))];
    case 'REDIRECT':
      return [choose((packet) => redirected(packet, option('--to-ports') ?? '', around))];
    case 'SNAT':
      return [choose((packet) => snatTo(packet, option('--to-source') ?? ''))];
    case 'MASQUERADE':
      return [choose((packet) => masqueraded(packet, option('--to-ports') ?? '', around))];
    default:
      return always(
        chains.has(target) ? { kind: rule.goto ? 'goto' : 'jump', chain: target } : { kind: 'other', target },
      );
  }
}

/** They count, write, or change what no later rule here looks at. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'AUDIT',
  'CHECKSUM',
  'CLASSIFY',
  'CONNSECMARK',
  'DSCP',
  'ECN',
  'HL',
  'IDLETIMER',
  'LED',
  'LOG',
  'NFLOG',
  'RATEEST',
  'SECMARK',
  'SET',
  'TCPMSS',
  'TCPOPTSTRIP',
  'TEE',
  'TOS',
  'TRACE',
  'TTL',
  'ULOG',
]);

function always(verdict: Verdict): readonly Step[] {
  const verdicts = [verdict];
  return [{ kind: 'verdict', choose: () => verdicts }];
}

function choose(verdict: (packet: Seen) => Verdict): Step {
  return { kind: 'verdict', choose: (packet) => [verdict(packet)] };
}

type Options = FirewallRule['targetOptions'];

/** `--set-xmark 0x1/0xff`; older tools print `--set-mark`, `--and-mark`, `--or-mark`. */
function markChange(options: Options): (packet: Seen) => Seen | undefined {
  const next = nextMark(options);
  return (packet) => next && withMark(packet, next(packet.packet.mark ?? 0));
}

function nextMark(options: Options): ((old: number) => number) | undefined {
  const of = (name: string) => {
    const text = options[name]?.[0];
    return text === undefined ? undefined : parseMasked(text);
  };
  const x = of('--set-xmark');
  if (x) return (old) => xmark(old, x.value, x.mask);
  const set = of('--set-mark');
  if (set) return (old) => ((old & ~set.mask) | set.value) >>> 0;
  const and = of('--and-mark');
  if (and) return (old) => (old & and.value) >>> 0;
  const or = of('--or-mark');
  if (or) return (old) => (old | or.value) >>> 0;
  const exclusive = of('--xor-mark');
  if (exclusive) return (old) => (old ^ exclusive.value) >>> 0;
  return undefined;
}

function connmarkChange(options: Options): (packet: Seen) => Seen | undefined {
  const maskOf = (name: string) => Number((options[name] ?? options['--mask'])?.[0] ?? 0xffffffff);
  const ofPacket = maskOf('--nfmask');
  const ofConnection = maskOf('--ctmask');
  const next = nextMark(options);
  return (packet) => {
    if (!packet.tracked || packet.packet.states.includes('UNTRACKED')) return packet;
    const mark = packet.packet.mark ?? 0;
    const connmark = connmarkOf(packet);
    if (next !== undefined) {
      // An old mark that is not known does not matter where all of its bits are replaced.
      const result = connmark === undefined ? sameForAny(next) : next(connmark);
      return result === undefined ? undefined : changed(packet, { connmark: result });
    }
    if (connmark === undefined) return undefined;
    if ('--save-mark' in options) {
      return changed(packet, { connmark: xmark(connmark, mark & ofPacket, ofConnection) });
    }
    if ('--restore-mark' in options) return withMark(packet, xmark(mark, connmark & ofConnection, ofPacket));
    return undefined;
  };
}

export function connmarkOf({ packet }: Seen): number | undefined {
  return packet.connmark ?? (packet.states.includes('NEW') ? 0 : undefined);
}

function sameForAny(next: (old: number) => number): number | undefined {
  return next(0) === next(0xffffffff) ? next(0) : undefined;
}

export function withMark(packet: Seen, mark: number): Seen {
  return mark === (packet.packet.mark ?? 0) ? packet : changed(packet, { mark });
}

/** It is still the packet that it was: the first one of TCP is a SYN. */
export function untracked(packet: Seen): Seen {
  if (packet.tracked) return packet;
  const { states, direction, tcpFlags = firstFlags(states, direction) } = packet.packet;
  return changed(packet, { states: ['UNTRACKED'], ...(tcpFlags !== undefined && { tcpFlags }) });
}
