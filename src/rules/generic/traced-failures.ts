import { say } from '../../text/say.ts';
import { isIP } from 'node:net';

import type { Outcome } from '../../facts/snapshot.ts';
import { failed } from '../../model/attempts.ts';
import { publisherOf } from '../../model/containers.ts';
import { agrees, suspectOf } from '../../model/trace/expected.ts';
import type { Trace, TracedPacket } from '../../model/trace/trace.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import type { Subject } from '../../report/report.ts';
import type { Tried } from './tried.ts';

export type TraceViews = Pick<Views, 'tracer' | 'symptoms' | 'attempts' | 'question'> &
  Partial<Pick<Views, 'containers' | 'podman' | 'arrivals'>>;

export const TRACE_NEEDS = ['tracer', 'symptoms', 'attempts', 'question'] as const;
export const TRACE_WANTS = ['containers', 'podman', 'arrivals'] as const;

/** Something that people notice, tried, failed, and followed packet by packet. */
export interface TracedFailure {
  /** Of the symptom: `port:30003`, `need:rds`. */
  readonly key: string;
  readonly subject: Subject;
  readonly tried: Tried;
  readonly outcome: Outcome;
  readonly trace: Trace;
}

interface Try {
  readonly tried: Tried;
  readonly outcome: Outcome | undefined;
  readonly packet: TracedPacket;
}

type About = Pick<TracedFailure, 'key' | 'subject'>;

/**
 * Each symptom that was tried, with the trace of the outermost attempt that failed. Only where the trace says what was
 * seen: a trace that cannot explain the attempt has missed something.
 */
export function tracedFailures(views: TraceViews): readonly TracedFailure[] {
  return [
    ...views.attempts.ports.flatMap((port) => onPort(port, views)),
    ...views.question.needs.flatMap((need) => toNeed(need, views)),
    ...views.attempts.peers.flatMap((peer) => {
      const { network, container, to, outcome } = peer;
      const subject = { kind: 'network', name: network } as const;
      const place = say`${peer.peer} (${to.address}:${to.port})`;
      const tried = { kind: 'place', place, container } as const;
      const packet = fromContainer(container, to);
      return firstFailure([{ tried, outcome, packet }], { key: `network:${network}`, subject }, views);
    }),
  ];
}

function onPort(port: number, views: TraceViews): readonly TracedFailure[] {
  const { attempts, question, containers = [] } = views;
  const { outside, loopback, container: inner, ownAddress = '127.0.0.1' } = attempts.onPort(port);
  const publisher = publisherOf(containers, port);
  // Tried for another question; nobody misses it.
  if (publisher === undefined && question.asked.port !== port) return [];
  const address = publisher?.container.attachments.find(
    ({ bridge, ipv4 }) => bridge !== undefined && ipv4 !== undefined,
  )?.ipv4;
  const tries: Try[] = [];
  const packet = fromOutside(port, question);
  const by = (whence: Extract<Tried, { kind: 'port' }>['by']) =>
    ({ kind: 'port', port, by: whence }) as const;
  if (packet !== undefined) tries.push({ tried: by('outside'), outcome: outside, packet });
  tries.push({ tried: by('host'), outcome: loopback, packet: fromHost({ address: ownAddress, port }) });
  if (publisher !== undefined && address !== undefined) {
    const direct = fromHost({ address, port: publisher.port.containerPort });
    tries.push({ tried: by('host-to-container'), outcome: inner, packet: direct });
  }
  const subject = { kind: 'port', name: String(port) } as const;
  return firstFailure(tries, { key: `port:${port}`, subject }, views);
}

/** An attempt from outside on a port, followed; whether or not the trace says what was seen. */
export function tracedOutside(
  port: number,
  { attempts, question, tracer }: TraceViews,
): Pick<TracedFailure, 'trace' | 'outcome'> | undefined {
  const { outside } = attempts.onPort(port);
  const packet = fromOutside(port, question);
  if (outside === undefined || packet === undefined) return undefined;
  return { outcome: outside, trace: tracer.trace(packet) };
}

/** As it arrives at the host: the cloud may have translated the address that the worker knows. */
function fromOutside(
  port: number,
  { server, address, client }: TraceViews['question'],
): TracedPacket | undefined {
  const to = server ?? address;
  if (to === undefined) return undefined;
  return {
    protocol: 'tcp',
    origin: { kind: 'outside' },
    to,
    port,
    ...(client !== undefined && { from: client }),
  };
}

/** From the host, and from each container where it fails there alone. */
function toNeed({ name, port, resolved, address: called }: ResolvedNeed, views: TraceViews) {
  if (port === undefined) return [];
  const place = say`${name} (${called}:${port})`;
  const subject = { kind: 'need', name } as const;
  const outcome = views.attempts.toNeed(name);
  // A name that was not looked up, or not found, has no packets to follow.
  const addresses = resolved.filter((address) => isIP(address) !== 0);
  const fromHere = addresses.map((address): Try => ({
    tried: { kind: 'place', place },
    outcome,
    packet: fromHost({ address, port }),
  }));
  return [
    ...firstFailure(fromHere, { key: `need:${name}`, subject }, views),
    ...views.attempts.toNeedInside(name).flatMap((inside) => {
      const tries = addresses.map((address): Try => ({
        tried: { kind: 'place', place, container: inside.container },
        outcome: inside.outcome,
        packet: fromContainer(inside.container, { address, port }),
      }));
      return firstFailure(tries, { key: `need:${name}:${inside.container}`, subject }, views);
    }),
  ];
}

function firstFailure(
  tries: readonly Try[],
  about: About,
  { tracer, symptoms }: TraceViews,
): readonly TracedFailure[] {
  const first = tries.find(({ outcome }) => failed(outcome));
  if (first?.outcome === undefined || !symptoms.some(({ key }) => key === about.key)) return [];
  const { tried, outcome, packet } = first;
  const trace = tracer.trace(packet);
  if (isBlind(trace)) return [];
  const explained = agrees(trace, outcome) || suspectOf(trace, outcome) !== undefined;
  return explained ? [{ ...about, tried, outcome, trace }] : [];
}

/** The container's own routes could not be read: from its first hop on the way would be a guess. */
function isBlind({ packet, hops: [first] }: Trace): boolean {
  return packet.origin.kind === 'container' && first?.layer === 'route' && first.unsure !== undefined;
}

interface Target {
  readonly address: string;
  readonly port: number;
}

function fromHost({ address, port }: Target): TracedPacket {
  return { protocol: 'tcp', origin: { kind: 'host' }, to: address, port };
}

function fromContainer(container: string, { address, port }: Target): TracedPacket {
  return { protocol: 'tcp', origin: { kind: 'container', container }, to: address, port };
}
