import type { Outcome, Snapshot } from '../../src/facts/snapshot.ts';
import { withText } from './one-rule.ts';
import { recordedHost } from './recorded-hosts.ts';

const { snapshot } = recordedHost('healthy-plain');

export const SILENCE: Outcome = { kind: 'timed-out', afterMs: 3000 };

interface Far {
  readonly name?: string;
  /** As the inventory writes it; the address where absent. */
  readonly called?: string;
  readonly address: string;
  readonly port?: number;
  readonly outcome: Outcome;
  /** Of its next hop; whoever it is answers ARP where absent. */
  readonly arp?: string;
  /** What /far-signs/ printed. */
  readonly signs?: string;
}

/**
 * A healthy host, eth0 10.72.13.165/24 behind 10.72.13.253, and services that it tried: on its own network, or behind the
 * gateway.
 */
export function reaching(...services: readonly Far[]): Snapshot {
  const needs = services.map(({ name = 'rds', called, address, port = 1433 }) => ({
    name,
    address: called ?? address,
    port,
  }));
  const attempts = services.map(({ name = 'rds', called, address, port = 1433, outcome }) => ({
    vantage: 'host' as const,
    to: { address: called ?? address, port },
    about: { kind: 'need' as const, need: name },
    outcome,
    ms: 3000,
  }));
  const near = ({ address }: Far) => address.startsWith('10.72.13.');
  const questions = services.map(({ address }) => `# ${address}`);
  const routes = services.map((far) =>
    [
      `${far.address} ${near(far) ? '' : 'via 10.72.13.253 '}dev eth0 src 10.72.13.165 uid 0 `,
      '    cache ',
    ].join('\n'),
  );
  const arp = services.map(
    (far) =>
      `${near(far) ? far.address : '10.72.13.253'} dev eth0 ${far.arp ?? 'lladdr 5a:62:d5:cc:06:e0 REACHABLE'}`,
  );
  const names = services.map(({ called, address }) =>
    called === undefined ? '' : `# ${called}\n${address} STREAM\n`,
  );
  let host: Snapshot = { ...snapshot, needs, attempts: [...snapshot.attempts, ...attempts] };
  host = withText(host, 'kernel-routes', `${[...questions, ...routes].join('\n')}\n`);
  host = withText(host, 'neighbours-after', `${[...new Set(arp)].join('\n')}\n`);
  host = withText(host, 'names', names.join(''));
  return withText(host, 'far-signs', services.map(({ signs = '' }) => signs).join(''));
}
