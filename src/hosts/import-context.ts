/** What an importer of host lists is told about the world. */
export interface ImportContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The login name where an entry names none. */
  readonly user: string;
  readonly knownHosts: readonly [string, ...string[]];
  /** A path as people read it. */
  show(path: string): string;
}
