export interface Kernel {
  readonly system: string;
  readonly hostname: string;
  /** `3.10.0-1160.el7.x86_64` */
  readonly release: string;
  /** [3, 10, 0] */
  readonly version: readonly [number, number, number];
  /** x86_64, aarch64 */
  readonly machine: string;
}
