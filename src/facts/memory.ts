/** Kibibytes. */
export interface Memory {
  readonly total: number;
  readonly free: number;
  /** Kernels before 3.14 do not have it. */
  readonly available?: number;
  readonly buffers: number;
  readonly cached: number;
  readonly swapTotal: number;
  readonly swapFree: number;
}
