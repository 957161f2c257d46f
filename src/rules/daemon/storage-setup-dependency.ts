import { wordsOf } from '../../model/daemon-start.ts';
import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { fallout } from './fallout.ts';

const SAYS =
  /Volume group "?(\S+?)"? has insufficient free space|Volume group "?(\S+?)"? not found|ERROR: (.*(?:pool|device|partition).*)/;

/**
 * Seen: on CentOS 7, `systemctl start docker` says "A dependency job for docker.service failed".
 * Why: docker-storage-setup runs before Docker and makes a thin pool; the volume group has no free space for it, or is not
 * there. Docker itself was never started.
 * Not seen: a pool that was made by hand.
 */
export const storageSetupDependency = defineRule({
  id: 'storage-setup-dependency',
  title: say`What prepares storage for Docker failed before it`,
  needs: ['dockerService', 'daemonStart'],
  wants: ['containerdJournal', 'dockerData', 'symptoms'],
  evaluate: ({ dockerService, daemonStart, containerdJournal = [], dockerData, symptoms = [] }) => {
    if (dockerService.state !== 'down' || daemonStart.kind !== 'failed') return [];
    const dependency = daemonStart.lines.findLast(({ message }) =>
      /^Dependency failed|'dependency'/.test(message),
    );
    const setup = containerdJournal.filter(({ text }) => /storage-setup/.test(text));
    const said = setup.findLast((line) => SAYS.test(wordsOf(line)));
    const failed = setup.findLast(({ message }) => /[Ff]ailed/.test(message));
    if (
      said === undefined ||
      failed === undefined ||
      (dependency === undefined && daemonStart.last !== undefined)
    )
      return [];
    const [, first, second] = SAYS.exec(wordsOf(said)) ?? [];
    const group = first ?? second;
    return [
      {
        severity: 'critical' as const,
        certainty: dependency === undefined ? ('likely' as const) : ('proven' as const),
        subject: { kind: 'service', name: 'docker-storage-setup' },
        title: say`Docker is not started: docker-storage-setup before it failed`,
        explanation: sentences(
          say`docker-storage-setup makes a thin pool for the devicemapper driver before Docker starts, and failed: ${wordsOf(said)}. Docker depends on it, so systemd never started it.`,
          group !== undefined && say`The volume group ${group} is what it needs room in.`,
        ),
        evidence: [
          { source: 'journalctl -u docker-storage-setup', lines: [said.text, failed.text] },
          ...(dependency === undefined ? [] : [{ source: 'journalctl -u docker', lines: [dependency.text] }]),
        ],
        falsifier: say`wrong if \`systemctl is-failed docker-storage-setup\` says anything but failed`,
        fix: {
          summary: say`Use overlay2, which needs no pool; or give the volume group room.`,
          commands: [
            'vgs',
            'cat /etc/sysconfig/docker-storage-setup',
            say`# STORAGE_DRIVER=overlay2 in /etc/sysconfig/docker-storage-setup`,
            'systemctl reset-failed docker-storage-setup docker',
            'systemctl start docker',
          ],
          risk: say`Images of another storage driver are not seen under overlay2; they stay on disk.`,
        },
        explains: fallout(symptoms, dockerData),
      },
    ];
  },
});
