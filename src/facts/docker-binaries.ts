import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** The programs that are there, by name, with their path: docker, dockerd, dockerd-current, podman, containerd, runc, docker-compose. */
export type DockerBinaries = Readonly<Record<string, string>>;

const NAMES =
  'docker dockerd dockerd-current containerd docker-containerd runc docker-runc docker-compose podman';
/** What a login shell would search, since a command over SSH is often run with less. */
const SCRIPT = `PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
for name in ${NAMES}; do command -v "$name"; done; exit 0`;

/** `/usr/bin/docker` */
export const dockerBinaries: Fact<'docker-binaries', DockerBinaries> = {
  id: 'docker-binaries',
  title: "Docker's programs",
  read: { kind: 'command', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const paths = linesOf(raw.stdout);
    return value(
      Object.fromEntries(
        paths
          .filter((path) => path.startsWith('/'))
          .map((path) => [path.slice(path.lastIndexOf('/') + 1), path]),
      ),
      paths.filter((path) => !path.startsWith('/')),
    );
  },
};
