export interface DockerVersion {
  /** `1.13.1`, `20.10.24+dfsg1` */
  readonly version: string;
  readonly apiVersion: string;
  readonly minApiVersion?: string;
  readonly os?: string;
  readonly arch?: string;
  readonly kernelVersion?: string;
  /** Engine, containerd, runc, docker-init with their versions; empty before 18.x. */
  readonly components: readonly { readonly name: string; readonly version: string }[];
}
