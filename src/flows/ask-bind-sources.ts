import { askBindSources, bindSources } from '../facts/bind-sources.ts';
import type { Container } from '../model/containers.ts';
import type { Asked } from '../report/report.ts';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

/** A container has a handful; more than this tells nothing new. */
const MOST_SOURCES = 40;

/** Looking is quick, unless a network file system hangs. */
const TIMEOUT_MS = 4_000;

/** What containers in trouble mount from the host: whether it is there, empty, and whose it is. */
export async function readBindSources(
  shell: Shell,
  containers: readonly Container[],
  asked: Asked | undefined,
  signal?: AbortSignal,
): Promise<Readings> {
  const paths = containers
    .filter((container) => isTroubled(container) || isAsked(container, asked))
    .flatMap(({ inspect }) => [
      ...inspect.mounts.filter(({ type }) => type !== 'tmpfs').map(({ source }) => source),
      // Docker's own words name the source where the mount itself failed.
      ...(/mount(?:ing)? \\*"(\/[^"\\]+)\\*" to rootfs/.exec(inspect.state.error)?.slice(1) ?? []),
    ])
    // A socket of the daemon is mounted as it is meant to be.
    .filter((path) => path.startsWith('/') && !path.endsWith('.sock') && !/[\n\r]/.test(path));
  const wanted = [...new Set(paths)].slice(0, MOST_SOURCES);
  if (wanted.length === 0) return {};
  const section = {
    id: bindSources.id,
    candidates: [askBindSources(wanted)],
    privileged: true,
    timeoutSeconds: 3,
  };
  return runSections(shell, [section], TIMEOUT_MS, signal);
}

function isTroubled({ running, inspect: { state, restartCount } }: Container): boolean {
  return !running || restartCount > 0 || state.health?.status === 'unhealthy';
}

function isAsked({ name, published }: Container, asked: Asked | undefined): boolean {
  return name === asked?.container || published.some(({ hostPort }) => hostPort === asked?.port);
}
