import type { FileSystem } from '../../model/file-systems.ts';
import { fileSystemOf } from '../../model/file-systems.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { spokenNow, suffering } from '../log-signature.ts';
import { logEvidence } from '../evidence.ts';
import type { Evidence } from '../rule.ts';

const NO_SPACE =
  /no space left on device|\bENOSPC\b|disk full|database or disk is full|not enough space on the disk/i;

type Seen = Pick<Views, 'fileSystems'> &
  Partial<
    Pick<Views, 'containers' | 'logs' | 'question' | 'symptoms' | 'attempts' | 'dockerService' | 'dockerInfo'>
  >;

export interface Victims {
  readonly names: readonly string[];
  readonly explains: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Containers that say they cannot write, and have a place on this file system. */
export function victimsOf(disk: FileSystem, views: Seen): Victims {
  const { containers = [], logs, question, symptoms } = views;
  if (logs === undefined || question === undefined || symptoms === undefined)
    return { names: [], explains: [], evidence: [] };
  const here = containers.filter((container) => livesOn(container, disk, views));
  const heard = spokenNow(NO_SPACE, { ...views, containers: here, logs, question, symptoms });
  const refused = here.filter(
    (container) =>
      !heard.some((spoken) => spoken.container === container) &&
      !container.running &&
      NO_SPACE.test(container.inspect.state.error),
  );
  return {
    names: [...heard.map(({ container }) => container.name), ...refused.map(({ name }) => name)],
    explains: [...heard.map(({ container }) => container), ...refused].flatMap((container) =>
      suffering(container, { ...views, question }),
    ),
    evidence: [
      ...heard.slice(0, 2).map(({ container, lines }) => logEvidence(container, lines.slice(0, 2))),
      ...refused.slice(0, 2).map(({ name, inspect }) => ({
        source: `docker inspect -f '{{.State.Error}}' ${name}`,
        lines: [inspect.state.error],
      })),
    ],
  };
}

/** Its own layer, its log, or something that is mounted into it. */
function livesOn(container: Container, disk: FileSystem, { fileSystems, dockerInfo }: Seen): boolean {
  const places = [
    dockerInfo?.rootDir ?? '/var/lib/docker',
    ...container.inspect.mounts.map(({ source }) => source).filter((source) => source.startsWith('/')),
  ];
  return places.some((place) => fileSystemOf(place, fileSystems)?.mountPoint === disk.mountPoint);
}

/** While Docker does not start over it, another cause tells of that, and this one stands behind it. */
export function keepsDockerDown(disk: FileSystem, { fileSystems, dockerService, dockerInfo }: Seen): boolean {
  if (dockerService?.state !== 'down') return false;
  const root = dockerInfo?.rootDir ?? '/var/lib/docker';
  return fileSystemOf(root, fileSystems)?.mountPoint === disk.mountPoint;
}

/** Kibibytes for people. */
export function size(kibibytes: number): string {
  if (kibibytes >= 1 << 20) return `${(kibibytes / (1 << 20)).toFixed(1)} GiB`;
  return kibibytes >= 1024 ? `${Math.round(kibibytes / 1024)} MiB` : `${kibibytes} KiB`;
}
