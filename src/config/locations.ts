import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Environment } from './environment.ts';

/** Turns what people write into absolute paths, and absolute paths into what people read. */
export interface Locations {
  /** `~` is the home directory; anything relative is relative to the configuration file. */
  resolve(path: string): string;
  show(path: string): string;
  readonly user: string;
  readonly home: string;
  readonly knownHosts: readonly [string, ...string[]];
}

export function locationsFrom({ env, cwd, home }: Environment, base: string): Locations {
  return {
    resolve: (path) =>
      path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : resolve(base, path),
    show: (path) => show(path, cwd, home),
    user: env['USER'] ?? env['LOGNAME'] ?? 'root',
    home,
    knownHosts: [join(home, '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'],
  };
}

function show(path: string, cwd: string, home: string): string {
  const below = relative(cwd, path);
  if (!below.startsWith('..') && !isAbsolute(below)) return below;
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
