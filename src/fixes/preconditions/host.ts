import type { DockerInfo } from '../../facts/docker-info.ts';
import { list, say, type Text } from '../../text/say.ts';
import type { Obstacle } from '../refusal.ts';
import type { PendingChange, Surroundings } from '../surroundings.ts';

/** Kibibytes that a change needs on each file system that it writes to. */
const ROOM_KIB = 64 * 1024;
const INODES = 256;

/** Why no change of any kind can be made on this host. */
export function hostObstacles(surroundings: Surroundings, info: DockerInfo): Obstacle[] {
  const { access } = surroundings;
  if (access.kind === 'refused')
    return [
      {
        because: say`The change needs root, and sudo -n does not give it to the user of this connection: ${access.because}.`,
        next: say`Let that user run sh without a password (in sudoers: NOPASSWD), or connect as root; then ask again.`,
      },
    ];
  if (access.kind === 'recorded') return whoseDocker(surroundings, info);
  return [
    ...whoseDocker(surroundings, info),
    ...unread(surroundings),
    ...missing(surroundings),
    ...busy(surroundings),
    ...room(surroundings),
  ];
}

function whoseDocker({ orchestrators }: Surroundings, info: DockerInfo): Obstacle[] {
  const found: Obstacle[] = [];
  if (info.swarmState !== undefined && !['', 'inactive'].includes(info.swarmState))
    found.push({
      because: say`The host is a member of a swarm (${info.swarmState}): its bridges belong to the swarm's networks, and its tasks would be moved to other nodes meanwhile.`,
      next: say`Drain the node first (docker node update --availability drain <node>), change it by hand, and let it back in.`,
    });
  if (orchestrators.length > 0)
    found.push({
      because:
        orchestrators.length === 1
          ? say`${list(orchestrators)} runs here: what Docker's bridge is and which containers run is Kubernetes' business.`
          : say`${list(orchestrators, 'and')} run here: what Docker's bridge is and which containers run is Kubernetes' business.`,
      next: say`Change the range in the cluster (flannel, the CNI plugin), node by node.`,
    });
  if (info.securityOptions.some((option) => option.includes('rootless')))
    found.push({
      because: say`Docker runs rootless here: its bridge is in a network namespace of its own, where it cannot be in the way of the host.`,
      next: say`Look at the host with /diagnose again.`,
    });
  return found;
}

/** What was not seen may be anything; the times of processes only make an estimate. */
function unread({ unread: sections }: Surroundings): Obstacle[] {
  const dark = sections.filter((section) => section !== 'processes');
  if (dark.length === 0) return [];
  return [
    {
      because: say`The host did not say in time what a change has to know of it (${list(dark, 'and')}).`,
      next: say`Ask again; if it stays so, the host is too busy to be changed now.`,
    },
  ];
}

/** Without these a change could not be made whole or taken back. */
const NEEDED = ['flock', 'timeout', 'base64', 'sha256sum', 'setsid', 'ip', 'docker'];

function missing({ programs }: Surroundings): Obstacle[] {
  const absent = NEEDED.filter((name) => programs[name] === undefined);
  if (absent.length === 0) return [];
  const [first] = absent;
  const which = absent.includes('docker') ? say`docker (the client of the command line)` : (first ?? '');
  return [
    absent.length === 1
      ? {
          because: say`${list(absent)} is not installed, and without it the change cannot be taken back safely.`,
          next: say`Install ${which} (packages util-linux, coreutils, iproute2, docker); then ask again.`,
        }
      : {
          because: say`${list(absent, 'and')} are not installed, and without them the change cannot be taken back safely.`,
          next: say`Install them (packages util-linux, coreutils, iproute2, docker); then ask again.`,
        },
  ];
}

/** What is over, or was left behind before anything was changed, is cleared away by the next change. */
const OVER = new Set(['confirmed', 'undone', 'abandoned', 'prepared', 'none']);

function busy({ pending }: Surroundings): Obstacle[] {
  if (pending === undefined || OVER.has(pending.state)) return [];
  return [
    {
      because: notOver(pending),
      next: say`Wait until it is confirmed or taken back; the host does that by itself.`,
    },
  ];
}

function notOver({ id, state, by, since }: PendingChange): Text {
  if (by === undefined)
    return since === undefined
      ? say`Another change of Ferryman (${id}) is not over here: ${state}.`
      : say`Another change of Ferryman (${id}) is not over here: ${state} since ${since}.`;
  return since === undefined
    ? say`Another change of Ferryman (${id} by ${by}) is not over here: ${state}.`
    : say`Another change of Ferryman (${id} by ${by}) is not over here: ${state} since ${since}.`;
}

function room({ folders }: Surroundings): Obstacle[] {
  return folders.flatMap(({ path, availableKib, availableInodes }): Obstacle[] => {
    if (availableKib < ROOM_KIB)
      return [
        {
          because: say`Only ${Math.floor(availableKib / 1024)} MB are left for ${path}, and a change that fills the disk half-way could not be taken back.`,
          next: say`Make room (64 MB) on that file system: df -h ${path}`,
        },
      ];
    if (availableInodes !== undefined && availableInodes < INODES)
      return [
        {
          because: say`Only ${availableInodes} inodes are left for ${path}: no file could be written there.`,
          next: say`Remove files on that file system: df -i ${path}`,
        },
      ];
    return [];
  });
}
