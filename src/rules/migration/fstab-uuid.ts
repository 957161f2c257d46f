import { isBelow } from '../../model/file-systems.ts';
import { shellWord } from '../shell-word.ts';
import type { FstabDevice } from '../../facts/fstab-devices.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { suffering } from '../log-signature.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: data is gone, applications start with empty directories; or the host came up in emergency mode.
 * Why: /etc/fstab names a disk by a UUID (a label, a device) that this machine does not have: the data disk was not copied, or the
 * new one has an identifier of its own. With `nofail` nobody is told.
 * Not seen: what was on it. An entry with `nofail` or `noauto` whose place nothing uses (a disk for backups that is plugged in now and
 * then) is left alone.
 */
export const fstabUuid = defineRule({
  id: 'fstab-uuid',
  title: say`A disk that fstab names is not there`,
  needs: ['fstabDevices', 'mounts'],
  wants: ['containers', 'question', 'attempts', 'dockerInfo'],
  evaluate: (views) =>
    views.fstabDevices
      .filter(({ there, options, type }) => there === false && type !== 'swap' && !options.includes('noauto'))
      .filter(
        ({ target }) =>
          target.startsWith('/') && !views.mounts.some(({ mountPoint }) => mountPoint === target),
      )
      .flatMap((entry) => {
        const users = usersOf(entry, views);
        const optional = entry.options.some((option) =>
          /^nofail$|^x-systemd\.automount$|^user$/.test(option),
        );
        const holdsDocker = isBelow(views.dockerInfo?.rootDir ?? '', entry.target);
        return optional && users.length === 0 && !holdsDocker ? [] : [finding(entry, users, views)];
      }),
});

type Seen = Partial<Pick<Views, 'containers' | 'question' | 'attempts'>>;

/** Containers into which something below it is mounted. */
function usersOf({ target }: FstabDevice, { containers = [] }: Seen): readonly Container[] {
  return containers.filter(({ inspect }) =>
    inspect.mounts.some(({ type, source }) => type === 'bind' && isBelow(source, target)),
  );
}

function finding(
  { device, target, type, options }: FstabDevice,
  users: readonly Container[],
  views: Seen,
): Finding {
  const names = users.map(({ name }) => name);
  const { question } = views;
  return {
    severity: users.length > 0 ? 'critical' : 'warning',
    certainty: 'proven',
    subject: { kind: 'disk', name: target },
    title: say`The disk for ${target} is not there: no disk of this host is ${device}`,
    explanation: sentences(
      say`/etc/fstab says that ${device} belongs at ${target}, and this host has no such disk, so nothing is mounted there. What looks like ${target} is a directory of the system disk.`,
      names.length === 1 && say`${list(names)} has files mounted from there and sees none of the data.`,
      names.length > 1 && say`${list(names, 'and')} have files mounted from there and see none of the data.`,
      say`After a move of servers that means: the data disk was not copied or not attached, or the new one has another identifier.`,
      options.includes('nofail') && say`With nofail the host starts without a word about it.`,
    ),
    evidence: [
      { source: 'cat /etc/fstab', lines: [`${device} ${target} ${type} ${options.join(',')}`] },
      {
        source: `blkid -t ${device}; findmnt ${target}`,
        lines: [say`no such disk`, say`nothing is mounted there`],
      },
      ...users.slice(0, 3).map(({ name, inspect }) => ({
        source: `docker inspect -f '{{json .Mounts}}' ${name}`,
        lines: inspect.mounts
          .filter(({ source }) => isBelow(source, target))
          .map(({ source, destination }) => `${source} -> ${destination}`),
      })),
    ],
    falsifier: say`wrong if \`findmnt ${target}\` shows a disk`,
    fix: {
      summary: say`Attach the data disk (or a copy of it), correct its identifier in /etc/fstab, mount it, then restart what uses ${target}.`,
      commands: [
        'lsblk -f',
        say`# /etc/fstab: the UUID that lsblk shows for the data disk, at ${target}`,
        `mount ${shellWord(target)}`,
        ...names.map((name) => `docker restart ${name}`),
      ],
      risk: say`Until the disk is back let nothing write there, and prune nothing: new files in the directory are hidden below the disk later, and look like the real data until then.`,
    },
    explains:
      question === undefined
        ? []
        : users.flatMap((container) => [
            ...suffering(container, { question, ...(views.attempts && { attempts: views.attempts }) }),
            ...container.published.map(({ hostPort }) => `port:${hostPort}`),
            `data:${container.name}`,
          ]),
  };
}
