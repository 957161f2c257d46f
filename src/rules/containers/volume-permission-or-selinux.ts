import { say } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import { describe } from './bind-source.ts';
import { logCauseRule } from './log-cause.ts';
import { mountNamedIn } from './mount-paths.ts';

/**
 * Seen: "Permission denied" about a path that is mounted from the host; the application gives up.
 * Why: the container's process runs under a number that may not write there: the host's directory belongs to root or to
 * somebody else. Under SELinux it may also be the directory's label.
 * Not seen: an NFS server that turns root into nobody; the same words come from there.
 */
export const volumePermissionOrSelinux = logCauseRule({
  id: 'volume-permission-or-selinux',
  title: say`A container may not read or write what is mounted into it`,
  wording:
    /permission denied|EACCES|EPERM: operation not permitted|Access to the path .* is denied|AccessDenied|Operation not permitted.*\/|not writable|not writeable/i,
  around: { before: 2, after: 2 },
  tell: ({ container }, { line, quoted }) => {
    const near = quoted.map(({ text }) => text).join('\n');
    // A line that names a path of its own is about that one.
    const mount = mountNamedIn(/\/[\w.-]+\//.test(line.text) ? line.text : near, container);
    if (mount === undefined) return undefined;
    const { name, inspect, bindSources } = container;
    const source = bindSources.find(({ path }) => path === mount.source);
    const user = inspect.config.user || 'root (0)';
    const [uid] = inspect.config.user.split(':');
    const isRoot = uid === '' || uid === '0' || uid === 'root';
    const label =
      source?.label !== undefined &&
      !/container_file_t|svirt_sandbox_file_t|container_share_t/.test(source.label)
        ? source.label
        : undefined;
    // Root is stopped by labels and by network file systems, not by the owner.
    const why =
      label !== undefined
        ? say`SELinux enforces on this host, and the directory carries a label (${label}) that containers may not touch`
        : source === undefined
          ? say`the process runs as ${user}, and the directory does not let it`
          : say`the process runs as ${user}, and ${mount.source} (${describe(source)}) does not let it`;
    return {
      severity: 'critical',
      certainty:
        source !== undefined && (label !== undefined || (!isRoot && String(source.uid) !== uid))
          ? 'proven'
          : 'likely',
      title:
        mount.type === 'volume'
          ? say`${name} may not use ${mount.destination}, which is volume ${mount.name ?? ''} of the host`
          : say`${name} may not use ${mount.destination}, which is ${mount.source} of the host`,
      explanation: say`Container ${name} is refused at ${mount.destination}: ${why}. Numbers count, not names: the host's kernel compares the number of the process in the container with the owner on the host.`,
      evidence: [
        ...(source === undefined
          ? []
          : [
              {
                source: `ls -ldn ${mount.source}`,
                lines: [
                  source.label === undefined
                    ? describe(source)
                    : say`${describe(source)}, label ${source.label}`,
                ],
              },
            ]),
        {
          source: `docker inspect -f '{{.Config.User}}' ${name}`,
          lines: [inspect.config.user || say`(empty: root)`],
        },
      ],
      falsifier:
        label === undefined
          ? say`wrong if \`ls -ldn ${mount.source}\` shows that ${user} may write there`
          : say`wrong if \`ls -ldn ${mount.source}\` shows that ${user} may write there and \`ls -dZ\` shows container_file_t`,
      fix: {
        summary:
          label === undefined
            ? isOfSystem(mount.source)
              ? say`Run the container as the owner's number (or with its group).`
              : say`Give ${mount.source} to the number that the container runs as, or run it as the owner's number (or with its group).`
            : say`Have Docker relabel the directory (:Z for one container, :z for several).`,
        commands:
          label === undefined
            ? [
                `ls -ldn ${shellWord(mount.source)}`,
                ...(isOfSystem(mount.source)
                  ? [
                      say`# a directory of the system keeps its owner: run the container as one who may use it`,
                    ]
                  : [
                      `chown -R ${/^\d+$/.test(uid ?? '') ? uid : '<uid>'} ${shellWord(mount.source)}`,
                      `docker restart ${name}`,
                    ]),
              ]
            : [`ls -dZ ${shellWord(mount.source)}`, 'ausearch -m avc -ts recent'],
        risk:
          label === undefined
            ? say`Programs of the host that use the directory under its old owner lose it; never do this to a directory of the system.`
            : say`Relabelling a directory of the system (/etc, /home, /var) breaks the host.`,
      },
      ...(label !== undefined && {
        change: {
          compose: `volumes: ["${mount.source}:${mount.destination}:Z"]`,
          run: `-v ${mount.source}:${mount.destination}:Z`,
        },
      }),
    };
  },
});

/** What the host itself, or Docker, needs as it is: /etc, /run/docker.sock, a whole top-level directory. */
function isOfSystem(path: string): boolean {
  if (/^\/var\/lib\/docker\/volumes\/./.test(path)) return false;
  return (
    /^\/[^/]*\/?$/.test(path) ||
    /^\/(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|usr|var\/(?:run|lib\/docker))(?:\/|$)/.test(path) ||
    /^\/var\/[^/]+\/?$/.test(path)
  );
}
