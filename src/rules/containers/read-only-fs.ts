import { logCauseRule } from './log-cause.ts';
import { mountNamedIn } from './mount-paths.ts';

/**
 * Seen: "Read-only file system" in the log; the application gives up.
 * Why: the container was created with --read-only, or the path lies on a mount that is read-only (:ro).
 * Not seen: a disk that the host's kernel made read-only after an error gives the same words; the kernel's log tells of it, and
 * another rule looks there.
 */
export const readOnlyFs = logCauseRule({
  id: 'read-only-fs',
  title: 'An application writes where its container is read-only',
  wording: /read-only file system|EROFS/i,
  around: { before: 2, after: 2 },
  tell: ({ container }, { line }) => {
    const { name, inspect } = container;
    const mount = mountNamedIn(line.text, container);
    const [path = 'a file'] = /\/[^\s'"`:,;()\][]+/.exec(line.text) ?? [];
    if (mount === undefined ? !inspect.hostConfig.readonlyRootfs : mount.writable) return undefined;
    return {
      severity: 'critical',
      title: `${name} wants to write ${path}, and ${mount === undefined ? 'its file system is read-only' : `${mount.destination} is mounted read-only`}`,
      explanation:
        mount === undefined
          ? `Container ${name} was created with --read-only (read_only: true): nothing in it can be written but what is mounted or a tmpfs. Its application wants to write ${path} and gives up. The disk of the host is in order.`
          : `${mount.destination} of container ${name} is mounted read-only (:ro) from ${mount.source}. Its application wants to write ${path} and gives up. The disk of the host is in order.`,
      evidence: [
        mount === undefined
          ? { source: `docker inspect -f '{{.HostConfig.ReadonlyRootfs}}' ${name}`, lines: ['true'] }
          : {
              source: `docker inspect -f '{{json .Mounts}}' ${name}`,
              lines: [`${mount.source} -> ${mount.destination}, RW false`],
            },
      ],
      falsifier: `wrong if \`docker inspect -f '{{.HostConfig.ReadonlyRootfs}} {{json .Mounts}}' ${name}\` shows false, and the path on a mount with "RW":true`,
      fix: {
        summary:
          mount === undefined
            ? 'Give the place that it writes to a tmpfs or a volume; leave the rest read-only.'
            : 'Mount it writable, or have the application write elsewhere.',
        commands: [`docker logs --tail 20 ${name}`],
        risk: 'What a tmpfs holds is lost with the container.',
      },
      change:
        mount === undefined
          ? { compose: 'tmpfs: ["<directory>"]', run: '--tmpfs <directory>' }
          : {
              compose: `volumes: ["${mount.source}:${mount.destination}"]`,
              run: `-v ${mount.source}:${mount.destination}`,
            },
    };
  },
});
