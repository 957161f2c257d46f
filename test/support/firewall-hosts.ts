import type { Attempt, Outcome, Snapshot } from '../../src/facts/snapshot.ts';
import { withOutcome, withText } from './one-rule.ts';
import { edited, recordedHost } from './recorded-hosts.ts';

/** A healthy host: shop-web (172.17.0.2:8080) is published on 30712, iptables over nf_tables with Docker's own rules. */
export const plain = recordedHost('healthy-plain').snapshot;

const SILENCE: Outcome = { kind: 'timed-out', afterMs: 3000 };

const fromOutside = ({ vantage }: Attempt) => vantage === 'worker';

/** The same host where 30712 times out from outside. */
export function silent(snapshot: Snapshot = plain, outcome: Outcome = SILENCE): Snapshot {
  return withOutcome(snapshot, fromOutside, outcome);
}

/** With lines of iptables-save put before a line of the table filter, as `iptables -I` does. */
export function withLines(snapshot: Snapshot, before: string, ...lines: readonly string[]): Snapshot {
  return edited(snapshot, 'iptables', before, [...lines, before].join('\n'));
}

export const IN_DOCKER_USER = '[12:893] -A DOCKER-USER -j RETURN';
export const IN_FORWARD = '[12:893] -A FORWARD -j DOCKER-ISOLATION-STAGE-1';

/** With a table that the recorded host does not have. */
export function withTable(snapshot: Snapshot, name: string, ...lines: readonly string[]): Snapshot {
  const chains = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'].map(
    (chain) => `:${chain} ACCEPT [0:0]`,
  );
  return edited(snapshot, 'iptables', '*nat', [`*${name}`, ...chains, ...lines, 'COMMIT', '*nat'].join('\n'));
}

/** With tables of the old x_tables beside those of nf_tables. */
export function withLegacy(
  snapshot: Snapshot,
  policy: 'ACCEPT' | 'DROP',
  ...lines: readonly string[]
): Snapshot {
  const table = [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    `:FORWARD ${policy} [9:540]`,
    ':OUTPUT ACCEPT [0:0]',
    ...lines,
  ];
  return withText(snapshot, 'iptables-legacy', `${[...table, 'COMMIT'].join('\n')}\n`);
}

/** A need that was tried from the host and from inside shop-web. */
export function withNeed(
  snapshot: Snapshot,
  to: { readonly address: string; readonly port: number },
  fromHost: Outcome['kind'],
  inside: Outcome['kind'],
): Snapshot {
  const need = { name: 'rds', ...to };
  const attempt = (about: Attempt['about'], vantage: Attempt['vantage'], kind: Outcome['kind']): Attempt => ({
    vantage,
    to,
    about,
    outcome: outcomeOfKind(kind),
    ms: 3000,
  });
  const attempts = [
    ...snapshot.attempts,
    attempt({ kind: 'need', need: 'rds' }, 'host', fromHost),
    attempt({ kind: 'container-need', need: 'rds', container: 'shop-web' }, 'container', inside),
  ];
  return { ...snapshot, needs: [need], attempts };
}

function outcomeOfKind(kind: Outcome['kind']): Outcome {
  switch (kind) {
    case 'timed-out':
      return { kind, afterMs: 3000 };
    case 'unreachable':
      return { kind, because: 'No route to host' };
    case 'not-tried':
      return { kind, because: 'nsenter is not there' };
    case 'connected':
    case 'refused':
    case 'reset-after-accept':
      return { kind };
  }
  return kind satisfies never;
}
