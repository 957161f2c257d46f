import type { ChainEnd } from '../firewall-walk.ts';
import type { Flight } from './flight.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';

interface AtNat {
  readonly where: string;
  readonly passes: readonly ChainEnd[];
  readonly source: string;
  /** What may stop or change the packet here, for all that is known. */
  readonly may?: string;
}

/** DNAT, REDIRECT, SNAT and MASQUERADE: the packet is another one from here on. */
export function translate(
  flight: Flight,
  world: World,
  { where, passes, source, may }: AtNat,
): DeadEnd | undefined {
  const [first, second] = passes;
  if (first === undefined) return undefined;
  const unsure = may ?? (second === undefined ? undefined : `or "${second.by.text}"`);
  const hop = (changed?: string, doubt = unsure): Hop => ({
    layer: 'nat',
    where: `${where} (nat)`,
    decided: first.by.text,
    source,
    ...(changed !== undefined && { changed }),
    ...(doubt !== undefined && { unsure: doubt }),
  });
  switch (first.kind) {
    case 'accept':
      return unsure === undefined ? undefined : flight.pass(hop());
    case 'dnat': {
      const target = targetOf(first.to, flight.port);
      if (target === undefined) return flight.pass(hop(undefined, `where "${first.to}" leads is not clear`));
      flight.translateTo(target.address === '' ? flight.to : target.address, target.port);
      return flight.pass(hop(`to ${flight.to}:${flight.port}`));
    }
    case 'other':
      return other(flight, world, first, hop);
    case 'drop':
    case 'reject':
      return undefined;
  }
  return first satisfies never;
}

function other(
  flight: Flight,
  world: World,
  end: Extract<ChainEnd, { kind: 'other' }>,
  hop: (changed?: string, doubt?: string) => Hop,
): undefined {
  const options = end.by.rule?.targetOptions ?? {};
  switch (end.target) {
    case 'REDIRECT': {
      const [port] = options['--to-ports'] ?? [];
      const address =
        flight.iif === undefined ? loopbackOf(flight) : world.addressOf(flight.iif, flight.family);
      flight.translateTo(address ?? flight.to, port === undefined ? flight.port : Number(port.split('-')[0]));
      return flight.pass(hop(`to ${flight.to}:${flight.port}`));
    }
    case 'MASQUERADE': {
      flight.translateFrom(flight.oif === undefined ? undefined : world.addressOf(flight.oif, flight.family));
      return flight.pass(hop(`from ${flight.from ?? 'an address of the device'}`));
    }
    case 'SNAT': {
      const target = targetOf(options['--to-source']?.[0] ?? '', 0);
      flight.translateFrom(target?.address);
      return flight.pass(hop(`from ${flight.from ?? 'another address'}`));
    }
    default:
      return flight.pass(hop(undefined, `what ${end.target} does is not known`));
  }
}

function loopbackOf({ family }: Flight): string {
  return family === 4 ? '127.0.0.1' : '::1';
}

/** `172.17.0.2:80`, `172.17.0.2`, `[fd00::2]:80`, `:8080`; of a range the first. */
function targetOf(text: string, port: number): { address: string; port: number } | undefined {
  const six = /^\[([0-9a-fA-F:.]+)[^\]]*\](?::(\d+)(?:-\d+)?)?$/.exec(text);
  const four = /^([0-9.]*)(?:-[0-9.]+)?(?::(\d+)(?:-\d+)?)?$/.exec(text);
  const bare = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(text);
  if (bare) return { address: text, port };
  const found = six ?? four;
  if (found === null || text === '') return undefined;
  return { address: found[1] ?? '', port: found[2] === undefined ? port : Number(found[2]) };
}
