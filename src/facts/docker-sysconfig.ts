/** A file of shell-like settings that a distribution's unit reads: /etc/sysconfig/docker*, /etc/default/docker. */
export interface SysconfigFile {
  readonly path: string;
  readonly text: string;
  /** Quotes removed, continuation lines joined. */
  readonly variables: Readonly<Record<string, string>>;
}
