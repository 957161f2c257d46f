/** The last lines of a container's log. */
export interface LogLine {
  /** The daemon's clock, RFC 3339 with nanoseconds. */
  readonly at?: string;
  readonly text: string;
}
