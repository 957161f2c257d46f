import { say, type Said, sentences } from '../../text/say.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { missedServices } from '../applications/missed-services.ts';
import { defineRule, type Finding } from '../rule.ts';
import { crashedByItself, findCrash } from './crash-lines.ts';
import { describeEnd, failure, troubledContainers } from './trouble.ts';

/**
 * Seen: the container ended with an exit code that is not 0; its log ends with an exception or an error.
 * Why: whatever the application says there. It is the class of fault: a rule that knows the mechanism speaks in its place.
 * Not seen: lines of an earlier run, which say nothing of this one; and what a container that runs has in its log, handled
 * exceptions among it, is never a crash.
 */
export const appCrash = defineRule({
  id: 'app-crash',
  title: say`An application ended with an error`,
  rank: 'general',
  needs: ['containers', 'logs', 'question'],
  wants: ['symptoms', 'attempts'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      if (!crashedByItself(trouble)) return [];
      const { container, lines, loops } = trouble;
      const crash = findCrash(lines);
      const { image } = container.inspect;
      const said = crash?.head.text.trim();
      return [
        {
          ...failure(trouble, {
            certainty: crash === undefined ? 'likely' : 'proven',
            title: titleOf(container.name, loops, said),
            explanation: sentences(
              say`The application in container ${container.name} (image ${image}) ended by itself${describeEnd(trouble)}.`,
              said === undefined
                ? say`Its log does not say why.`
                : say`The last lines of that run say why; they come from the application, not from Docker or the network.`,
              loops && say`The restart policy starts it again and it meets the same end.`,
            ),
            quoted: crash?.lines ?? lines.slice(-10),
            falsifier: say`wrong if \`${`docker inspect -f '{{.State.ExitCode}}' ${container.name}`}\` is 0 after it ended, or if ${container.name} is a job whose failure nobody minds`,
            fix: {
              summary: say`Hand these lines to whoever owns the application; they say what to mend.`,
              commands: [
                `docker logs --tail 50 ${container.name}`,
                say`docker start ${container.name}   # once it is mended`,
              ],
              risk: say`Reading is free of risk.`,
            },
          }),
          follows: missedBy(container, views),
        },
      ];
    }),
});

function titleOf(name: string, loops: boolean, said: string | undefined): Said {
  if (said === undefined) return loops ? say`${name} crashes over and over` : say`${name} crashed`;
  const why = shortened(said);
  return loops ? say`${name} crashes over and over: ${why}` : say`${name} crashed: ${why}`;
}

type Seen = Pick<Views, 'containers' | 'logs' | 'question'> & Partial<Pick<Views, 'symptoms' | 'attempts'>>;

/** What it could not connect to, and nobody can: whoever knows why, knows why it crashed. */
function missedBy(container: Container, { symptoms, attempts, ...views }: Seen): readonly string[] {
  if (symptoms === undefined || attempts === undefined) return [];
  return missedServices(container, { ...views, symptoms, attempts }).flatMap(({ keys }) => keys);
}

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 97)}…`;
}
