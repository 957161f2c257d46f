import { say } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: "No usable version of libssl was found", then an abort with exit code 134.
 * Why: .NET up to 5 knows OpenSSL 1.0 and 1.1; images with OpenSSL 3 (Debian 12, Ubuntu 22.04, alpine 3.17) have neither.
 * Not seen: a runtime of 6 or later on an image without any libssl says the same.
 * Source: dotnet/runtime src/native/libs/System.Security.Cryptography.Native/opensslshim.c; dotnet/core#4749, runtime#27113.
 */
export const dotnetLibsslMissing = logCauseRule({
  id: 'dotnet-libssl-missing',
  title: say`A .NET application finds no OpenSSL that it knows in its image`,
  wording: /No usable version of (?:the )?libssl was found/,
  around: { after: 2 },
  tell: (trouble) => {
    const { container } = trouble;
    const { image } = container.inspect;
    return {
      severity: 'critical',
      title: say`${container.name} aborts: its image has no OpenSSL that its .NET version knows`,
      explanation: say`The .NET runtime in container ${container.name} needs OpenSSL for every TLS connection. Versions up to .NET 5 know OpenSSL 1.0 and 1.1 only; the image (${image}) has OpenSSL 3 or none, so the runtime aborts itself${describeEnd(trouble)}. Libraries of the host do not matter: a container sees only its own files.`,
      falsifier: say`wrong if \`docker run --rm --entrypoint sh ${image} -c 'find / -name "libssl.so.1*"'\` finds a library`,
      fix: {
        summary: say`Move the application to .NET 6 or later, or build on an image that still has OpenSSL 1.1 (Debian 11, Ubuntu 20.04).`,
        commands: [`docker run --rm --entrypoint sh ${image} -c 'ls /usr/lib/*/libssl* /usr/lib/libssl*'`],
        risk: say`OpenSSL 1.1 gets no security updates any more: an old image is a stopgap.`,
      },
      change: { compose: say`image: <the new image>`, run: say`(the new image)` },
    };
  },
});
