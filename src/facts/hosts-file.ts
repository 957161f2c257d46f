export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}
