import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { failure, troubledContainers, type Trouble } from './trouble.ts';

/** From the last `attach` to the end: somebody looked around for a while and pressed Ctrl-C. */
const ATTACHED_MS = 15 * 60_000;

/**
 * Seen: the container ended with exit code 130 (or 0) although nobody meant to stop it.
 * Why: somebody "entered" it with `docker attach`, which is no new shell but the main process's own terminal, and left with
 * Ctrl-C: that is handed to process 1.
 * Not seen: `docker run` and `docker compose up` in the foreground attach before they start, and end it with Ctrl-C on purpose.
 */
export const killedByOperatorAttach = defineRule({
  id: 'killed-by-operator-attach',
  title: say`Somebody attached to a container and ended it with Ctrl-C`,
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container, end, loops, isAsked } = trouble;
      if (loops || end?.exitCode === undefined || end.stopped) return [];
      const attach = attachOf(trouble);
      const interrupted = end.exitCode === 130 || end.signal === 2;
      if (attach === undefined ? end.exitCode !== 130 || !isAsked : !interrupted && end.exitCode !== 0)
        return [];
      const { name } = container;
      return [
        failure(trouble, {
          certainty: attach !== undefined && interrupted ? 'proven' : 'likely',
          title:
            attach === undefined
              ? say`${name} was ended by Ctrl-C`
              : say`${name} was ended by Ctrl-C, by somebody who had attached to it`,
          explanation: sentences(
            end.exitCode === 130
              ? say`The main process of container ${name} was ended by an interrupt (exit code 130 is 128 plus SIGINT).`
              : say`The main process of container ${name} was ended by an interrupt.`,
            attach === undefined
              ? say`That is Ctrl-C in a terminal that is connected to it.`
              : say`Somebody ran \`docker attach ${name}\` before. That opens no shell of its own: it connects to the main process, and Ctrl-C goes there.`,
            say`Docker takes that for an end that was wanted.`,
          ),
          evidence:
            attach === undefined
              ? []
              : [
                  {
                    source: `docker events --filter container=${name} --since 24h --until 0s`,
                    lines: container.events
                      .filter(({ at, action }) => at >= attach && ['attach', 'kill', 'die'].includes(action))
                      .slice(0, 4)
                      .map(
                        ({ at, action, exitCode, signal }) =>
                          `${new Date(at).toISOString()} ${action}${exitCode === undefined ? '' : ` exitCode=${exitCode}`}${signal === undefined ? '' : ` signal=${signal}`}`,
                      ),
                  },
                ],
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.ExitCode}}' ${name}`}\` is neither 130 nor 0, or if it was meant to end`,
          fix: {
            summary: say`Start it again. To look around in a container use \`docker exec\`; leave an attached one with Ctrl-P Ctrl-Q.`,
            commands: [`docker start ${name}`, `docker exec -it ${name} sh`],
            risk: say`A start changes nothing else.`,
          },
        }),
      ];
    }),
});

/** When somebody attached in the run that ended. */
function attachOf({ container, end }: Trouble): number | undefined {
  return container.events.findLast(
    ({ action, at }) =>
      action === 'attach' &&
      at > (end?.startedAt ?? Number.POSITIVE_INFINITY) &&
      at <= (end?.endedAt ?? 0) &&
      (end?.endedAt ?? 0) - at < ATTACHED_MS,
  )?.at;
}
