import type { LabCase } from '../../case.ts';

import { image, start } from '../../containers.ts';
import { drawHerring, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { exitCodeIs } from './failing.ts';

/** What the runtime's host printed over the years, word for word; reports in the runtime's own issue tracker show each. */
const WORDINGS = {
  '2.1.1': `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - Installing .NET Core prerequisites might help resolve this problem:
      http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409
  - The .NET Core framework and SDK can be installed from:
      https://aka.ms/dotnet-download`,
  '3.1.0': `It was not possible to find any compatible framework version
The framework 'Microsoft.AspNetCore.App', version '3.1.0' was not found.
  - No frameworks were found.

You can resolve the problem by installing the specified framework and/or SDK.

The specified framework can be found at:
  - https://aka.ms/dotnet-core-applaunch?framework=Microsoft.AspNetCore.App&framework_version=3.1.0&arch=x64&rid=debian.10-x64`,
  '6.0.0': `It was not possible to find any compatible framework version
The framework 'Microsoft.AspNetCore.App', version '6.0.0' (x64) was not found.
  - No frameworks were found.

You can resolve the problem by installing the specified framework and/or SDK.

The specified framework can be found at:
  - https://aka.ms/dotnet-core-applaunch?framework=Microsoft.AspNetCore.App&framework_version=6.0.0&arch=x64&rid=debian.11-x64`,
  '8.0.0': `You must install or update .NET to run this application.

App: /app/topapi.dll
Architecture: x64
Framework: 'Microsoft.AspNetCore.App', version '8.0.0' (x64)
.NET location: /usr/share/dotnet/

No frameworks were found.

Learn about framework resolution:
https://aka.ms/dotnet/app-launch-failed

To install missing framework, download:
https://aka.ms/dotnet-core-applaunch?framework=Microsoft.AspNetCore.App&framework_version=8.0.0&arch=x64&rid=debian.12-x64`,
} as const;

type Version = keyof typeof WORDINGS;

export const dotnetCases: readonly LabCase[] = (['2.1.1', '3.1.0', '6.0.0', '8.0.0'] as const).map(missing);

function missing(version: Version): LabCase {
  return {
    id: `dotnet-${version.slice(0, 3)}`,
    cause: 'dotnet-shared-framework-missing',
    title: `a web application for .NET ${version} in an image without ASP.NET`,
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const herring = drawHerring(random);
      const restart = random.pick(['no', 'always', 'on-failure:3']);
      return {
        drawn: `.NET ${version}, restart ${restart}, published at ${port}, ${herring.what}`,
        boot: vpc,
        restless: restart !== 'no',
        async arrange(host) {
          const tag = await image(host, 'shop/topapi:latest', {
            scripts: {
              'usr/bin/dotnet': `#!/bin/sh\ncat >&2 <<'TEXT'\n${WORDINGS[version]}\nTEXT\nexit 150\n`,
            },
            lines: ['WORKDIR /app', 'ENV PATH=/bin:/usr/bin', 'ENTRYPOINT ["dotnet", "topapi.dll"]'],
          });
          const extra = ['--restart', restart];
          await start(host, { name: 'topapi', image: tag, publish: [`${port}:5000`], extra });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'refused');
          await expectOutput(host, ...exitCodeIs('topapi', 150));
          await expectOutput(host, ['docker', 'logs', 'topapi'], /Microsoft\.AspNetCore\.App/);
        },
        questions: [
          { verdict: 'faulty', cause: 'dotnet-shared-framework-missing', about: ['topapi'] },
          {
            target: String(port),
            verdict: 'faulty',
            cause: 'dotnet-shared-framework-missing',
            about: ['topapi'],
            mentions: ['Microsoft.AspNetCore.App', /aspnet(core-runtime)?\b/, version.slice(0, 3)],
          },
          {
            target: 'topapi',
            verdict: 'faulty',
            cause: 'dotnet-shared-framework-missing',
            about: ['topapi'],
          },
        ],
      };
    },
  };
}
