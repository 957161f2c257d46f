/** What the kernel says to `ip route get`. */
export interface KernelRoute {
  readonly question: RouteQuestion;
  readonly answer:
    | {
        readonly kind: 'route';
        readonly type: string;
        readonly device?: string;
        readonly gateway?: string;
        readonly source?: string;
        readonly table?: string;
        readonly mtu?: number;
      }
    /** `Network is unreachable`, `Invalid argument`, `Permission denied`… without `RTNETLINK answers:`. */
    | { readonly kind: 'error'; readonly message: string };
  /** As printed, the question not included. */
  readonly lines: readonly string[];
}

export interface RouteQuestion {
  readonly to: string;
  /** For forwarded packets, together with the device that they come in by. */
  readonly from?: string;
  readonly iif?: string;
}
