import { say, type Sayable, type Text } from '../../text/say.ts';
import type { Decider } from '../firewall/program.ts';
import type { Hook, HookEnd } from '../firewalls.ts';
import type { Flight } from './flight.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';

/** Past everything that the firewalls have at a hook, translated by it; undefined where the packet goes on. */
export function passRules(flight: Flight, world: World, hook: Hook): DeadEnd | undefined {
  const where = hook.toUpperCase();
  const { firewalls } = world.parts;
  if (firewalls === undefined) {
    const unsure = say`the firewall could not be read`;
    return flight.pass({ layer: 'filter', where, decided: say`not known`, source: 'iptables-save', unsure });
  }
  const ends = firewalls.hook(hook, flight.seenByRules(world.isLocal));
  const stop = ends.find(({ kind }) => kind === 'drop' || kind === 'reject');
  const on = ends.find(({ kind }) => kind === 'pass') ?? ends.find(({ kind }) => kind === 'other');
  if (on === undefined) return stop?.by === undefined ? undefined : stopped(flight, where, stop, stop.by);
  if (stop?.by !== undefined) flight.pass(mayStop(where, stop, stop.by));
  const unsure = doubtOf(ends.filter((end) => end !== stop));
  const hops = hopsOf(flight.tracked ? { ...on, translations: [] } : on, where, hook);
  const [first, ...rest] = hops;
  if (first !== undefined) flight.pass({ ...first, ...(unsure !== undefined && { unsure }) });
  else if (unsure !== undefined) {
    flight.pass({ ...hopOf('filter', where, on.doubts[0] ?? on.by), unsure });
  }
  for (const hop of rest) flight.pass(hop);
  flight.become(on.packet);
  return undefined;
}

function stopped(flight: Flight, where: string, { kind }: HookEnd, by: Decider): DeadEnd {
  return flight.die(
    kind === 'reject' ? 'rejected' : 'dropped',
    hopOf('filter', `${where} (${by.table})`, by),
  );
}

/** A rule that stops the packet if it holds, which nobody can say. */
function mayStop(where: string, { kind }: HookEnd, by: Decider): Hop {
  return {
    ...hopOf('filter', `${where} (${by.table})`, by),
    unsure: say`whether it holds for this packet is not known`,
    mayStop: { kind: kind === 'reject' ? 'rejected' : 'dropped', packets: by.rule?.packets ?? 0 },
  };
}

/** More than one end means that something in between is not understood, or could not be read. */
function doubtOf(ends: readonly HookEnd[]): Sayable | undefined {
  const other = ends.find(({ kind }) => kind === 'other');
  if (other?.target === 'unread') return lineOf(other.by);
  if (other !== undefined) {
    return other.target === undefined
      ? say`what this rule does is not known`
      : say`what ${other.target} does is not known`;
  }
  const [, second] = ends;
  if (second === undefined) return undefined;
  return second.by === undefined ? say`it may as well be "none"` : say`it may as well be "${second.by.text}"`;
}

/** A line for each translation, and for the rule that lets a packet in; a policy ACCEPT is not worth one. */
function hopsOf({ translations, packet, by }: HookEnd, where: string, hook: Hook): Hop[] {
  const translated = translations.map((translation): Hop => {
    const hop = hopOf('nat', `${where} (nat)`, translation.by);
    if (translation.kind === 'snat') {
      return { ...hop, changed: from(packet.from) };
    }
    const { to, port = 0 } = packet;
    return { ...hop, changed: say` → to ${to}:${port}`, translatedTo: { address: to, port } };
  });
  const rule = by?.rule ?? by?.nft;
  const letIn = rule !== undefined && (hook === 'input' || hook === 'forward');
  return letIn && by !== undefined
    ? [...translated, hopOf('filter', `${where} (${by.table})`, by)]
    : translated;
}

function from(address: string | undefined): Text {
  return address === undefined ? say` → from an address of the device` : say` → from ${address}`;
}

function lineOf(by: Decider | undefined): Sayable {
  if (by?.unread !== undefined) return say`the rules of ${by.unread} could not be read`;
  return by?.text ?? say`no rule`;
}

function hopOf(layer: Hop['layer'], where: string, by: Decider | undefined): Hop {
  return { layer, where, decided: lineOf(by), source: commandFor(by) };
}

/** Prints the chain that the line is in: of `iptables-legacy-save` that is `iptables-legacy -t … -S …`. */
function commandFor(by: Decider | undefined): string {
  const tool = /^(ip6?tables(?:-legacy)?)-save$/.exec(by?.shownBy ?? '')?.[1];
  if (by === undefined) return 'iptables-save; nft list ruleset';
  return tool === undefined ? (by.shownBy ?? 'nft list ruleset') : `${tool} -t ${by.table} -S ${by.chain}`;
}
