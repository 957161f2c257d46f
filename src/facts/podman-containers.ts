import { z } from 'zod';
import { count, jsonOf, nullableArray, text, texts } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { unreadable, value } from './parsed.ts';

/** A container of Podman's, which Docker knows nothing of. */
export interface PodmanContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** created, initialized, running, paused, exited, stopped… */
  readonly state: string;
  /** `Exited (137) 2 minutes ago`; empty in Podman 3 while it runs. */
  readonly status: string;
  readonly exitCode: number;
  readonly ports: readonly PodmanPort[];
}

export interface PodmanPort {
  /** Empty for all addresses. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
}

/** A range of ports is one entry. More of them than this are nobody's published ports one by one. */
const WIDEST_RANGE = 1024;

const Container = z
  .object({
    Id: z.string(),
    Names: texts,
    Image: text,
    State: text,
    Status: text,
    ExitCode: count,
    Ports: nullableArray(
      z.object({
        host_ip: text,
        host_port: z.number(),
        container_port: z.number(),
        range: count,
        protocol: text,
      }),
    ),
  })
  .transform((body): PodmanContainer => ({
    id: body.Id,
    name: body.Names[0] ?? body.Id.slice(0, 12),
    image: body.Image,
    state: body.State,
    status: body.Status,
    exitCode: body.ExitCode,
    ports: body.Ports.flatMap((port) =>
      Array.from({ length: Math.min(Math.max(port.range, 1), WIDEST_RANGE) }, (_, at) => ({
        hostIp: port.host_ip,
        hostPort: port.host_port + at,
        containerPort: port.container_port + at,
        protocol: port.protocol,
      })),
    ),
  }));

/**
 * The first command of Podman's after a boot tidies up what the boot left, and one on a host where it was never used makes its
 * stores. So it is asked only where it is at work already: then a file called alive lies in its runtime directory. The API's
 * socket would start a service; the command starts none.
 */
const SCRIPT = `command -v podman >/dev/null || exit 127
if [ "$(id -u)" = 0 ]; then alive=/run/libpod/alive; else alive=\${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/libpod/tmp/alive; fi
[ -e "$alive" ] || { echo "Podman has not run since the host was booted, and is not started for this" >&2; exit 1; }
exec podman ps --all --format json`;

/**
 *     [{"Id":"37a4…","Names":["shop-web"],"State":"exited","Status":"Exited (137) 2 seconds ago","ExitCode":137,
 *       "Ports":[{"host_ip":"","container_port":8080,"host_port":30500,"range":1,"protocol":"tcp"}],…}]
 */
export const podmanContainers: Fact<'podman-containers', readonly PodmanContainer[]> = {
  id: 'podman-containers',
  title: "Podman's containers",
  read: { kind: 'command', candidates: [['sh', '-c', SCRIPT]], privileged: 'where-possible' },
  parse: ({ stdout, stderr }) => {
    const body = z.array(z.unknown()).safeParse(jsonOf(stdout));
    if (!body.success) return unreadable(stderr.trim().split('\n').at(-1) || 'the answer is no JSON list');
    const read = body.data.map((item) => Container.safeParse(item));
    return value(
      read.flatMap(({ data }) => data ?? []),
      body.data.filter((_, at) => read[at]?.success === false).map((item) => JSON.stringify(item)),
    );
  },
};
