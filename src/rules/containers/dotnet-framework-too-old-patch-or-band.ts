import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { bandOf, baseImageFor, formerName, readFrameworkError } from './dotnet-framework-error.ts';
import { failedByItself } from './log-cause.ts';
import { describeEnd, failure, troubledContainers } from './trouble.ts';

/**
 * Seen: exit code 150; the log says that a framework was not found, and lists versions of that framework that are there.
 * Why: the application asks for 2.1.1 and the image has 2.1.0, from an old pull of the base image; or for another band (3.1
 * with 2.2 there). .NET rolls forward within a band and never back, and never from a release to a preview.
 * Not seen: a framework that is missing altogether is another cause.
 */
export const dotnetFrameworkTooOldPatchOrBand = defineRule({
  id: 'dotnet-framework-too-old-patch-or-band',
  title: say`The image has a .NET application’s framework in another version than it needs`,
  needs: ['containers', 'logs', 'question'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const error = failedByItself(trouble) ? readFrameworkError(trouble.lines) : undefined;
      if (error === undefined || error.found.length === 0) return [];
      const { container } = trouble;
      const { image } = container.inspect;
      const { framework, version, found } = error;
      const base = baseImageFor(error, image);
      const versions = list(found, 'and');
      const samePatchBand = found.some((one) => bandOf(one) === bandOf(version));
      return [
        failure(trouble, {
          severity: 'critical',
          title: say`${container.name} needs ${framework} ${version}; its image has ${list(found)}`,
          explanation: sentences(
            say`The application in container ${container.name} was built against ${framework} ${version}.`,
            samePatchBand
              ? say`Its image (${image}) has that framework in ${versions}, which is an older patch: .NET takes a newer patch for an older one and never the reverse, so its host gives up before the application starts${describeEnd(trouble)}.`
              : say`Its image (${image}) has that framework in ${versions}, which is another version: .NET takes a newer patch for an older one and never the reverse, so its host gives up before the application starts${describeEnd(trouble)}.`,
            samePatchBand
              ? say`The base image was pulled long ago and is older than the SDK that built the application.`
              : say`The tag of the base image is of another version than the project.`,
            say`What is installed on the host does not matter.`,
          ),
          quoted: error.lines,
          falsifier: say`wrong if \`docker run --rm --entrypoint dotnet ${image} --list-runtimes\` lists ${framework} ${version} or a newer ${bandOf(version)}`,
          fix: {
            summary: samePatchBand
              ? say`Pull the base image again (${base.tag}${formerName(base)}) and rebuild; or leave the patch version out of the project file.`
              : say`Build on the base image of ${bandOf(version)}: ${base.tag}${formerName(base)}.`,
            commands: [
              say`# Dockerfile, last stage:  FROM ${base.tag}`,
              `docker build --pull -t ${image} .`,
              `docker run --rm --entrypoint dotnet ${image} --list-runtimes`,
            ],
            risk: say`The image is rebuilt and the container recreated; it does not serve now, so nothing is interrupted.`,
          },
          change: { compose: say`image: <the new image>`, run: say`(the new image)` },
        }),
      ];
    }),
});
