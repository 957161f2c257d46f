export interface KernelLogLine {
  /** Since boot. */
  readonly seconds?: number;
  readonly text: string;
}
