import { expect, test } from 'vitest';

import { findingOf } from '../../../test/support/one-rule.ts';
import { ended } from '../../../test/support/troubled-container.ts';
import { dotnetFrameworkTooOldPatchOrBand } from './dotnet-framework-too-old-patch-or-band.ts';
import { dotnetSharedFrameworkMissing } from './dotnet-shared-framework-missing.ts';

const OWN = 'shop/topapi:latest';

/** To 2.2: dotnet-docker#516. */
const first = (
  framework: string,
  version: string,
) => `It was not possible to find any compatible framework version
The specified framework '${framework}', version '${version}' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - Installing .NET Core prerequisites might help resolve this problem:
      http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409`;

/** 3.0 to 5.0: the recorded host of 3.1, and 5.0's with its architecture. */
const second = (
  framework: string,
  version: string,
  rid: string,
) => `It was not possible to find any compatible framework version
The framework '${framework}', version '${version}'${version.startsWith('5') ? ' (x64)' : ''} was not found.
  - No frameworks were found.

You can resolve the problem by installing the specified framework and/or SDK.

The specified framework can be found at:
  - https://aka.ms/dotnet-core-applaunch?framework=${framework}&framework_version=${version}&arch=x64&rid=${rid}`;

/** From 6.0 on: dotnet/runtime#96355; on alpine dotnet/sdk#35981. */
const third = (
  framework: string,
  version: string,
  rid: string,
) => `You must install or update .NET to run this application.

App: /app/TopApi.dll
Architecture: x64
Framework: '${framework}', version '${version}' (x64)
.NET location: /usr/share/dotnet/

No frameworks were found.

Learn more:
https://aka.ms/dotnet/app-launch-failed

To install missing framework, download:
https://aka.ms/dotnet-core-applaunch?framework=${framework}&framework_version=${version}&arch=x64&rid=${rid}`;

const ASPNET = 'Microsoft.AspNetCore.App';
const PLAIN = 'Microsoft.NETCore.App';
const MCR = 'mcr.microsoft.com/dotnet';

// Repositories: dotnet-docker#2375; tags: those that #2658, #3133 name.
test.each([
  ['2.1', OWN, first(ASPNET, '2.1.1'), `${MCR}/core/aspnet:2.1`],
  ['2.1, every ASP.NET', OWN, first('Microsoft.AspNetCore.All', '2.1.1'), `${MCR}/core/aspnet:2.1`],
  ['2.1, from Microsoft', `${MCR}/core/runtime:2.1`, first(ASPNET, '2.1.1'), `${MCR}/core/aspnet:2.1`],
  [
    '2.1, an image called alpine',
    'shop/topapi:alpine',
    first(ASPNET, '2.1.1'),
    `${MCR}/core/aspnet:2.1-alpine`,
  ],
  ['3.1', OWN, second(ASPNET, '3.1.0', 'debian.10-x64'), `${MCR}/core/aspnet:3.1`],
  ['3.1 on alpine', OWN, second(ASPNET, '3.1.0', 'alpine.3.12-x64'), `${MCR}/core/aspnet:3.1-alpine`],
  ['3.1 without ASP.NET', OWN, second(PLAIN, '3.1.0', 'debian.10-x64'), `${MCR}/core/runtime:3.1`],
  ['5.0', `${MCR}/runtime:5.0`, second(ASPNET, '5.0.0', 'debian.10-x64'), `${MCR}/aspnet:5.0`],
  ['6.0', `${MCR}/sdk:7.0`, third(ASPNET, '6.0.0', 'debian.11-x64'), `${MCR}/aspnet:6.0`],
  ['8.0', `${MCR}/runtime:8.0`, third(ASPNET, '8.0.0', 'linux-x64&os=debian.12'), `${MCR}/aspnet:8.0`],
  ['8.0 on alpine', OWN, third(ASPNET, '8.0.0', 'linux-musl-x64&os=alpine.3.18'), `${MCR}/aspnet:8.0-alpine`],
  ['8.0 without ASP.NET', OWN, third(PLAIN, '8.0.0', 'linux-x64&os=debian.12'), `${MCR}/runtime:8.0`],
])('a framework that is missing: %s', (_, image, log, tag) => {
  const snapshot = ended({ code: 150, log, inspect: { Config: { Image: image } } });
  const { fix } = findingOf(dotnetSharedFrameworkMissing, snapshot);
  expect(fix?.summary).toBe(
    `Build the image on ${tag} and recreate the container. ${fix?.summary.split('container. ')[1] ?? ''}`,
  );
  expect(fix?.commands[0]).toBe(`# Dockerfile, last stage:  FROM ${tag}`);
});

test('an image of Docker Hub gets one that can still be pulled, and its old name with it', () => {
  for (const image of ['microsoft/dotnet:2.1-runtime', 'docker.io/microsoft/dotnet:2.1-sdk']) {
    const log = first(ASPNET, '2.1.1');
    const { fix } = findingOf(
      dotnetSharedFrameworkMissing,
      ended({ code: 150, log, inspect: { Config: { Image: image } } }),
    );
    expect(fix?.summary).toContain(
      'Build the image on mcr.microsoft.com/dotnet/core/aspnet:2.1 (microsoft/dotnet:2.1-aspnetcore-runtime, as long as Docker Hub had it)',
    );
  }
});

const there = (found: string) => `The following frameworks were found:
  ${found} at [/usr/share/dotnet/shared/${ASPNET}]`;

test.each([
  ['another band', '6.0.36', 'linux-x64&os=debian.12', `Build on the base image of 8.0: ${MCR}/aspnet:8.0.`],
  ['another band, on alpine', '6.0.36', 'linux-musl-x64&os=alpine.3.18', `${MCR}/aspnet:8.0-alpine.`],
  [
    'an older patch',
    '8.0.0',
    'linux-x64&os=debian.12',
    `Pull the base image again (${MCR}/aspnet:8.0) and rebuild`,
  ],
])('%s names the tag, too', (_, found, rid, words) => {
  const log = third(ASPNET, '8.0.4', rid).replace('No frameworks were found.', there(found));
  const { fix } = findingOf(dotnetFrameworkTooOldPatchOrBand, ended({ code: 150, log }));
  expect(fix?.summary).toContain(words);
});
