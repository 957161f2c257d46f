import { say, sentences } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { mountOver } from './start-error.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: exit code 145; the log asks "Did you mean to run dotnet SDK commands?" or says that no SDK was found.
 * Why: `dotnet topapi.dll` finds no topapi.dll where it runs, and takes the word for a command of the SDK. The name or the
 * working directory is wrong, or a volume hides the application.
 * Not seen: a missing SDK is what it says and never what is meant.
 * Source: dotnet/runtime src/native/corehost/fxr (LibHostSdkFindFailure 0x80008091); dotnet-docker#1505, #2706.
 */
export const dotnetDllNotFound = logCauseRule({
  id: 'dotnet-dll-not-found',
  title: say`The .NET host does not find the application that it is to run`,
  wording:
    /Did you mean to run (?:dotnet|\.NET) SDK commands|not possible to find any installed \.NET(?: Core)? SDKs|No \.NET SDKs were found|The application '(?<application>[^']+)' does not exist|The application to execute does not exist: |Could not execute because the (?:application was not found|specified command or file was not found)/,
  around: { before: 3, after: 2 },
  neverRan: true,
  tell: (trouble, { groups }) => {
    const { container } = trouble;
    const { args, config, path } = container.inspect;
    const dll = args.find((arg) => /\.dll$/i.test(arg)) ?? groups['application'] ?? args[0] ?? '';
    const folder = config.workingDir || '/';
    const place = dll.startsWith('/') ? dll : `${folder.replace(/\/$/, '')}/${dll}`;
    const mount = mountOver(container, place);
    return {
      title: say`${container.name} does not find its application ${dll}`,
      explanation: sentences(
        say`Container ${container.name} runs \`${[path, ...args].join(' ')}\` in ${folder}.`,
        say`There is no ${place}, so the .NET host takes "${dll}" for a command of the SDK and complains about a missing SDK${describeEnd(trouble)}.`,
        mount === undefined
          ? say`No SDK is missing: the file's name (also upper and lower case), the working directory or the copy in the image is wrong.`
          : say`No SDK is missing: the file's name (also upper and lower case), the working directory or the copy in the image is wrong; and ${mount.destination} is covered by a mount of ${mount.source}, which hides what the image has there.`,
      ),
      falsifier: say`wrong if \`docker run --rm --entrypoint ls ${container.inspect.image} -l ${place}\` lists it and no volume covers it`,
      fix: {
        summary:
          mount === undefined
            ? say`Correct ENTRYPOINT or WORKDIR, or what COPY puts into ${folder}; do not install an SDK.`
            : say`Take the mount away from ${mount.destination}, or put the published application into ${mount.source}; do not install an SDK.`,
        commands: [`docker inspect -f '{{.Config.WorkingDir}} {{.Path}} {{.Args}}' ${container.name}`],
        risk: say`The container is recreated; it does not serve now, so nothing is interrupted.`,
      },
      change: { compose: `command: ["dotnet", "<file>.dll"]`, run: say`(the right file at the end)` },
    };
  },
});
