/** An address that the host holds. */
export interface Address {
  readonly device: string;
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefixLength: number;
  /** The far end of a point-to-point address; the prefix is then the peer's. */
  readonly peer?: string;
  /** `global`, `link`, `host`, `site` or a number. */
  readonly scope: string;
  readonly secondary: boolean;
  /** dynamic, noprefixroute, deprecated, tentative, dadfailed, temporary, mngtmpaddr… */
  readonly flags: readonly string[];
}
