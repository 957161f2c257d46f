import { readModel } from '../src/model/read-model.ts';
import type { TracedPacket } from '../src/model/trace/trace.ts';
import { recordedHost } from '../test/support/recorded-hosts.ts';
import { atLeast, type Figure, type Part } from './figure.ts';
import { median, timed } from './measure.ts';
import { scaleHost } from './scaled-host.ts';

export const traceSpeed: Part = {
  name: 'trace',
  whyNot: () => undefined,
  run: measure,
};

const ROUNDS = 5;
/** One model answers for many packets: its indexes are made once, in the time that is measured. */
const TIMES = 4;

/** Every published port of a large host from outside, on the host and container by container, indexes made anew each round. */
async function measure(): Promise<readonly Figure[]> {
  const snapshot = scaleHost(recordedHost('healthy-plain').snapshot, {
    containers: 200,
    firewallRules: 5_000,
    routes: 50,
  });
  const speeds: number[] = [];
  // The first round warms the engine up, as in the report's part.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { tracer, containers } = readModel(snapshot, {});
    if (tracer.kind === 'unknown' || containers.kind === 'unknown')
      throw new Error('the host cannot be read');
    const once = containers.value.flatMap((container) => packetsTo(container, snapshot));
    const packets = Array.from({ length: TIMES }, () => once).flat();
    const ms = await timed(() => {
      const lost = packets
        .map((packet) => tracer.value.trace(packet))
        .filter(({ end }) => end.kind !== 'delivered');
      if (lost.length > 0) throw new Error(`a healthy host loses ${JSON.stringify(lost[0])}`);
    });
    if (round > 0) speeds.push((packets.length / ms) * 1000);
  }
  return [
    atLeast(2_000, {
      name: 'Traces a second, 200 containers, 5,000 rules',
      value: median(speeds),
      unit: '/s',
      reference: 'fixed bar; there and back, indexes included',
    }),
  ];
}

function packetsTo(
  {
    name,
    published,
    attachments,
  }: {
    name: string;
    published: readonly { hostPort: number; containerPort: number }[];
    attachments: readonly { ipv4?: string }[];
  },
  { client = '', server = '' }: { client?: string; server?: string },
): TracedPacket[] {
  const address = attachments[0]?.ipv4 ?? '';
  return published.flatMap(({ hostPort, containerPort }): TracedPacket[] => [
    { protocol: 'tcp', origin: { kind: 'outside' }, from: client, to: server, port: hostPort },
    { protocol: 'tcp', origin: { kind: 'host' }, to: '127.0.0.1', port: hostPort },
    { protocol: 'tcp', origin: { kind: 'container', container: name }, to: address, port: containerPort },
  ]);
}
