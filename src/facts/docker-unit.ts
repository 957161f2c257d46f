/** A unit as systemd sees it. */
export interface Unit {
  /** docker.service */
  readonly id: string;
  /** loaded, not-found, masked, error, bad-setting */
  readonly loadState: string;
  /** active, inactive, failed, activating, deactivating */
  readonly activeState: string;
  readonly subState: string;
  /** enabled, disabled, static, masked… Empty where systemd does not say. */
  readonly unitFileState: string;
  /** success, exit-code, signal, start-limit, start-limit-hit, timeout, resources… */
  readonly result: string;
  /** Exit status of the main process, or the signal's number where it was killed. */
  readonly execMainStatus?: number;
  /** CLD_…: 1 exited, 2 killed, 3 dumped. */
  readonly execMainCode?: number;
  /** systemd 235 and later. */
  readonly restarts?: number;
  readonly mainPid?: number;
  readonly fragmentPath?: string;
  readonly dropInPaths: readonly string[];
  /** As printed, in the host's time zone. */
  readonly activeEnteredAt?: string;
  readonly inactiveEnteredAt?: string;
  /** Seconds since boot (monotonic clock); add the boot time. */
  readonly activeEnteredSeconds?: number;
  readonly inactiveEnteredSeconds?: number;
}
