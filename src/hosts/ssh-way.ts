import type { Host, SshConnection } from './host.ts';

/** An SSH entry with its name, and its bastions the same: what a connection needs to know. */
export interface SshWay extends Omit<SshConnection, 'kind' | 'jump'> {
  readonly name: string;
  readonly jump?: SshWay;
}

/** Undefined for a host that is not reached over SSH. */
export function sshWayTo(host: Host): SshWay | undefined {
  if (host.via.kind !== 'ssh') return undefined;
  const { kind: _, jump, ...rest } = host.via;
  const hop = jump && sshWayTo(jump);
  return { name: host.name, ...rest, ...(hop && { jump: hop }) };
}

/** The bastions in the order in which they are passed, and the host last. */
export function hopsOf(way: SshWay): readonly SshWay[] {
  return way.jump ? [...hopsOf(way.jump), way] : [way];
}
