/** The host's clock at the time of the reading. */
export interface Clock {
  /** Seconds since 1970. */
  readonly epochSeconds: number;
  /** `+0800` */
  readonly utcOffset?: string;
}
