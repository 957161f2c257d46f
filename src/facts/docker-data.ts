import type { Fact } from './fact.ts';
import { type Draft, linesOf, value, wholeNumber } from './parsed.ts';

/** What Docker keeps on disk and stands on, as it can be seen while its daemon is down. */
export interface DockerData {
  /** The process that the pid file names, what it is called, and its state (S, T, D…); no name where it is gone. */
  readonly pidFile?: { readonly pid: number; readonly comm?: string; readonly state?: string };
  readonly roots: readonly DataRoot[];
  /** By mount point, as the kernel has them: pseudo file systems and containers' own layers left out. */
  readonly mounts: readonly { readonly device: string; readonly target: string; readonly type: string }[];
  /** What /etc/fstab asks for, and units of systemd that somebody wrote (with the option `unit`). */
  readonly fstab: readonly FstabEntry[];
  /** False where the running kernel's modules are not on disk; undefined where modules are not kept there at all. */
  readonly modulesOfKernel?: boolean;
  /** Kernels with modules on disk. */
  readonly kernelsOnDisk: readonly string[];
  /** `cgroup2fs` or `tmpfs` */
  readonly cgroups?: string;
  /** Docker's packages with their versions: `docker-ce 5:24.0.7-1`. */
  readonly packages: readonly string[];
  /** Lines of login files that point Docker's client somewhere: `/etc/environment:DOCKER_HOST=tcp://…`. */
  readonly clientSettings: readonly string[];
}

export interface DataRoot {
  readonly path: string;
  /** Names in it; undefined where it may not be listed. */
  readonly entries?: readonly string[];
  /** Undefined where they may not be listed. */
  readonly containers?: readonly StoredContainer[];
  /**
   * Ids of containers that somebody stopped, killed or sent another signal by way of Docker, and that nobody has started
   * since; Docker keeps it over its own restarts. Of a running daemon's containers too; absent where there are none.
   */
  readonly halted?: readonly string[];
}

/** What Docker wrote down of a container. */
export interface StoredContainer {
  readonly id: string;
  readonly name?: string;
  readonly networkMode?: string;
  readonly hostPorts: readonly number[];
}

export interface FstabEntry {
  readonly device: string;
  readonly target: string;
  readonly type: string;
  readonly options: readonly string[];
  readonly text: string;
}

/**
 * The default data root and those that the configuration names, and whom somebody stopped, which no daemon tells. Everything else about containers, packages and kernels
 * only where no daemon runs, which could tell better. No `find`, and every output has an end.
 */
const SCRIPT = `pid= comm= state=
{ read -r pid; } </run/docker.pid
[ -z "$pid" ] || { read -r comm <"/proc/$pid/comm"; read -r _ _ state _ <"/proc/$pid/stat"; }
[ -z "$pid" ] || echo "pid $pid $comm $state"
case $comm in dockerd*) up=1 ;; *) up= ;; esac
named=$(grep -hoE '"(data-root|graph)" *: *"/[^"]*"|(--data-root|--graph|-g)[ =]+/[^ "]+' /etc/docker/daemon.json \
  /etc/sysconfig/docker /etc/sysconfig/docker-storage /etc/default/docker /etc/systemd/system/docker.service /etc/systemd/system/docker.service.d/*.conf \
  | sed 's|^[^/]*||; s|".*||' | head -n 4)
for root in $(printf '%s\\n' /var/lib/docker $named | sort -u); do
  [ -e "$root" ] || { echo "missing $root"; continue; }
  echo "root $root"
  ls -A "$root" >/dev/null || { echo "denied $root"; continue; }
  ls -A "$root" | head -n 40 | sed 's/^/entry /'
  grep -lE '"HasBeenManuallyStopped":true' "$root"/containers/*/config.v2.json /dev/null | head -n 300 | sed 's/^/halted /'
  [ -n "$up" ] && continue
  [ -d "$root/containers" ] || { echo listed; continue; }
  ls -A "$root/containers" >/dev/null || continue
  echo listed
  ls -A "$root/containers" | head -n 300 | sed 's/^/container /'
  grep -oE '"Name":"/[^"]*"' "$root"/containers/*/config.v2.json /dev/null | head -n 300 | sed 's/^/name /'
  grep -oE '"NetworkMode":"[^"]*","PortBindings":.*,"RestartPolicy"' "$root"/containers/*/hostconfig.json /dev/null | head -n 300 | cut -c 1-2000 | sed 's/^/bind /'
done
grep -vE '^(proc|sysfs|cgroup2?|overlay|nsfs|tmpfs|devpts|mqueue|devtmpfs|securityfs|pstore|bpf|debugfs|tracefs|configfs|hugetlbfs|fusectl|binfmt_misc|autofs|shm|systemd-1) | (nsfs|cgroup2?|proc|sysfs|overlay|mqueue|devpts) ' /proc/self/mounts | head -n 100 | sed 's/^/mount /'
grep ' tmpfs ' /proc/self/mounts | grep -vE ' /(run|dev|sys|proc|tmp)(/| )|/(shm|mounts/shm) ' | head -n 40 | sed 's/^/mount /'
grep -vE '^[[:space:]]*(#|$)' /etc/fstab | head -n 60 | sed 's/^/fstab /'
for unit in /etc/systemd/system/*.mount; do
  [ -f "$unit" ] && echo "fstab $(sed -n 's/^What=//p' "$unit" | head -n 1) $(sed -n 's/^Where=//p' "$unit" | head -n 1) $(sed -n 's/^Type=//p' "$unit" | head -n 1) unit"
done | head -n 20
grep -HE '^[[:space:]]*(export[[:space:]]+)?DOCKER_(HOST|CONTEXT)=' /etc/environment /etc/profile /etc/profile.d/*.sh | cut -c 1-300 | head -n 8 | sed 's/^/client /'
[ -n "$up" ] && exit 0
kernel=$(uname -r)
for modules in /lib/modules/*/kernel; do [ -d "$modules" ] && { m=\${modules%/kernel}; echo "kernel \${m##*/}"; }; done | tail -n 20
[ -d "/lib/modules/$kernel/kernel" ] && echo "modules yes" || echo "modules no"
echo "cgroups $(stat -f -c %T /sys/fs/cgroup)"
if command -v dpkg-query >/dev/null; then dpkg-query -W -f 'package \${Package} \${Version} \${db:Status-Abbrev}\\n' 'docker*' 'containerd*' runc moby-engine | grep ' ii *$'
elif command -v rpm >/dev/null; then rpm -q --qf 'package %{NAME} %{VERSION}-%{RELEASE}\\n' docker docker-common docker-latest docker-ce docker-ce-cli docker-engine containerd containerd.io runc moby-engine podman-docker container-selinux device-mapper device-mapper-libs | grep '^package .* .*-' | grep -v 'not installed'
fi
exit 0`;

/**
 *     root /var/lib/docker
 *     entry overlay2
 *     container 2858425c1dd3…
 *     name /var/lib/docker/containers/2858425c1dd3…/config.v2.json:"Name":"/topapi"
 *     bind …/hostconfig.json:"NetworkMode":"default","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"30001"}]},"RestartPolicy"
 *     halted /var/lib/docker/containers/2858425c1dd3…/config.v2.json
 *     fstab /dev/vdb1 /var/lib/docker ext4 defaults,nofail 0 0
 */
export const dockerData: Fact<'docker-data', DockerData> = {
  id: 'docker-data',
  title: "Docker's data on disk, and what it stands on",
  read: {
    kind: 'command',
    privileged: 'where-possible',
    candidates: [['sh', '-c', `{ ${SCRIPT}\n} 2>/dev/null`]],
  },
  parse: (raw) => {
    const reader = new Reader();
    const unread = linesOf(raw.stdout).filter((line) => !reader.take(line));
    return value(reader.done(), unread);
  },
};

class Reader {
  private readonly roots: (Draft<DataRoot> & { stored: Map<string, Draft<StoredContainer>> })[] = [];
  private readonly rest: { -readonly [Key in keyof DockerData]: DockerData[Key] } = {
    roots: [],
    mounts: [],
    fstab: [],
    kernelsOnDisk: [],
    packages: [],
    clientSettings: [],
  };

  /** False for a line that means nothing. */
  take(line: string): boolean {
    const space = line.indexOf(' ');
    const word = space < 0 ? line : line.slice(0, space);
    const held = space < 0 ? '' : line.slice(space + 1);
    const root = this.roots.at(-1);
    const [first = '', second = '', third = '', fourth = ''] = held.trim().split(/\s+/);
    switch (word) {
      case 'pid': {
        const pid = wholeNumber(first);
        if (pid !== undefined)
          this.rest.pidFile = {
            pid,
            ...(second !== '' && { comm: second }),
            ...(third !== '' && { state: third }),
          };
        return pid !== undefined;
      }
      case 'missing':
        this.roots.push({ path: held, entries: [], containers: [], stored: new Map() });
        return true;
      case 'root':
        this.roots.push({ path: held, entries: [], stored: new Map() });
        return true;
      case 'denied':
        delete root?.entries;
        return root !== undefined;
      case 'entry':
        if (root !== undefined) root.entries = [...(root.entries ?? []), held];
        return root !== undefined;
      case 'listed':
        if (root !== undefined) root.containers = [];
        return root !== undefined;
      case 'container':
        if (/^[0-9a-f]{64}$/.test(held)) root?.stored.set(held, { id: held, hostPorts: [] });
        return root !== undefined;
      case 'halted': {
        const id = /\/([0-9a-f]{64})\/config\.v2\.json$/.exec(held)?.[1];
        if (root !== undefined && id !== undefined) root.halted = [...(root.halted ?? []), id];
        return root !== undefined && id !== undefined;
      }
      case 'name':
      case 'bind':
        return root !== undefined && noted(root.stored, held);
      case 'mount':
        this.rest.mounts = [...this.rest.mounts, { device: first, target: unescaped(second), type: third }];
        return third !== '';
      case 'fstab':
        this.rest.fstab = [
          ...this.rest.fstab,
          { device: first, target: unescaped(second), type: third, options: fourth.split(','), text: held },
        ];
        return third !== '';
      case 'client':
        this.rest.clientSettings = [...this.rest.clientSettings, held];
        return true;
      case 'kernel':
        this.rest.kernelsOnDisk = [...this.rest.kernelsOnDisk, held];
        return true;
      case 'modules':
        this.rest.modulesOfKernel = held === 'yes';
        return true;
      case 'cgroups':
        this.rest.cgroups = held;
        return true;
      case 'package':
        this.rest.packages = [...this.rest.packages, held.replace(/ ii *$/, '')];
        return true;
      default:
        return false;
    }
  }

  done(): DockerData {
    const { modulesOfKernel, ...rest } = this.rest;
    const roots = this.roots.map(({ stored, containers, ...root }) => ({
      ...root,
      ...(containers !== undefined && { containers: [...stored.values()] }),
    }));
    // A container of systemd and a kernel with everything built in have no modules on disk at all.
    const kept = this.rest.kernelsOnDisk.length > 0;
    return { ...rest, roots, ...(kept && modulesOfKernel !== undefined && { modulesOfKernel }) };
  }
}

function noted(stored: Map<string, Draft<StoredContainer>>, held: string): boolean {
  const container = stored.get(/\/([0-9a-f]{64})\//.exec(held)?.[1] ?? '');
  if (container === undefined) return false;
  const name = /:"Name":"\/([^"]*)"$/.exec(held)?.[1];
  if (name !== undefined) container.name = name;
  const mode = /"NetworkMode":"([^"]*)"/.exec(held)?.[1];
  if (mode !== undefined) container.networkMode = mode;
  container.hostPorts = [
    ...container.hostPorts,
    ...[...held.matchAll(/"HostPort":"(\d+)"/g)].map(([, port]) => Number(port)),
  ];
  return true;
}

/** `\040` for a space, as in /proc/mounts. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
