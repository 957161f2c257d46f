import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { fallout } from './fallout.ts';

/**
 * Seen: "Start request repeated too quickly", and nothing else.
 * Why: systemd gave up after a few attempts; that is never the reason itself. The journal no longer holds what the daemon
 * said, because it was cut, or is kept in memory only, or the daemon said nothing.
 * Not seen: the reason. One more start writes it down.
 */
export const startLimitMasksError = defineRule({
  id: 'start-limit-masks-error',
  title: say`Docker failed to start, and its reason is not in the journal any more`,
  rank: 'general',
  needs: ['dockerService', 'daemonStart'],
  wants: ['dockerJournal', 'dockerData', 'symptoms'],
  evaluate: ({ dockerService, daemonStart, dockerJournal = [], dockerData, symptoms = [] }) => {
    const { unit } = dockerService;
    if (daemonStart.kind !== 'failed' || daemonStart.last !== undefined || unit?.loadState !== 'loaded')
      return [];
    // It may be held up by what it requires, which has a state of its own to look at.
    if (unit.activeState !== 'failed') return [];
    const limit = dockerJournal.findLast(({ message }) => /repeated too quickly|start-limit/.test(message));
    const status =
      unit.execMainStatus === undefined
        ? undefined
        : unit.execMainCode === 1
          ? say`Its last process ended with exit code ${unit.execMainStatus}.`
          : say`Its last process ended with signal ${unit.execMainStatus}.`;
    return [
      {
        severity: 'critical' as const,
        certainty: 'likely' as const,
        subject: { kind: 'service', name: 'docker' },
        title: say`Docker does not start, and why is not in its journal any more`,
        explanation: sentences(
          limit === undefined
            ? say`${unit.id} failed (${unit.result}).`
            : say`${unit.id} failed (${unit.result}); systemd tried a few times and then refused to go on, which is what \`systemctl status\` shows.`,
          say`What the daemon itself said before is not in the part of the journal that is left.`,
          status,
          say`One more start writes it down again.`,
        ),
        evidence: [
          {
            source: `systemctl show ${unit.id}`,
            lines: [
              `ActiveState=${unit.activeState} Result=${unit.result} ExecMainStatus=${unit.execMainStatus ?? ''}`,
            ],
          },
          ...(limit === undefined ? [] : [{ source: `journalctl -u ${unit.id}`, lines: [limit.text] }]),
        ],
        falsifier: say`wrong if \`journalctl -u ${unit.id} --no-pager | grep -E 'level=(fatal|error)|failed to start daemon|unable to configure'\` holds a line of the newest start`,
        fix: {
          summary: say`Forget the count of failures, start once more and read the last line before "exited".`,
          commands: [
            `systemctl reset-failed ${unit.id} docker.socket`,
            `systemctl start ${unit.id}`,
            `journalctl -u ${unit.id} -n 30 --no-pager`,
          ],
          risk: say`Starts Docker, with the containers that restart with it, if nothing hinders it any more.`,
        },
        explains: fallout(symptoms, dockerData),
      },
    ];
  },
});
