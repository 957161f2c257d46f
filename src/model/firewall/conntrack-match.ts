import type { FirewallMatch } from '../../facts/firewall.ts';
import { masked } from './address-number.ts';
import { addressNumber } from './address-number.ts';
import { isUntracked, type Seen } from './packet.ts';
import { portTest } from './ports.ts';
import type { Test } from './program.ts';
import { protocolTest } from './protocols.ts';

/**
 * `-m conntrack`, all its options. Before connection tracking has seen the packet (the table raw) its state is INVALID, and
 * a rule that asks for anything but the state does not hold, negated or not: xt_conntrack.c.
 */
export function conntrackTest(options: readonly FirewallMatch[]): Test {
  const state = options.find(({ option }) => option === '--ctstate');
  const stateHolds = state === undefined ? undefined : stateTest(state);
  const tests = options.filter((option) => option !== state).map((option) => optionTest(option));
  return (packet) => {
    if (stateHolds?.(packet) === false) return false;
    if (!packet.tracked || isUntracked(packet)) return state !== undefined;
    let answer: boolean | undefined = true;
    for (const test of tests) {
      const held = test(packet);
      if (held === false) return false;
      if (held === undefined) answer = undefined;
    }
    return answer;
  };
}

/** `-m conntrack --ctstate` and the older `-m state --state`. */
export function stateTest({ args, negated }: FirewallMatch): (packet: Seen) => boolean {
  const wanted = (args[0] ?? '').split(',');
  return (packet) => statesOf(packet).some((state) => wanted.includes(state)) !== negated;
}

export function statesOf({ packet, tracked }: Seen): readonly string[] {
  if (packet.states.includes('UNTRACKED')) return ['UNTRACKED'];
  return tracked ? packet.states : ['INVALID'];
}

function optionTest({ option, args, negated }: FirewallMatch): Test {
  const bare = bareTest(option, args[0] ?? '');
  return (packet) => {
    const held = bare(packet);
    return held === undefined ? undefined : held !== negated;
  };
}

function bareTest(option: string, value: string): Test {
  switch (option) {
    case '--ctorigdst':
      return addressTest(value, ({ packet }) => packet.originalTo ?? unlessReply(packet, packet.to));
    case '--ctorigsrc':
      return addressTest(value, ({ packet }) => packet.originalFrom ?? unlessReply(packet, packet.from));
    case '--ctorigdstport':
      return numberTest(value, ({ packet }) => packet.originalPort ?? unlessReply(packet, packet.port));
    case '--ctorigsrcport':
      return numberTest(
        value,
        ({ packet }) => packet.originalSourcePort ?? unlessReply(packet, packet.sourcePort),
      );
    case '--ctproto':
      return protocolTest(value);
    case '--ctdir':
      return ({ packet }) => (packet.direction === 'reply') === (value === 'REPLY');
    case '--ctstatus': {
      const wanted = value.split(',');
      return (packet) => statusTest(packet, wanted);
    }
    default:
      return () => undefined;
  }
}

function unlessReply<Value>(packet: Seen['packet'], value: Value): Value | undefined {
  return packet.direction === 'reply' ? undefined : value;
}

function addressTest(text: string, of: (packet: Seen) => string | undefined): Test {
  const holds = masked(text);
  return (packet) => {
    const address = of(packet);
    const number = address === undefined ? undefined : addressNumber(address);
    return number === undefined ? undefined : holds?.(number);
  };
}

function numberTest(text: string, of: (packet: Seen) => number | undefined): Test {
  const holds = portTest(text);
  return (packet) => {
    const port = of(packet);
    return port === undefined ? undefined : holds(port);
  };
}

/** NONE is no bit, so that it never holds. ASSURED comes some packets into a connection. */
export function statusTest({ packet }: Seen, wanted: readonly string[]): boolean | undefined {
  const answers = wanted.map((status): boolean | undefined => {
    switch (status) {
      case 'NONE':
        return false;
      case 'EXPECTED':
        return packet.states.includes('RELATED')
          ? undefined
          : packet.states.includes('NEW')
            ? false
            : undefined;
      case 'SEEN_REPLY':
        return packet.direction === 'reply' || packet.states.includes('ESTABLISHED')
          ? true
          : packet.states.includes('NEW')
            ? false
            : undefined;
      case 'ASSURED':
      case 'CONFIRMED':
        if (packet.states.includes('NEW')) return false;
        return status === 'CONFIRMED' && packet.states.includes('ESTABLISHED') ? true : undefined;
      case 'SNAT':
      case 'DNAT':
        return packet.states.includes(status);
      default:
        return undefined;
    }
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
