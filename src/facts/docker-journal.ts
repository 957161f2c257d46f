/** A line of the unit's journal. */
export interface JournalLine {
  /** ISO 8601 with the host's offset. */
  readonly at?: string;
  /** dockerd, dockerd-current, systemd, docker… */
  readonly program?: string;
  readonly pid?: number;
  /** logrus' level of dockerd's own lines: debug, info, warning, error, fatal, panic. */
  readonly level?: string;
  /** The text; for dockerd's own lines the unescaped `msg`. */
  readonly message: string;
  /** logrus' `error="…"` field, unescaped. */
  readonly error?: string;
  /** The line as printed. */
  readonly text: string;
}
