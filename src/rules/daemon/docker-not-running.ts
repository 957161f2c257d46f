import type { JournalLine } from '../../facts/docker-journal.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: no container runs, `docker ps` says "Is the docker daemon running?", published ports are refused.
 * Why: somebody stopped Docker, or it was never enabled after the copy of the disk. The unit is inactive without a failure.
 * Not seen: a daemon that fails to start has a failed unit and another cause.
 */
export const dockerNotRunning = defineRule({
  id: 'docker-not-running',
  title: 'Docker was stopped, or never started',
  needs: ['dockerService'],
  wants: ['dockerJournal', 'symptoms'],
  evaluate: ({ dockerService, dockerJournal = [], symptoms = [] }) => {
    const { state, unit, socketUnit } = dockerService;
    if (state !== 'down' || unit === undefined || unit.loadState !== 'loaded') return [];
    if (unit.activeState !== 'inactive' || unit.result !== 'success' || endsInFailure(dockerJournal))
      return [];
    const enabled = unit.unitFileState === 'enabled';
    const last = dockerJournal.slice(-3).map(({ text }) => text);
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'service', name: 'docker' },
        title: enabled
          ? 'Docker is stopped'
          : 'Docker is stopped and not enabled, so it does not start with the host either',
        explanation: `${unit.id} is ${unit.activeState} (${unit.subState}), ${unit.unitFileState || 'with an unknown start setting'}, and its last run did not fail: somebody stopped it${enabled ? '' : ', or it was never enabled on this host'}. Containers do not run without it.${socketUnit?.activeState === 'active' ? ' docker.socket still listens, so the next `docker` command would start it; Ferryman did not touch it.' : ''}`,
        evidence: [
          {
            source: `systemctl show ${unit.id}`,
            lines: [
              `ActiveState=${unit.activeState} SubState=${unit.subState} Result=${unit.result} UnitFileState=${unit.unitFileState}`,
            ],
          },
          ...(last.length > 0 ? [{ source: `journalctl -u ${unit.id}`, lines: last }] : []),
        ],
        falsifier: `wrong if \`systemctl is-active ${unit.id}\` says active`,
        fix: {
          summary: enabled ? 'Start Docker.' : 'Start Docker and let it start with the host.',
          commands: [`systemctl enable --now ${unit.id}`, 'docker ps -a'],
          risk: 'Containers with a restart policy start with it. If somebody stopped it for maintenance, ask first.',
        },
        explains: symptoms.map(({ key }) => key).filter((key) => key === 'docker' || key.startsWith('port:')),
      },
    ];
  },
});

/** systemd's verdict on the last run, in its own words. */
function endsInFailure(journal: readonly JournalLine[]): boolean {
  const verdict = journal.findLast(({ message }) =>
    /^(Started|Stopped|Failed to start)\b|Failed with result|Deactivated successfully/.test(message),
  );
  return verdict !== undefined && /Failed/.test(verdict.message);
}
