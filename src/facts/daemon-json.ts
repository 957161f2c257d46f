/** Docker's configuration file. */
export interface DaemonJson {
  /** The file that was read; /etc/docker/daemon.json where none exists. */
  readonly path: string;
  /** Empty where the file is missing. */
  readonly text: string;
  readonly content:
    | { readonly kind: 'missing' }
    | { readonly kind: 'denied' }
    /** No byte but white space: dockerd 17.x and later refuse it with `EOF`. */
    | { readonly kind: 'empty' }
    /** With the place: 1-based. */
    | { readonly kind: 'invalid'; readonly message: string; readonly line: number; readonly column: number }
    | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> };
}
