export interface OsRelease {
  /** `centos`, `debian`, `ubuntu`, `alpine`, `alinux`… */
  readonly id: string;
  readonly idLike: readonly string[];
  /** `7`, `12`; empty for rolling ones. */
  readonly versionId: string;
  readonly prettyName: string;
}
