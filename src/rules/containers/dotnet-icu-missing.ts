import { say } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: "Couldn't find a valid ICU package installed on the system", then an abort with exit code 134.
 * Why: .NET wants the library ICU for languages and dates, and small images (alpine, slim) come without it.
 * Not seen: whether the application needs cultures; without them it runs in invariant mode.
 * Source: dotnet/runtime GlobalizationNative; dotnet-docker#986.
 */
export const dotnetIcuMissing = logCauseRule({
  id: 'dotnet-icu-missing',
  title: say`A .NET application misses the library ICU in its image`,
  wording: /Couldn't find a valid ICU package installed on the system/,
  around: { before: 1, after: 3 },
  neverRan: true,
  tell: (trouble) => {
    const { container } = trouble;
    const { image } = container.inspect;
    return {
      title: say`${container.name} aborts at once: its image has no ICU library`,
      explanation: say`The .NET runtime in container ${container.name} loads ICU, the library for languages, dates and sorting, before the application starts. The image (${image}) does not have it, so the runtime aborts itself${describeEnd(trouble)}. Libraries of the host do not matter: a container sees only its own files.`,
      falsifier: say`wrong if \`docker run --rm --entrypoint sh ${image} -c 'ls /usr/lib/*/libicuuc* /usr/lib/libicuuc*'\` lists a library`,
      fix: {
        summary: say`Install ICU in the image; or, if the application gets along without cultures, switch on the invariant mode (SqlClient and cultures do not work in it).`,
        commands: [
          say`# Dockerfile, alpine:  RUN apk add --no-cache icu-libs   and  ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false`,
          say`# Dockerfile, Debian:  RUN apt-get update && apt-get install -y libicu-dev`,
        ],
        risk: say`Invariant mode changes how texts are sorted, compared and formatted.`,
      },
      change: {
        compose: say`image: <the new image>   # or environment: ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"]`,
        run: say`(the new image, or -e DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1)`,
      },
    };
  },
});
