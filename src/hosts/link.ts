import { list, Said, say, type Text } from '../text/say.ts';
import type { HostDraft, SshDraft } from './draft.ts';
import type { Host, SshConnection } from './host.ts';
import { nearMatches } from './inventory.ts';

export interface JumpProblem {
  readonly draft: HostDraft;
  readonly says: Text;
}

/** Resolves jump hosts by name. A draft whose chain cannot be resolved becomes a problem and no host. */
export function linkHosts(drafts: readonly HostDraft[]): { hosts: Host[]; problems: JumpProblem[] } {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const hosts: Host[] = [];
  const problems: JumpProblem[] = [];
  for (const draft of drafts) {
    const linked = link(draft, byName, [draft.name]);
    if (linked instanceof Said) problems.push({ draft, says: linked });
    else hosts.push(linked);
  }
  return { hosts, problems };
}

function link(
  draft: HostDraft,
  byName: ReadonlyMap<string, HostDraft>,
  chain: readonly string[],
): Host | Said {
  const { via, ...rest } = draft;
  if (via.kind !== 'ssh') return { ...rest, via };
  const { jump, ...ssh } = via;
  if (!jump) return { ...rest, via: ssh };
  const hop = jump.kind === 'named' ? byName.get(jump.name) : jump.host;
  if (!hop) {
    // `unknown` and `spelled-out` exclude each other, so the name is there.
    return jump.kind === 'named' ? unknownHop(jump.name, byName) : say`has no jump host`;
  }
  if (hop.via.kind !== 'ssh')
    return say`${JSON.stringify(hop.name)} is not reached over SSH and cannot be a jump host: name another host`;
  if (jump.kind === 'named' && chain.includes(hop.name)) {
    return say`the jump hosts go in a circle (${[...chain, hop.name].join(' → ')}): take one of these jump lines out`;
  }
  // What an entry spells out ends by itself; only names can lead in a circle.
  const linked = link(hop, byName, jump.kind === 'named' ? [...chain, hop.name] : chain);
  if (linked instanceof Said) return linked;
  return { ...rest, via: withJump(ssh, linked) };
}

function withJump(ssh: Omit<SshDraft, 'jump'>, jump: Host): SshConnection {
  return { ...ssh, jump };
}

function unknownHop(name: string, byName: ReadonlyMap<string, HostDraft>): Said {
  const near = nearMatches(name, [...byName.keys()]);
  const shown = JSON.stringify(name);
  return near.length === 0
    ? say`${shown} is not in the inventory: add it to the hosts`
    : say`${shown} is not in the inventory: did you mean ${list(near, 'or')}?`;
}
