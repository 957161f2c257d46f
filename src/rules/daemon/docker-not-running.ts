import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { fallout, storedContainers } from './fallout.ts';

/**
 * Seen: no container runs, `docker ps` says "Is the docker daemon running?", published ports are refused.
 * Why: somebody stopped Docker, or it was never enabled after the copy of the disk. The unit is inactive without a failure.
 * Not seen: a daemon that fails to start has a failed unit and another cause. Where Docker has no container at all nobody
 * misses it: it sleeps behind its socket until somebody calls.
 */
export const dockerNotRunning = defineRule({
  id: 'docker-not-running',
  title: say`Docker was stopped, or never started`,
  needs: ['dockerService'],
  wants: ['daemonStart', 'dockerJournal', 'dockerData', 'symptoms'],
  evaluate: ({ dockerService, daemonStart, dockerJournal = [], dockerData, symptoms = [] }) => {
    const { state, unit, socketUnit } = dockerService;
    if (state !== 'down' || unit === undefined || unit.loadState !== 'loaded') return [];
    if (unit.activeState !== 'inactive' || unit.result !== 'success' || daemonStart?.kind === 'failed')
      return [];
    // A masked socket, or a unit masked since, keeps it from being started at all.
    if (socketUnit?.loadState === 'masked' || unit.unitFileState.startsWith('masked')) return [];
    const enabled = unit.unitFileState === 'enabled';
    const asleep = socketUnit?.activeState === 'active';
    const unused = storedContainers(dockerData)?.length === 0;
    const last = dockerJournal.slice(-3).map(({ text }) => text);
    const why = unused
      ? say`nobody has needed it.`
      : enabled
        ? say`somebody stopped it. Containers do not run without it.`
        : say`somebody stopped it, or it was never enabled on this host. Containers do not run without it.`;
    return [
      {
        severity: unused ? ('notice' as const) : ('critical' as const),
        certainty: 'proven' as const,
        subject: { kind: 'service', name: 'docker' },
        title: unused
          ? say`Docker is installed, has no container and does not run`
          : enabled
            ? say`Docker is stopped`
            : say`Docker is stopped and not enabled, so it does not start with the host either`,
        explanation: sentences(
          say`${unit.id} is ${unit.activeState} (${unit.subState}), ${unit.unitFileState || say`with an unknown start setting`}, and its last run did not fail: ${why}`,
          asleep &&
            say`docker.socket still listens, so the next \`docker\` command would start it; Ferryman did not touch it.`,
        ),
        evidence: [
          {
            source: `systemctl show ${unit.id}`,
            lines: [
              `ActiveState=${unit.activeState} SubState=${unit.subState} Result=${unit.result} UnitFileState=${unit.unitFileState}`,
            ],
          },
          ...(last.length > 0 ? [{ source: `journalctl -u ${unit.id}`, lines: last }] : []),
        ],
        falsifier: say`wrong if \`systemctl is-active ${unit.id}\` says active`,
        fix: {
          summary: enabled ? say`Start Docker.` : say`Start Docker and let it start with the host.`,
          commands: [`systemctl enable --now ${unit.id}`, 'docker ps -a'],
          risk: say`Containers with a restart policy start with it. If somebody stopped it for maintenance, ask first.`,
        },
        explains: fallout(symptoms, dockerData),
      },
    ];
  },
});
