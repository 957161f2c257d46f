import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { missingBind } from './bind-source.ts';
import { daemonStart, diedWithDaemon } from './died-with-daemon.ts';
import { failure, troubledContainers } from './trouble.ts';

/**
 * Seen: after a reboot, a move of the server or a restart of Docker a container is "Exited (255)", (137), (143) or (0), and
 * nothing starts it again. After the copy of a server's image that is often the whole problem.
 * Why: it ran until the host or the daemon went down, and its restart policy is "no".
 * Not seen: whether somebody had stopped it by hand just before, where what Docker wrote down of its containers may not be
 * read; one that ended at another time than all others is left alone. One to which somebody had sent a signal by way of Docker
 * (to read its configuration again, say) counts as stopped by hand, for Docker notes the two alike.
 */
export const notRestartedAfterBoot = defineRule({
  id: 'not-restarted-after-boot',
  title: say`A container was not started again after the host or Docker went down`,
  needs: ['containers', 'question'],
  wants: ['dockerService', 'bootTime', 'dockerJournal', 'logs'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container, end, isAsked } = trouble;
      const { name, inspect, published } = container;
      if (inspect.hostConfig.restartPolicy.name !== 'no' || inspect.hostConfig.autoRemove) return [];
      // What cannot be started any more has that for its reason.
      if (missingBind(container) !== undefined) return [];
      const certainty = diedWithDaemon(trouble, views);
      const isService = published.length > 0 || isAsked;
      // A job that was done by then has nothing to be started again for.
      if (certainty === undefined || (!isService && (certainty === 'likely' || end?.exitCode === 0)))
        return [];
      const start = daemonStart(views);
      return [
        failure(trouble, {
          // Somebody's session with a terminal ended with the host, and has nothing to come back for.
          severity: isService ? 'critical' : inspect.config.tty ? 'notice' : 'warning',
          certainty,
          title:
            end?.exitCode === 255
              ? say`${name} was not started again after the host or Docker went down under it`
              : say`${name} was not started again after Docker or the host was restarted`,
          explanation: sentences(
            end?.exitCode === 255
              ? say`Container ${name} ended when the host or Docker went down (exit code 255, which is what Docker notes for a container that it finds dead when it starts), and its restart policy is "no", so nothing starts it again.`
              : say`Container ${name} ended when the host or Docker went down (exit code ${end?.exitCode ?? say`unknown`}), and its restart policy is "no", so nothing starts it again.`,
            say`The application did not fail.`,
          ),
          evidence: [
            {
              source: `docker inspect -f '{{.HostConfig.RestartPolicy.Name}} {{.State.FinishedAt}}' ${name}`,
              lines: [`no ${inspect.state.finishedAt ?? ''}`],
            },
            ...(start === undefined
              ? []
              : [
                  {
                    source: 'systemctl show docker -p ActiveEnterTimestamp',
                    lines: [say`Docker runs since ${new Date(start).toISOString()}`],
                  },
                ]),
          ],
          falsifier: say`wrong if somebody stopped ${name} on purpose before the restart`,
          fix: {
            summary: say`Start it, and give it a restart policy, so that it comes back by itself next time.`,
            commands: [`docker start ${name}`, `docker update --restart=unless-stopped ${name}`],
            risk: say`Whatever it depends on should be up; a start changes nothing else.`,
          },
          change: { compose: 'restart: unless-stopped', run: '--restart unless-stopped' },
        }),
      ];
    }),
});
