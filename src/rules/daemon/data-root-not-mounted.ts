import { shellWord } from '../shell-word.ts';
import { defineRule } from '../rule.ts';
import { isBelow } from '../../model/file-systems.ts';
import { say, sentences } from '../../text/say.ts';

/**
 * Seen: Docker runs and is empty: no container, no image, as if all data were lost, mostly after a migration or a reboot.
 * Why: its data root lies on a disk of its own, and that is not mounted. Docker made itself a new, empty data root in the
 * folder where the disk should be.
 * Not seen: a disk that nobody wrote into /etc/fstab.
 */
export const dataRootNotMounted = defineRule({
  id: 'data-root-not-mounted',
  title: say`The disk that Docker's data belongs on is not mounted`,
  needs: ['dockerService', 'dockerData'],
  wants: ['dockerInfo', 'symptoms', 'containers'],
  evaluate: ({ dockerService, dockerData, dockerInfo, symptoms = [], containers = [] }) => {
    if (dockerService.state !== 'up' || dockerInfo === undefined) return [];
    const { rootDir } = dockerInfo;
    if (dockerInfo.containers > 0 && dockerInfo.images > 0) return [];
    const entry = dockerData.fstab
      .filter(
        ({ target, options, type }) =>
          target !== '/' && type !== 'swap' && isBelow(rootDir, target) && !options.includes('noauto'),
      )
      .toSorted((one, other) => other.target.length - one.target.length)[0];
    if (entry === undefined || dockerData.mounts.some(({ target }) => target === entry.target)) return [];
    const empty = dockerInfo.containers === 0 && dockerInfo.images === 0;
    if (!empty) return [];
    return [
      {
        severity: 'critical' as const,
        certainty: 'proven' as const,
        subject: { kind: 'mount', name: entry.target },
        title: say`Docker is empty because the disk for ${entry.target} is not mounted; nothing is lost`,
        explanation: sentences(
          say`Docker keeps its data in ${rootDir}.`,
          entry.options.includes('unit')
            ? say`A mount unit says that ${entry.device} belongs at ${entry.target}, and it is not mounted there, so Docker has made itself a new, empty data root in the bare folder.`
            : say`/etc/fstab says that ${entry.device} belongs at ${entry.target}, and it is not mounted there, so Docker has made itself a new, empty data root in the bare folder.`,
          say`The old containers, images and volumes are on that disk. It looks like data loss and is none, as long as nobody formats the disk.`,
          entry.options.includes('nofail') && say`\`nofail\` in /etc/fstab let the host boot without it.`,
        ),
        evidence: [
          {
            source: entry.options.includes('unit') ? 'cat /etc/systemd/system/*.mount' : 'cat /etc/fstab',
            lines: [entry.text],
          },
          { source: `findmnt ${entry.target}`, lines: [say`(nothing is mounted there)`] },
          {
            source: "docker info -f '{{.DockerRootDir}} {{.Containers}} {{.Images}}'",
            lines: [`${rootDir} ${dockerInfo.containers} ${dockerInfo.images}`],
          },
        ],
        falsifier: say`wrong if \`findmnt ${entry.target}\` shows ${entry.device}`,
        fix: {
          summary: say`Stop Docker, mount the disk, start Docker again.`,
          commands: [
            'lsblk -f',
            'systemctl stop docker.socket docker.service',
            `mount ${shellWord(entry.target)}`,
            `ls ${shellWord(rootDir)}`,
            'systemctl start docker.service',
            'docker ps -a',
          ],
          risk: say`Whatever was made in the empty data root since is hidden below the mount, not deleted. Do not run \`docker system prune\`, do not format, and check the device's name with lsblk first: it may have another one here than ${entry.device}.`,
        },
        explains: symptoms
          .map(({ key }) => key)
          .filter(
            (key) => (key.startsWith('port:') || key.startsWith('container:')) && containers.length === 0,
          ),
      },
    ];
  },
});
