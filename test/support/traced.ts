import type { Snapshot } from '../../src/facts/snapshot.ts';
import { tell } from '../../src/text/tell.ts';
import { hopLines, type Trace, type TracedPacket } from '../../src/model/trace/trace.ts';
import { viewOf } from './views.ts';

/** From the recorded worker to a port of the host. */
export function fromOutside({ client = '', server = '' }: Snapshot, port: number): TracedPacket {
  return { protocol: 'tcp', origin: { kind: 'outside' }, from: client, to: server, port };
}

export function fromHost(to: string, port: number): TracedPacket {
  return { protocol: 'tcp', origin: { kind: 'host' }, to, port };
}

export function fromContainer(container: string, to: string, port: number): TracedPacket {
  return { protocol: 'tcp', origin: { kind: 'container', container }, to, port };
}

export function traceOf(snapshot: Snapshot, packet: TracedPacket): Trace {
  return viewOf('tracer', snapshot).trace(packet);
}

/** The end in one line: `dropped there by FORWARD (filter): -P FORWARD DROP`. */
export function endOf({ end, proxied, sure }: Trace): string {
  const notes = `${proxied ? ' (proxied)' : ''}${sure ? '' : ' (unsure)'}`;
  if (end.kind === 'delivered') return `delivered to ${tell(end.to, 'en')}${notes}`;
  if (end.kind === 'left') return `left by ${end.device}${notes}`;
  return `${end.kind} ${end.way} by ${tell(end.by.where, 'en')}: ${tell(end.by.decided, 'en')}${notes}`;
}

export function hopText(trace: Trace): string {
  return hopLines(trace)
    .map((line) => tell(line, 'en'))
    .join('\n');
}
