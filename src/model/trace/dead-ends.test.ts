import { describe, expect, it } from 'vitest';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import { tell } from '../../text/tell.ts';
import type { Trace } from './trace.ts';

/** The packet of the first attempt from outside that failed. */
function failedTrace(name: string): Trace {
  const { snapshot } = recordedHost(name);
  const attempt = snapshot.attempts.find(
    ({ vantage, outcome }) => vantage === 'worker' && outcome.kind !== 'connected',
  );
  if (attempt === undefined) throw new Error(`all is well on ${name}`);
  return viewOf('tracer', snapshot).trace({
    protocol: 'tcp',
    origin: { kind: 'outside' },
    from: snapshot.client ?? '',
    to: snapshot.server ?? '',
    port: attempt.to.port,
  });
}

function deciderOf({ end }: Trace): string {
  return 'by' in end ? `${end.kind} by ${tell(end.by.where, 'en')}: ${tell(end.by.decided, 'en')}` : end.kind;
}

describe('dead ends on recorded hosts', () => {
  it.each([
    ['ip-forward-off', /^dropped by forwarding: net\.ipv4\.(ip_forward|conf\.eth0\.forwarding) = 0$/],
    ['forward-drop-without-docker-rules', /^dropped by FORWARD \(filter\): -P FORWARD DROP$/],
    ['wrong-container-port', /^refused by container \S+: nothing listens on tcp port 80$/],
    ['loopback-only-inside-container', /somebody listens on 127\.0\.0\.1:5000 alone$/],
    ['published-on-loopback-or-other-host-ip', /docker-proxy listens on 10\.67\.200\.210:30041 alone$/],
  ])('names the very line that ends the way on %s', (name, wanted) => {
    expect(deciderOf(failedTrace(name))).toMatch(wanted);
  });

  it('sees that the route leads past the bridge, whichever firewall stops it later', () => {
    const trace = failedTrace('the-story');
    const astray = trace.hops.find((hop) => hop.astray);
    expect(tell(astray?.decided ?? '', 'en')).toBe(
      '192.168.0.2 by 192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.10',
    );
  });
});
