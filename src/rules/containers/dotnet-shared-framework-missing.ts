import { say } from '../../text/say.ts';
import {
  bandOf,
  baseImageFor,
  formerName,
  readFrameworkError,
  type FrameworkError,
} from './dotnet-framework-error.ts';
import { defineRule, type Finding } from '../rule.ts';
import { describeEnd, failure, troubledContainers, type Trouble } from './trouble.ts';

/**
 * Seen: the container exits at once with code 150, or restarts over and over; its log says that a framework was not found
 * and names a download page, which sends people to install .NET on the host.
 * Why: the application was built against a shared framework that its base image does not have (`runtime` images hold
 * Microsoft.NETCore.App alone, ASP.NET Core is in the `aspnet` images).
 * Not seen: a framework that is there in too old a version is another cause; lines of an earlier run of a container that
 * works now mean nothing.
 */
export const dotnetSharedFrameworkMissing = defineRule({
  id: 'dotnet-shared-framework-missing',
  title: say`The image lacks the shared framework that a .NET application was built against`,
  needs: ['containers', 'logs', 'question'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble) => {
      const error = readFrameworkError(trouble.lines);
      return error === undefined || error.found.length > 0 ? [] : [finding(trouble, error)];
    }),
});

function finding(trouble: Trouble, error: FrameworkError): Finding {
  const { container } = trouble;
  const { image } = container.inspect;
  const base = baseImageFor(error, image);
  const { tag } = base;
  const desktop = error.framework === 'Microsoft.WindowsDesktop.App';
  return failure(trouble, {
    severity: 'critical',
    title: say`${container.name} needs ${error.framework} ${error.version}, which its image does not have`,
    explanation: say`The application in container ${container.name} was built against the shared framework ${error.framework} ${error.version}. Its image (${image}) does not contain that framework in any version, so the .NET host gives up before the application starts${describeEnd(trouble)}. Installing a framework or an SDK on the host cannot help: a container sees only the files of its own image.`,
    quoted: error.lines,
    falsifier: say`wrong if \`docker run --rm --entrypoint dotnet ${image} --list-runtimes\` lists ${error.framework} ${bandOf(error.version)}`,
    fix: desktop
      ? {
          summary: say`This application targets Windows Desktop and cannot run on Linux: build it for net (not net-windows), or run it on Windows.`,
          commands: [say`# project file: <TargetFramework> without -windows, no UseWPF/UseWindowsForms`],
          risk: say`A change of the application, not of the host.`,
        }
      : {
          summary: say`Build the image on ${tag}${formerName(base)} and recreate the container.`,
          commands: [say`# Dockerfile, last stage:  FROM ${tag}`, 'docker build -t <image> .'],
          risk: say`The image is rebuilt and the container recreated; it does not serve now, so nothing is interrupted.`,
        },
    ...(!desktop && { change: { compose: 'image: <image>', run: say`(the new image)` } }),
  });
}
