import type { LabHost } from '../../test/lab/lab.ts';

import { image } from '../../test/lab/containers.ts';

/** What an image of Microsoft's has below /usr/share/dotnet/shared. */
export type Shared = readonly string[];

/** Source: the Dockerfiles of dotnet-docker, 2.1/runtime, 2.1/aspnetcore-runtime and 2.2/aspnetcore-runtime, April 2019. */
export const RUNTIME_2_1: Shared = ['Microsoft.NETCore.App/2.1.10'];
export const ASPNET_2_1: Shared = [
  'Microsoft.AspNetCore.All/2.1.10',
  'Microsoft.AspNetCore.App/2.1.10',
  'Microsoft.NETCore.App/2.1.10',
];
export const ASPNET_2_2: Shared = [
  'Microsoft.AspNetCore.All/2.2.4',
  'Microsoft.AspNetCore.App/2.2.4',
  'Microsoft.NETCore.App/2.2.4',
];

/**
 * Stands in for `dotnet`, whose images the lab cannot pull: looks for the framework that the application's runtimeconfig.json
 * names, takes the wanted band, else the next one of the same major version, and otherwise says what 2.1 said.
 * Source: core-setup, Documentation/design-docs/roll-forward-on-no-candidate-fx.md; the words are from dotnet-docker#516.
 */
const DOTNET = `#!/bin/sh
shared=/usr/share/dotnet/shared
if [ "$1" = --list-runtimes ]; then
  for path in $shared/*/*; do
    framework=\${path%/*}
    echo "\${framework##*/} \${path##*/} [$framework]"
  done
  exit
fi
setting() { sed -n 's/.*"'$1'": *"\\([^"]*\\)".*/\\1/p' "\${app%.dll}.runtimeconfig.json"; }
app=$1 name=$(setting name) version=$(setting version)
band=\${version%.*} major=\${version%%.*}
for path in $shared/$name/$band.* $shared/$name/$major.*; do
  if [ -d "$path" ]; then
    echo "Now listening on: http://[::]:5000 ($name \${path##*/})"
    exec httpd -f -p 5000 -h /www
  fi
done
cat >&2 <<TEXT
It was not possible to find any compatible framework version
The specified framework '$name', version '$version' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - Installing .NET Core prerequisites might help resolve this problem:
      http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409
  - The .NET Core framework and SDK can be installed from:
      https://aka.ms/dotnet-download
TEXT
exit 150
`;

const RUNTIMECONFIG = `{
  "runtimeOptions": {
    "tfm": "netcoreapp2.1",
    "framework": { "name": "Microsoft.AspNetCore.App", "version": "2.1.1" }
  }
}
`;

/** The application, published for ASP.NET Core 2.1, on top of what a base image has. */
export function dotnetImage(host: LabHost, tag: string, shared: Shared): Promise<string> {
  const frameworks = shared.map((path): [string, string] => [`usr/share/dotnet/shared/${path}/.version`, '']);
  return image(host, tag, {
    scripts: {
      'usr/bin/dotnet': DOTNET,
      'app/topapi.runtimeconfig.json': RUNTIMECONFIG,
      ...Object.fromEntries(frameworks),
    },
    lines: ['WORKDIR /app', 'ENV PATH=/bin:/usr/bin', 'ENTRYPOINT ["dotnet", "topapi.dll"]'],
  });
}
