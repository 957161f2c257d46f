import type { Need, SshConnection } from './host.ts';
import type { RefusedHost } from './inventory.ts';

/** An entry as its file says it, before jump hosts are resolved. */
export interface HostDraft {
  readonly name: string;
  readonly via: { readonly kind: 'local' } | { readonly kind: 'snapshot'; readonly path: string } | SshDraft;
  readonly site?: string;
  readonly tags: readonly string[];
  readonly needs: readonly Need[];
  readonly source: string;
}

export interface SshDraft extends Omit<SshConnection, 'jump'> {
  readonly jump?: JumpDraft;
}

/** Either an entry of the inventory, or a bastion that only this host's entry spells out. */
export type JumpDraft =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'spelled-out'; readonly host: HostDraft };

/** What importing one inventory file gave. */
export interface Imported {
  readonly drafts: readonly HostDraft[];
  readonly refused: readonly RefusedHost[];
  readonly notes: readonly string[];
  /** The file cannot be understood at all. */
  readonly broken: readonly { readonly file: string; readonly line: number; readonly says: string }[];
}
