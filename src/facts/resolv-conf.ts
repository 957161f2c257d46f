export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
  /** What systemd-resolved asks, where /etc/resolv.conf names only its stub 127.0.0.53. */
  readonly upstream?: readonly string[];
  readonly text: string;
}
