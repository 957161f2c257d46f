import type { ChainEnd } from '../firewall-walk.ts';
import type { Flight } from './flight.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';
import { hookEnds, type Hook } from './hook-ends.ts';
import { translate } from './translate.ts';

/** Past everything that the firewalls have at a hook; undefined where the packet goes on. */
export function passRules(flight: Flight, world: World, hook: Hook): DeadEnd | undefined {
  const { firewalls } = world.parts;
  const where = hook.toUpperCase();
  if (firewalls === undefined) {
    return flight.pass(hop(where, 'not known', 'iptables-save', 'the firewall could not be read'));
  }
  for (const { ends, source, nat, doubt } of hookEnds(firewalls, hook, flight, world)) {
    const stops = ends.filter(({ kind }) => kind === 'drop' || kind === 'reject');
    const passes = ends.filter(({ kind }) => kind !== 'drop' && kind !== 'reject');
    const [stop] = stops;
    const [first] = passes;
    if (stop !== undefined && first === undefined) {
      const by = hop(`${where} (${stop.by.table})`, stop.by.text, source, unsureStop(stops));
      return flight.die(stop.kind === 'reject' ? 'rejected' : 'dropped', by);
    }
    const may = stop === undefined ? doubt : `"${stop.by.text}" may stop it`;
    if (nat) {
      const dead = translate(flight, world, { where, passes, source, ...(may !== undefined && { may }) });
      if (dead !== undefined) return dead;
    } else if (first !== undefined && (may !== undefined || isTelling(first))) {
      flight.pass(hop(`${where} (${first.by.table})`, first.by.text, source, may));
    }
  }
  return undefined;
}

/** Which of two rules stops the packet does not matter to whoever sent it. */
function unsureStop(stops: readonly ChainEnd[]): string | undefined {
  return stops.length > 1 ? `or by "${stops[1]?.by.text}"` : undefined;
}

/** A rule that lets it through; a policy ACCEPT is not worth a line. */
function isTelling({ by }: ChainEnd): boolean {
  return by.rule !== undefined;
}

function hop(where: string, decided: string, source: string, unsure?: string): Hop {
  return { layer: 'filter', where, decided, source, ...(unsure !== undefined && { unsure }) };
}
