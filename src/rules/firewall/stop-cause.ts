import type { FirewallRule } from '../../facts/firewall.ts';
import { walkChain } from '../../model/firewall-walk.ts';
import type { Seen } from './hops.ts';
import { isUnder, type Stop } from './ways.ts';

export type StopCause =
  | 'iptables-legacy-nft-mix'
  | 'dynamic-ban'
  | 'drop-in-raw-or-mangle'
  | 'docker-user-drop'
  | 'ufw-bypass-or-ufw-forward-drop'
  | 'firewall-rejects-container-to-host'
  | 'bridge-nf-call'
  /** Docker's rules do not let the packet through, so that whatever comes last stops it. */
  | 'docker-rules-gone';

/** Who is to blame for a stop: one of these, or nobody whom this room knows. */
export function causeOfStop(stop: Stop, views: Seen): StopCause | undefined {
  const { by, hop, way } = stop;
  if (isLegacy(stop, views)) return 'iptables-legacy-nft-mix';
  if (isBan(stop, views)) return 'dynamic-ban';
  if (by.table === 'raw' || by.table === 'mangle') return 'drop-in-raw-or-mangle';
  if (by.table !== 'filter') return undefined;
  const tables = views.firewalls.table('filter');
  if (hop.chain === 'INPUT' && way.kind === 'container-need') return 'firewall-rejects-container-to-host';
  if (hop.chain !== 'FORWARD') return undefined;
  if (isUnder(tables, by.chain, 'DOCKER-USER')) return 'docker-user-drop';
  if (/^ufw6?-/.test(by.chain)) return 'ufw-bypass-or-ufw-forward-drop';
  if (by.chain !== 'FORWARD') return undefined;
  if (hasUfw(views) && by.rule === undefined) return 'ufw-bypass-or-ufw-forward-drop';
  if (way.kind === 'peer' && hasDockerJump(views)) return 'bridge-nf-call';
  return dockerWouldAccept(stop, views) ? undefined : 'docker-rules-gone';
}

/** A table of x_tables beside those of nf_tables stops what the latter, which `iptables` shows, let through. */
function isLegacy({ by, hop }: Stop, { firewalls }: Seen): boolean {
  const legacy = firewalls.legacyBeside.filter(({ name }) => name === by.table);
  const stops = (table: (typeof legacy)[number]) =>
    walkChain(table, hop.chain, hop.packet).some(({ kind }) => kind === 'drop' || kind === 'reject');
  const shown = firewalls.table(by.table).filter((table) => !legacy.includes(table));
  return legacy.some(stops) && !shown.some(stops);
}

const BAN_NAME =
  /^(f2b|fail2ban|denyhosts|sshguard|crowdsec|aegis|ban|black|block)|blacklist|blocklist|banned/i;

/** A chain or set of a program that bans, or a rule for nobody but the asker. */
function isBan({ by, hop, way }: Stop, { firewalls, question }: Seen): boolean {
  const { rule } = by;
  if (rule === undefined || way.kind === 'container-need' || way.kind === 'peer') return false;
  if (!namesSource(rule, question.client)) return false;
  if (BAN_NAME.test(by.chain) || BAN_NAME.test(rule.comment ?? '')) return true;
  if (rule.matches.some(({ option, args }) => option === '--match-set' && BAN_NAME.test(args[0] ?? '')))
    return true;
  const tables = firewalls.table(by.table);
  return (
    by.table === 'filter' && !isUnder(tables, by.chain, 'DOCKER-USER') && hop.packet.from === question.client
  );
}

/** It is about one address, the asker's, or about a set of addresses. */
function namesSource({ matches }: FirewallRule, client: string | undefined): boolean {
  return matches.some(
    ({ option, args, negated }) =>
      !negated &&
      ((option === '-s' && client !== undefined && [client, `${client}/32`].includes(args[0] ?? '')) ||
        (option === '--match-set' && (args[1] ?? '').startsWith('src'))),
  );
}

export function hasUfw({ firewalls }: Pick<Seen, 'firewalls'>): boolean {
  return firewalls
    .table('filter')
    .some(({ chains }) =>
      chains.some(
        ({ name, rules }) =>
          name === 'FORWARD' && rules.some(({ target }) => target?.startsWith('ufw-') === true),
      ),
    );
}

export function hasDockerJump({ firewalls }: Pick<Seen, 'firewalls'>): boolean {
  return firewalls
    .table('filter')
    .some(({ chains }) =>
      chains.some(
        ({ name, rules }) =>
          name === 'FORWARD' && rules.some(({ target }) => target?.startsWith('DOCKER') === true),
      ),
    );
}

/** Docker's own chain has a rule for the packet and is asked: then somebody else stops it before. */
function dockerWouldAccept({ by, hop, way }: Stop, views: Seen): boolean {
  if (!hasDockerJump(views) || by.rule === undefined) return false;
  if (way.kind !== 'published') return true;
  const ends = views.firewalls.walk('filter', 'DOCKER', hop.packet);
  return ends.some((end) => end.kind === 'accept' && end.by.rule !== undefined);
}
