import type { Shell } from '../ssh/shell.ts';
import { list, say, type Text } from '../text/say.ts';

/**
 * What stands on the host before anybody touches Docker's socket. Asked first because a connect to that socket
 * starts a stopped daemon by socket activation, and a diagnosis changes nothing.
 */
export type DockerGate =
  | {
      readonly kind: 'running';
      readonly socket: string;
      /** The SSH user may read and write the socket. */
      readonly reachable: boolean;
      /** Ids found in the data root, so that inspection need not wait for the list. Empty where it is not readable. */
      readonly containerIds: readonly string[];
      /** The host's clock, seconds since 1970, at the time of asking; with a fraction where its `date` knows `%N`. */
      readonly hostSeconds?: number;
    }
  | { readonly kind: 'not-running'; readonly because: Text }
  | { readonly kind: 'absent'; readonly because: Text };

/**
 * Prints one `key value` line each. A dockerd inside a container has a second process id in NSpid and is not the
 * host's; kernels before 4.1 have no NSpid. Whose it is tells which socket it serves: a rootless one runs in a user
 * namespace, but its Uid here is its owner's. No fork for the walk over /proc.
 */
export const GATE = `
echo "client $SSH_CONNECTION"
echo "clock $(date +%s.%N)"
for c in /proc/[0-9]*/comm; do
  { read -r name < "$c"; } 2>/dev/null || continue
  case $name in dockerd|dockerd-current|docker-latest) ;; *) continue ;; esac
  nested= uid=
  { while read -r key first second; do
    case $key in NSpid:) nested=$second ;; Uid:) uid=$first ;; esac
  done < "\${c%comm}status"; } 2>/dev/null
  [ -n "$nested" ] || [ -z "$uid" ] || echo "daemon $uid $name"
done
for s in /var/run/docker.sock "/run/user/$(id -u)/docker.sock"; do
  [ -S "$s" ] || continue
  echo "socket $s"
  [ -r "$s" ] && [ -w "$s" ] && echo "reachable $s"
done
for b in dockerd dockerd-current docker-latest; do
  command -v "$b" >/dev/null 2>&1 && echo "binary $b"
done
for d in /var/lib/docker/containers/*/config.v2.json; do
  [ -e "$d" ] || break
  d=\${d%/config.v2.json}
  echo "container \${d##*/}"
done
`;

export interface GateAnswer {
  readonly gate: DockerGate;
  /** Whence the SSH connection comes and at which of the host's addresses it arrives; asked along because it costs nothing. */
  readonly client?: string;
  readonly server?: string;
}

export async function askGate(shell: Shell, signal?: AbortSignal): Promise<GateAnswer> {
  const result = await shell.run(
    { argv: ['sh', '-c', `PATH=$PATH:/usr/sbin:/sbin:/snap/bin\n${GATE}`] },
    { timeoutMs: 5_000, ...(signal && { signal }) },
  );
  const [, client, server] = /^client (\S+) \d+ (\S+) \d+$/m.exec(result.stdout) ?? [];
  return {
    // What was cut short says nothing about what is not there.
    gate: result.kind === 'exited' ? readGate(result.stdout) : { kind: 'not-running', because: UNSAID },
    ...(client !== undefined && { client }),
    ...(server !== undefined && { server }),
  };
}

const UNSAID = say`the host did not say in time whether Docker runs`;

export function readGate(text: string): DockerGate {
  const found = (key: string): string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`${key} `))
      .map((line) => line.slice(key.length + 1));
  const sockets = found('socket');
  const owners = found('daemon').map((daemon) => daemon.split(' ')[0] ?? '');
  const socket = sockets.find((path) => owners.includes(ownerOf(path)));
  if (socket !== undefined) {
    const clock = /^\d+(?:\.\d+)?/.exec(found('clock')[0] ?? '')?.[0];
    return {
      kind: 'running',
      socket,
      reachable: found('reachable').includes(socket),
      containerIds: found('container'),
      ...(clock !== undefined && { hostSeconds: Number(clock) }),
    };
  }
  if (owners.includes('0') && !sockets.includes(ROOTS)) {
    return { kind: 'not-running', because: say`dockerd runs without a socket at ${ROOTS}` };
  }
  if (owners.length > 0) {
    const because = say`dockerd runs only for the user with the id ${list(owners)}, who has a socket of their own`;
    return { kind: 'not-running', because };
  }
  if (sockets.length > 0 || found('binary').length > 0) {
    return { kind: 'not-running', because: say`no dockerd process runs on the host` };
  }
  return { kind: 'absent', because: say`no Docker engine is installed on the host` };
}

const ROOTS = '/var/run/docker.sock';

/** The uid of the dockerd that serves a socket: `/run/user/1000/docker.sock` is a rootless one's. */
function ownerOf(socket: string): string {
  return /^\/run\/user\/(\d+)\//.exec(socket)?.[1] ?? '0';
}
