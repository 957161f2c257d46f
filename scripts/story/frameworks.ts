import type { Scene } from './scene.ts';

import { configurationFor } from '../../test/lab/ask.ts';
import { ASPNET_2_1, ASPNET_2_2, dotnetImage, RUNTIME_2_1 } from './dotnet.ts';
import { steadier } from './steady.ts';
import { screenOf } from './terminal.ts';

/** One application for ASP.NET Core 2.1 on three base images, and on a host that has everything itself. */
export const frameworks: Scene = {
  name: 'frameworks',
  async play(lab, print) {
    const host = await lab.boot('hz-shop', { subnet: '10.1.2.0/24', address: '10.1.2.3' });
    try {
      const { onHost } = screenOf(host, await configurationFor(host), steadier(new Map()));
      await dotnetImage(host, 'topapi:on-2.1-runtime', RUNTIME_2_1);
      await dotnetImage(host, 'topapi:on-2.1-aspnetcore-runtime', ASPNET_2_1);
      await dotnetImage(host, 'topapi:on-2.2-aspnetcore-runtime', ASPNET_2_2);
      await host.sh(ASPNET_2_1.map((path) => `mkdir -p /usr/share/dotnet/shared/${path}`).join('\n'));
      print(
        'asked',
        await onHost('docker run --rm --entrypoint cat topapi:on-2.1-runtime topapi.runtimeconfig.json'),
      );
      print(
        'there',
        await onHost(
          ...['on-2.1-runtime', 'on-2.1-aspnetcore-runtime', 'on-2.2-aspnetcore-runtime'].map(
            (tag) => `docker run --rm --entrypoint dotnet topapi:${tag} --list-runtimes`,
          ),
        ),
      );
      print(
        'run',
        await onHost(
          'docker run --rm topapi:on-2.1-runtime; echo "exit code $?"',
          ...['on-2.1-aspnetcore-runtime', 'on-2.2-aspnetcore-runtime'].map(
            (tag) => `docker run --rm -d --name ${tag} topapi:${tag} >/dev/null; sleep 1; docker logs ${tag}`,
          ),
        ),
      );
      print(
        'host-is-irrelevant',
        await onHost(
          'ls /usr/share/dotnet/shared',
          'docker run --rm --entrypoint ls topapi:on-2.1-runtime /usr/share/dotnet/shared',
        ),
      );
    } finally {
      await host.close();
    }
  },
};
