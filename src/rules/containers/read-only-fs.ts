import { say } from '../../text/say.ts';
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
  title: say`An application writes where its container is read-only`,
  wording: /read-only file system|EROFS/i,
  around: { before: 2, after: 2 },
  tell: ({ container }, { line }) => {
    const { name, inspect } = container;
    const mount = mountNamedIn(line.text, container);
    const [path = say`a file`] = /\/[^\s'"`:,;()\][]+/.exec(line.text) ?? [];
    if (mount === undefined ? !inspect.hostConfig.readonlyRootfs : mount.writable) return undefined;
    return {
      severity: 'critical',
      title:
        mount === undefined
          ? say`${name} wants to write ${path}, and its file system is read-only`
          : say`${name} wants to write ${path}, and ${mount.destination} is mounted read-only`,
      explanation:
        mount === undefined
          ? say`Container ${name} was created with --read-only (read_only: true): nothing in it can be written but what is mounted or a tmpfs. Its application wants to write ${path} and gives up. The disk of the host is in order.`
          : say`${mount.destination} of container ${name} is mounted read-only (:ro) from ${mount.source}. Its application wants to write ${path} and gives up. The disk of the host is in order.`,
      evidence: [
        mount === undefined
          ? { source: `docker inspect -f '{{.HostConfig.ReadonlyRootfs}}' ${name}`, lines: ['true'] }
          : {
              source: `docker inspect -f '{{json .Mounts}}' ${name}`,
              lines: [`${mount.source} -> ${mount.destination}, RW false`],
            },
      ],
      falsifier: say`wrong if \`${`docker inspect -f '{{.HostConfig.ReadonlyRootfs}} {{json .Mounts}}' ${name}`}\` shows false, and the path on a mount with "RW":true`,
      fix: {
        summary:
          mount === undefined
            ? say`Give the place that it writes to a tmpfs or a volume; leave the rest read-only.`
            : say`Mount it writable, or have the application write elsewhere.`,
        commands: [`docker logs --tail 20 ${name}`],
        risk: say`What a tmpfs holds is lost with the container.`,
      },
      change:
        mount === undefined
          ? { compose: say`tmpfs: ["<directory>"]`, run: say`--tmpfs <directory>` }
          : {
              compose: `volumes: ["${mount.source}:${mount.destination}"]`,
              run: `-v ${mount.source}:${mount.destination}`,
            },
    };
  },
});
