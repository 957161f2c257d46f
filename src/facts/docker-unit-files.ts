/** A unit's file or one of its drop-ins, in the order in which systemd reads them. */
export interface UnitFile {
  readonly path: string;
  readonly text: string;
  readonly settings: readonly UnitSetting[];
}

export interface UnitSetting {
  /** Service, Unit, Socket… */
  readonly section: string;
  readonly key: string;
  /** Continuation lines joined with a space. An empty value resets a list such as ExecStart. */
  readonly value: string;
}
