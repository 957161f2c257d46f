import { say } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { failure, troubledContainers } from './trouble.ts';

/**
 * Seen: `docker ps -a` says "Dead" or, for good, "Removal In Progress"; `docker rm` fails, and its name stays taken.
 * Why: Docker was removing the container and could not remove its files; mostly another process still has its mount.
 * Not seen: which process; a rule that reads the daemon's own words of it speaks in its place.
 */
export const containerDeadState = defineRule({
  id: 'container-dead-state',
  title: say`A container is neither there nor removed`,
  rank: 'general',
  needs: ['containers', 'question'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container } = trouble;
      const { name, inspect, id } = container;
      if (!inspect.state.dead && inspect.state.status !== 'dead') return [];
      return [
        failure(trouble, {
          severity: trouble.isAsked ? 'critical' : 'warning',
          title: say`${name} is dead: Docker began to remove it and could not finish`,
          explanation: say`Docker has removed container ${name} in part: it cannot be started any more, and its name stays taken, so that a new container of that name is refused. Its files could not be removed, mostly because a process outside of it still holds its mount.`,
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.Status}}' ${name}`}\` does not say dead`,
          fix: {
            summary: say`Find the process that holds its mount, restart that, then remove the container; create it anew.`,
            commands: [`grep -l ${id.slice(0, 12)} /proc/*/mountinfo`, `docker rm ${name}`],
            risk: say`Only restart a process whose purpose you know. Volumes stay.`,
          },
        }),
      ];
    }),
});
