/** The programs that are there, by name, with their path: docker, dockerd, dockerd-current, podman, containerd, runc, docker-compose. */
export type DockerBinaries = Readonly<Record<string, string>>;
