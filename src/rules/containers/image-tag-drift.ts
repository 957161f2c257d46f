import { say, sentences } from '../../text/say.ts';
import { changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: nothing yet. The next time somebody recreates the container it is another program.
 * Why: the tag that it was made from (`latest`) points to another image by now: it was built or pulled again meanwhile.
 * Not seen: whether that is the update that somebody is about to roll out. It is never more than a notice.
 */
export const imageTagDrift = defineRule({
  id: 'image-tag-drift',
  title: say`A container runs another image than its tag names by now`,
  needs: ['containers'],
  // It is never more than a notice, so nothing is left open where the images were not read.
  wants: ['images'],
  evaluate: ({ containers, images = [] }) =>
    containers.flatMap((container): Finding[] => {
      const { name, inspect, running } = container;
      const tag = withTag(inspect.image);
      const tagged = images.find(({ tags }) => tag !== undefined && tags.includes(tag));
      if (!running || tag === undefined || tagged === undefined || tagged.id === inspect.imageId) return [];
      return [
        {
          severity: 'notice',
          certainty: 'proven',
          subject: { kind: 'container', name },
          title: say`${name} runs an older image than ${tag} is by now`,
          explanation: say`Container ${name} was created from ${tag}. That tag has moved on to another image since: it was built or pulled again. Nothing happens until somebody recreates the container; then it is another program, perhaps another version.`,
          evidence: [
            { source: `docker inspect -f '{{.Image}}' ${name}`, lines: [inspect.imageId] },
            { source: `docker image inspect -f '{{.Id}}' ${tag}`, lines: [tagged.id] },
          ],
          falsifier: say`wrong if \`${`docker image inspect -f '{{.Id}}' ${tag}`}\` prints the image of the container`,
          fix: {
            summary: sentences(
              say`Name images by a version or a digest, so that an update is a decision.`,
              changeIn(container),
            ),
            commands: ['docker images --digests'],
            risk: say`Nothing changes until the container is recreated.`,
          },
          explains: [],
        },
      ];
    }),
});

/** As Docker lists it: `nginx` is `nginx:latest`; an id or a digest is no tag. */
function withTag(reference: string): string | undefined {
  if (/^sha256:|^[0-9a-f]{12,64}$|@sha256:/.test(reference)) return undefined;
  const plain = reference.replace(/^docker\.io\/(?:library\/)?/, '');
  return /:[^/]+$/.test(plain) ? plain : `${plain}:latest`;
}
