/** A mounted file system. */
export interface Disk {
  readonly device: string;
  /** ext4, xfs, overlay, tmpfs…; absent where the tool does not tell. */
  readonly type?: string;
  /** Kibibytes. */
  readonly size: number;
  readonly used: number;
  readonly available: number;
  /** 0 to 100, as df prints it; absent where it prints `-`. */
  readonly usedPercent?: number;
  readonly mountPoint: string;
}

/** The same for inodes; file systems without a fixed number of them have size 0. */
export interface Inodes {
  readonly device: string;
  readonly size: number;
  readonly used: number;
  readonly available: number;
  readonly usedPercent?: number;
  readonly mountPoint: string;
}
