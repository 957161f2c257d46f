import { say, sentences } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { shellWord } from '../shell-word.ts';
import { defineRule, type Finding } from '../rule.ts';

/** The probe itself could not be run, so that it says nothing of the application. */
const NO_PROBE =
  /executable file not found|OCI runtime exec failed|command not found|(?:^|: )[\w./-]+: not found$/im;

/**
 * Seen: `docker ps` says "Up … (unhealthy)". Docker alone does nothing about it; swarm, load balancers and `depends_on` do.
 * Why: the command of the health check fails several times in a row; or it cannot even run, since images without curl have
 * none, which is a false alarm of its own making.
 * Not seen: a check that fails now and then, and was well the last time.
 */
export const healthcheckFailing = defineRule({
  id: 'healthcheck-failing',
  title: say`The health check of a container fails`,
  rank: 'general',
  needs: ['containers', 'question', 'attempts'],
  evaluate: ({ containers, question, attempts }) =>
    containers.flatMap((container): Finding[] => {
      const { name, inspect } = container;
      const { health } = inspect.state;
      if (!container.running || inspect.state.paused || health?.status !== 'unhealthy') return [];
      const isAsked =
        question.asked.container === name ||
        container.published.some(({ hostPort }) => hostPort === question.asked.port);
      const output = (health.lastOutput ?? '').trim();
      const probe = (inspect.config.healthcheck ?? [])
        .filter((word) => !/^CMD(-SHELL)?$/.test(word))
        .join(' ');
      const noProbe = health.lastExitCode === 127 || health.lastExitCode === 126 || NO_PROBE.test(output);
      const late = /exceeded timeout/i.test(output);
      const answers = container.published.some(
        ({ hostPort }) => attempts.onPort(hostPort).outside?.kind === 'connected',
      );
      return [
        {
          severity: isAsked ? 'critical' : 'warning',
          certainty: 'proven',
          subject: { kind: 'container', name },
          title: noProbe
            ? say`${name} counts as unhealthy because its health check cannot run`
            : late
              ? say`${name} is unhealthy: its health check takes too long`
              : say`${name} is unhealthy: its health check fails`,
          explanation: sentences(
            say`Docker runs \`${probe || say`the check of the image`}\` inside container ${name} again and again; it has failed ${health.failingStreak} times in a row.`,
            noProbe
              ? say`The command of the check is not in the image, so the check says nothing of the application: a false alarm, which keeps others from starting (depends_on) or has swarm replace the container all the same.`
              : late
                ? say`It is not done in the time that it is given: the application hangs or is too slow.`
                : say`What it prints says what the application is missing.`,
            !noProbe &&
              !late &&
              answers &&
              say`The published port itself takes connections, so the check asks for more than that, or for something else.`,
          ),
          evidence: [
            {
              source: `docker inspect -f '{{json .State.Health}}' ${name}`,
              lines: [
                `Status ${health.status}, FailingStreak ${health.failingStreak}, last ExitCode ${health.lastExitCode ?? '-'}`,
                ...output
                  .split('\n')
                  .filter((line) => line.trim() !== '')
                  .slice(-5)
                  .map((line) => line.slice(0, 300)),
              ],
            },
          ],
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.Health.Status}}' ${name}`}\` says healthy a minute later`,
          fix: {
            summary: sentences(
              noProbe
                ? say`Write the check with a program that the image has, or install one.`
                : say`Run the check by hand and mend what it complains about, or the check where it asks for the wrong thing.`,
              changeIn(container),
            ),
            commands: [
              `docker exec ${name} ${commandOf(inspect.config.healthcheck)}`,
              ...changeCommands(container, {
                compose: 'healthcheck: { test: ["CMD", …] }',
                run: '--health-cmd "…"',
              }),
            ],
            risk: say`To run the check once more is what Docker does anyhow. A change recreates the container.`,
          },
          explains: [`container:${name}`],
        },
      ];
    }),
});

/** To be typed behind `docker exec`: words as they are, or a line for the shell inside, not for the one that it is typed into. */
function commandOf([kind, ...words]: readonly string[] = []): string {
  if (words.length === 0) return '<check>';
  if (kind === 'CMD-SHELL') return `sh -c ${shellWord(words.join(' '))}`;
  return words.map(shellWord).join(' ');
}
