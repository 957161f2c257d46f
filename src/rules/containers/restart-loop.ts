import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { crashedByItself } from './crash-lines.ts';
import { failure, troubledContainers } from './trouble.ts';

/**
 * Seen: `docker ps` says "Restarting", or "Up 2 seconds" each time; the count of restarts rises.
 * Why: the main process ends again and again and the restart policy starts it anew. It is the class of fault: a rule that
 * knows why the process ends speaks in its place.
 * Not seen: why, where neither the exit code nor the log says so.
 */
export const restartLoop = defineRule({
  id: 'restart-loop',
  title: say`A container restarts over and over`,
  rank: 'general',
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      // What the application says itself is told as its crash.
      if (!trouble.loops || crashedByItself(trouble)) return [];
      const { container, end, lines } = trouble;
      const { restartCount, hostConfig, path, args } = container.inspect;
      const code = end?.exitCode;
      const command = [path, ...args].join(' ');
      const policy = hostConfig.restartPolicy.name;
      return [
        failure(trouble, {
          severity: 'critical',
          title:
            code === undefined
              ? say`${container.name} restarts over and over`
              : say`${container.name} restarts over and over: it ends with exit code ${code} each time`,
          explanation: sentences(
            code === undefined
              ? say`The main process of container ${container.name}, \`${command}\`, ends, and its restart policy (${policy}) starts it again: ${restartCount} times so far, with a growing pause of up to a minute.`
              : say`The main process of container ${container.name}, \`${command}\`, ends with exit code ${code}, and its restart policy (${policy}) starts it again: ${restartCount} times so far, with a growing pause of up to a minute.`,
            lines.length === 0
              ? say`It writes nothing before it ends.`
              : say`The last lines before its end are below.`,
          ),
          quoted: lines.slice(-12),
          falsifier: say`wrong if \`${`docker inspect -f '{{.RestartCount}} {{.State.Status}}' ${container.name}`}\` shows the same count and "running" two minutes later`,
          fix: {
            summary: say`Find out why the process ends; stop the restarts meanwhile, so that the log stays readable.`,
            commands: [
              `docker update --restart=no ${container.name}`,
              `docker logs --tail 50 ${container.name}`,
            ],
            risk: say`Without a restart policy it stays down until somebody starts it; set the policy again afterwards.`,
          },
        }),
      ];
    }),
});
