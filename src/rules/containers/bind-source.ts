import type { BindSource } from '../../facts/bind-sources.ts';
import type { Container } from '../../model/containers.ts';
import { say, type Said } from '../../text/say.ts';

/** In words; undefined where nobody looked. */
export function describeSource({ bindSources }: Container, path: string): Said | undefined {
  const source = bindSources.find((one) => one.path === path);
  return source && describe(source);
}

export function describe({ kind, empty, uid, gid, mode = '?' }: BindSource): Said {
  const owner = `${uid ?? '?'}:${gid ?? '?'}`;
  switch (kind) {
    case 'missing':
      return say`missing`;
    case 'denied':
      return say`not to be seen by the SSH user`;
    case 'directory':
      return empty === true
        ? say`an empty directory, owner ${owner}, mode ${mode}`
        : say`a directory, owner ${owner}, mode ${mode}`;
    case 'file':
      return say`a file, owner ${owner}, mode ${mode}`;
    case 'other':
      return say`neither a file nor a directory`;
  }
  return kind satisfies never;
}

/** The mounted files and directories of the host, each with where the container sees it. */
export function mountedSources({ inspect, bindSources }: Container) {
  return inspect.mounts.flatMap((mount) => {
    const source = bindSources.find(({ path }) => path === mount.source);
    return mount.type === 'bind' ? [{ mount, source }] : [];
  });
}

/** Docker refuses every start of such a container, and notes that nowhere. */
export function missingBind({ inspect, bindSources }: Container): BindSource | undefined {
  return bindSources.find(
    ({ kind, path }) => kind === 'missing' && inspect.hostConfig.requiredBinds.includes(path),
  );
}
