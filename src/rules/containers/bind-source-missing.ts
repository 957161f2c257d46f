import { say, sentences } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import type { BindSource } from '../../facts/bind-sources.ts';
import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { describe, missingBind, mountedSources } from './bind-source.ts';
import { failedByItself, lastLine } from './log-cause.ts';
import { failure, troubledContainers, type Trouble } from './trouble.ts';

const START_ERROR =
  /bind source path does not exist: (?<missing>\/\S+)|error while creating mount source path '(?<uncreated>[^']+)'|mounting \\*"(?<source>[^"\\]+)\\*" to rootfs.*(?:: stat \S+)?: no such file or directory/;

/** What applications say of a file that is not where it should be. */
const NOT_FOUND =
  /no such file|not found|cannot find|can't find|could not find|does not exist|doesn't exist|ENOENT|FileNotFound|missing|unable to (?:open|read|load)|failed to (?:open|read|load)|can't open|cannot open|could not open/i;

/** Docker makes what is missing while it creates the container. */
const MADE_WITH_IT_MS = 15_000;

/**
 * Seen: the application misses its configuration or its data, or starts with defaults; or Docker refuses to start it.
 * Why: what is mounted into the container is not on the host. With -v Docker makes an empty directory in its place, without a
 * word; the classic of a migration whose data disk was not copied or not mounted.
 * Not seen: what was in it. An empty directory may be meant to be empty, so a container that runs is left alone.
 */
export const bindSourceMissing = defineRule({
  id: 'bind-source-missing',
  title: say`What is mounted into a container is not on the host`,
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: (views) => [
    ...askedAndRunning(views),
    ...troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container } = trouble;
      const groups = START_ERROR.exec(container.inspect.state.error)?.groups;
      const refused = groups && (groups['missing'] ?? groups['uncreated'] ?? groups['source']);
      if (refused !== undefined) return [finding(trouble, refused, undefined, container.inspect.state.error)];
      const gone = trouble.loops ? undefined : missingBind(container);
      if (gone !== undefined) {
        const found = finding(trouble, gone.path, gone, `bind source path does not exist: ${gone.path}`);
        // Somebody stopped it, and nobody has asked for it since.
        return [trouble.isStopped && !trouble.isAsked ? { ...found, severity: 'notice' } : found];
      }
      if (!failedByItself(trouble)) return [];
      const line = lastLine(trouble.lines, NOT_FOUND);
      return mountedSources(container).flatMap(({ mount, source }): Finding[] => {
        if (source === undefined || line === undefined || !isVoid(source, container)) return [];
        // Nothing but the path under which the container sees it connects the two.
        if (!mentions(line.line.text, mount.destination)) return [];
        return [finding(trouble, mount.source, source, undefined, line.quoted)];
      });
    }),
  ],
});

/** A container that runs with an empty directory in place of its data may serve nothing but errors; or all is well. */
function askedAndRunning({
  containers,
  question: { asked, now },
}: Pick<Views, 'containers' | 'question'>): Finding[] {
  return containers.flatMap((container) => {
    const { name, published, running } = container;
    const isAsked = asked.container === name || published.some(({ hostPort }) => hostPort === asked.port);
    if (!running || !isAsked || isLooping(container, now)) return [];
    return mountedSources(container).flatMap(({ mount, source }): Finding[] => {
      if (source === undefined || !isVoid(source, container)) return [];
      return [
        {
          severity: 'notice',
          certainty: 'likely',
          subject: { kind: 'container', name },
          title: say`${name} mounts ${mount.source}, an empty directory that Docker made`,
          explanation: say`There was no ${mount.source} on the host when container ${name} was created, so Docker made an empty directory there and mounted it to ${mount.destination}. If the container is to find files there, they are missing: after a move of servers mostly because a data disk was not copied or is not mounted. If it is to write there, all is well.`,
          evidence: [{ source: `stat ${mount.source}`, lines: [describe(source)] }],
          falsifier: say`wrong if ${mount.source} is meant to be empty`,
          fix: {
            summary: say`Mount the data disk, or copy ${mount.source} from the old host, then restart the container.`,
            commands: ['findmnt; lsblk; cat /etc/fstab', `ls -la ${shellWord(mount.source)}`],
            risk: say`Restarting the container interrupts it for a moment.`,
          },
          explains: [],
        },
      ];
    });
  });
}

/** Gone, or an empty directory of root's that came into being together with the container. */
function isVoid({ kind, empty, uid, madeAt, changedAt }: BindSource, { inspect }: Container): boolean {
  if (kind === 'missing') return true;
  if (kind !== 'directory' || empty !== true || uid !== 0) return false;
  const created = Date.parse(inspect.created);
  return [madeAt, changedAt].some(
    (seconds) => seconds !== undefined && Math.abs(seconds * 1000 - created) < MADE_WITH_IT_MS,
  );
}

/** The whole path, or one that an application gives relative to where it runs: `conf/app.conf`. */
function mentions(text: string, destination: string): boolean {
  if (text.includes(destination)) return true;
  const name = destination.split('/').at(-1) ?? '';
  return name.length > 3 && text.split(/[\s'"`(=]/).some((word) => word.startsWith(`${name}/`));
}

function finding(
  trouble: Trouble,
  path: string,
  source: BindSource | undefined,
  error: string | undefined,
  quoted: Trouble['lines'] = [],
): Finding {
  const { container } = trouble;
  const { name, inspect } = container;
  const mount = inspect.mounts.find((one) => one.source === path);
  const place = mount?.destination ?? say`a path in the container`;
  const made = source?.kind === 'directory';
  return failure(trouble, {
    severity: 'critical',
    certainty: error === undefined ? 'likely' : 'proven',
    title: made
      ? say`${name} misses ${path}: it is an empty directory on the host`
      : say`${name} misses ${path}: it is not on the host`,
    explanation: sentences(
      say`Container ${name} mounts ${path} of the host to ${place}.`,
      made
        ? say`There was no such path when the container was created, so Docker made an empty directory of root's there, without a word; the application finds nothing at ${place} and gives up.`
        : error === undefined
          ? say`There is no such path, so Docker mounts nothing useful.`
          : say`There is no such path, so Docker refuses to start the container.`,
      say`After a move of servers the usual reason is a data disk that was not copied or is not mounted.`,
    ),
    quoted,
    evidence: [
      ...(source === undefined ? [] : [{ source: `stat ${path}`, lines: [describe(source)] }]),
      ...(mount === undefined
        ? []
        : [
            {
              source: `docker inspect -f '{{json .Mounts}}' ${name}`,
              lines: [`${mount.source} -> ${mount.destination}`],
            },
          ]),
    ],
    falsifier: say`wrong if \`ls -la ${path}\` shows what the application looks for`,
    fix: {
      summary: say`Mount the data disk, or copy ${path} from the old host, then start the container. If the path itself is wrong: ${changeIn(container)}`,
      commands: [
        'findmnt; lsblk; cat /etc/fstab',
        ...(made ? [say`rmdir ${shellWord(path)}   # removes it only while it is empty`] : []),
        say`# restore ${path}, then: docker restart ${name}`,
      ],
      risk: say`Do not let the application create its data anew in the empty directory: that hides the loss and gets in the way of the real data.`,
    },
  });
}
