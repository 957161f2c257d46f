import { linesOfRun } from '../../model/runs.ts';
import { say } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

const SAYS = /client version (\d+\.\d+) is too old\. Minimum supported API version is (\d+\.\d+)/;

/**
 * Seen: after an update of Docker (29 and later) Traefik answers 404 for everything, Portainer shows no container,
 * Watchtower does nothing. All containers run.
 * Why: these programs speak an old version of Docker's API through its socket, and the new daemon no longer takes it.
 * Not seen: a program whose log was not read.
 */
export const apiTooOld = defineRule({
  id: 'api-too-old',
  title: say`A program speaks a version of Docker's API that is no longer taken`,
  needs: ['containers', 'logs', 'question'],
  wants: ['symptoms'],
  evaluate: ({ containers, logs, question, symptoms = [] }) =>
    containers.flatMap((container) => {
      const { name, inspect, published } = container;
      // Only of its current run: an old line was written before it was updated.
      const lines = linesOfRun(container, logs[container.id] ?? [], question.now).filter(({ text }) =>
        SAYS.test(text),
      );
      const last = lines.at(-1);
      if (last === undefined) return [];
      const [, spoken = '', wanted = ''] = SAYS.exec(last.text) ?? [];
      const keys = [`container:${name}`, ...published.map(({ hostPort }) => `port:${hostPort}`)];
      return [
        {
          severity: 'critical' as const,
          certainty: 'proven' as const,
          subject: { kind: 'container', name },
          title: say`${name} speaks Docker's API ${spoken}, and this Docker takes ${wanted} or later`,
          explanation: say`${name} (${inspect.image}) asks Docker through its socket which containers there are. Docker was updated and refuses its old version of the API, so ${name} sees no container at all: a proxy routes nothing, a console shows nothing. The containers themselves run.`,
          evidence: [{ source: `docker logs ${name}`, lines: [last.text] }],
          falsifier: say`wrong if \`docker logs --since 1m ${name}\` holds no such line`,
          fix: {
            summary: say`Update ${name} to a version that speaks API ${wanted}. Until then let the daemon take the old one.`,
            commands: [
              say`# set a newer image for ${name} where it is written (compose file or stack), then bring it up`,
              say`# until then: systemctl edit docker, [Service] Environment=DOCKER_MIN_API_VERSION=1.24, systemctl restart docker`,
            ],
            risk: say`Restarting Docker ends all containers unless live-restore is on.`,
          },
          explains: [...keys, ...symptoms.map(({ key }) => key).filter((key) => keys.includes(key))].filter(
            (key, index, all) => all.indexOf(key) === index,
          ),
        },
      ];
    }),
});
