/** A daemon that runs containers. */
export interface DaemonProcess {
  readonly pid: number;
  /** dockerd, dockerd-current, containerd, docker-containerd… */
  readonly name: string;
  readonly argv: readonly string[];
  /** False for a daemon inside a container (docker in docker); undefined where this could not be seen. */
  readonly ofThisHost?: boolean;
}
