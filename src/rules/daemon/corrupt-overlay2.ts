import { wordsOf } from '../../model/daemon-start.ts';
import { list, say } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { defineRule } from '../rule.ts';
import { fallout } from './fallout.ts';

const SAYS =
  /readlink (\/\S*\/overlay2(?:\/\S*)?): (?:invalid argument|no such file or directory)|failed to register layer: rename \S+ \S+: (?:directory not empty|file exists)|layer does not exist|error creating overlay mount to (\/\S+?): (?:no such file or directory|too many levels)|lstat (\/\S*\/overlay2\/\S+): no such file or directory|stat (\/\S*\/overlay2\/\S+): no such file or directory|open (\/\S*\/overlay2\/\S+\/committed): (?:is a directory|no such file)/;

/**
 * Seen: a container does not start any more, or an image can neither be used nor pulled again, mostly after a power cut, a
 * full disk, or after somebody tidied up under /var/lib/docker by hand.
 * Why: what overlay2 has on disk does not fit together: an empty `link` file, a layer that is missing.
 * Not seen: damage inside a layer's files.
 */
export const corruptOverlay2 = defineRule({
  id: 'corrupt-overlay2',
  title: say`Docker's layers on disk are damaged`,
  needs: ['dockerAnswers'],
  wants: ['containers', 'daemonStart', 'dockerData', 'symptoms'],
  evaluate: ({ dockerAnswers, containers, daemonStart, dockerData, symptoms = [] }) => {
    // A container whose layers cannot be followed is not described either, and hides all others with it.
    const refusal = dockerAnswers.kind === 'answers' ? dockerAnswers.refusal : undefined;
    const refused = refusal !== undefined && SAYS.test(tell(refusal, 'en'));
    const hurt = (containers ?? []).filter(
      ({ running, inspect }) => !running && SAYS.test(inspect.state.error),
    );
    const line =
      daemonStart?.kind === 'failed' && daemonStart.last !== undefined && SAYS.test(wordsOf(daemonStart.last))
        ? daemonStart.last
        : undefined;
    if (hurt.length === 0 && line === undefined && !refused) {
      return containers === undefined
        ? ({ kind: 'could-not-look', because: say`the containers could not be read` } as const)
        : [];
    }
    const names = hurt.map(({ name }) => name);
    return [
      {
        severity: 'critical' as const,
        certainty: 'proven' as const,
        subject:
          hurt[0] === undefined
            ? { kind: 'storage', name: 'overlay2' }
            : { kind: 'container', name: hurt[0].name },
        title:
          names.length === 0
            ? say`Docker's layers on disk are damaged`
            : say`The layers of ${list(names)} on disk are damaged`,
        explanation: say`overlay2 keeps each layer in a folder, with small files beside it that say how they lie above one another. One of these is empty or missing, so the container's file system cannot be put together. That comes from a power cut, from a disk that ran full, or from deleting under /var/lib/docker by hand. Volumes are not part of it.`,
        evidence: [
          ...hurt.map(({ name, inspect }) => ({
            source: `docker inspect -f '{{.State.Error}}' ${name}`,
            lines: [inspect.state.error],
          })),
          ...(line === undefined ? [] : [{ source: 'journalctl -u docker', lines: [line.text] }]),
          ...(refused ? [{ source: 'docker inspect', lines: [refusal] }] : []),
        ],
        falsifier: say`wrong if the container starts`,
        fix: {
          summary: say`Save what is only inside the container, then make the container anew from its image; where the image is what is damaged, remove that image and pull it again.`,
          commands: hurt.flatMap(({ name, inspect }) => [
            `docker inspect ${name} > /root/${name}.json`,
            say`# docker rm ${name}, docker image rm and docker pull ${inspect.image}, then run it again (docker compose up -d)`,
          ]),
          risk: say`What was written inside the container and not into a volume is lost with it. Do not delete under /var/lib/docker/overlay2 by hand.`,
        },
        explains: [
          ...hurt.flatMap(({ name, published }) => [
            `container:${name}`,
            ...published.map(({ hostPort }) => `port:${hostPort}`),
          ]),
          ...(line === undefined && !refused ? [] : fallout(symptoms, refused ? undefined : dockerData)),
        ],
      },
    ];
  },
});
