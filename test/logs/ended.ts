import { readFileSync } from 'node:fs';

import type { Snapshot } from '../../src/facts/snapshot.ts';
import { withText } from '../support/one-rule.ts';
import { ended, looping } from '../support/troubled-container.ts';

/** A signature of the catalogue, and a host whose container topapi bears it. */
export interface Signature {
  readonly cause: string;
  /** Which of its wordings. */
  readonly what: string;
  readonly snapshot: Snapshot;
}

const SDK = [
  'It was not possible to find any installed .NET Core SDKs',
  'Did you mean to run .NET Core SDK commands? Install a .NET Core SDK from:',
  '    https://aka.ms/dotnet-download',
].join('\n');

/** dotnet/runtime, src/native/corehost: fx_resolver.messages.cpp and its test data; issues of dotnet/dotnet-docker. */
const FRAMEWORK_8 = `You must install or update .NET to run this application.

App: /app/TopApi.dll
Architecture: x64
Framework: 'Microsoft.AspNetCore.App', version '8.0.0' (x64)
.NET location: /usr/share/dotnet

`;

const bind = (Source: string, Destination: string, RW = true) => ({
  Mounts: [{ Type: 'bind', Source, Destination, RW }],
});

/** What programs of the usual languages wrote; its README says where it is from. */
const CRASHES = ['go-1.19', 'java-17', 'python-3.11', 'node-20-thrown', 'rust-1.95', 'php-8', 'ruby-3'];

function written(program: string): string {
  return readFileSync(new URL(`../corpora/logs/${program}.log`, import.meta.url), 'utf8').trimEnd();
}

/** Of containers that ended, or do so again and again, by what they or their runtime said. */
export const endedContainers: readonly Signature[] = [
  ...CRASHES.map((program) => ({
    cause: 'app-crash',
    what: program,
    snapshot: ended({ log: written(program) }),
  })),
  {
    cause: 'interpreter-or-loader-missing',
    // containerd/runc 1.1, as a lab host printed it
    what: 'runc 1.1',
    snapshot: ended({ log: 'exec /entrypoint.sh: no such file or directory' }),
  },
  {
    cause: 'interpreter-or-loader-missing',
    what: 'runc 1.0, in a loop',
    snapshot: looping({
      log: 'standard_init_linux.go:228: exec user process caused: no such file or directory',
    }),
  },
  {
    cause: 'exec-format-error',
    what: 'runc 1.1, in a loop',
    snapshot: looping({ log: 'exec /usr/local/bin/docker-entrypoint.sh: exec format error' }),
  },
  {
    cause: 'exec-format-error',
    what: 'runc 1.0',
    snapshot: ended({ log: 'standard_init_linux.go:211: exec user process caused "exec format error"' }),
  },
  {
    // opencontainers/runc, as dockerd keeps it in State.Error
    cause: 'entrypoint-not-found',
    what: 'Docker’s own words, without a log',
    snapshot: ended({
      code: 127,
      error:
        'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "gunicorn": executable file not found in $PATH: unknown',
    }),
  },
  {
    cause: 'entrypoint-not-executable',
    what: 'Docker’s own words, without a log',
    snapshot: ended({
      code: 126,
      error:
        'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/srv/start.sh": permission denied: unknown',
    }),
  },
  {
    cause: 'user-not-found',
    what: 'Docker’s own words, without a log',
    snapshot: ended({ code: 128, error: 'unable to find user app: no matching entries in passwd file' }),
  },
  {
    cause: 'network-gone',
    what: 'Docker’s own words, without a log',
    snapshot: ended({
      code: 128,
      error: `network ${'ab'.repeat(32)} not found`,
      inspect: { NetworkSettings: { Networks: { vhnet: { NetworkID: 'ab'.repeat(32) } } } },
    }),
  },
  {
    cause: 'file-mounted-on-directory',
    what: 'Docker’s own words, without a log',
    snapshot: ended({
      code: 127,
      error:
        'OCI runtime create failed: container_linux.go:380: starting container process caused: process_linux.go:545: container init caused: rootfs_linux.go:75: mounting "/srv/shop/app.conf" to rootfs at "/etc/app.conf" caused: mount through procfd: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type',
      inspect: bind('/srv/shop/app.conf', '/etc/app.conf'),
    }),
  },
  {
    // dotnet-docker issue 1505
    cause: 'dotnet-dll-not-found',
    what: '2.1 to 3.1',
    snapshot: looping({ code: 145, log: SDK }),
  },
  {
    // dotnet/docs issue 28708
    cause: 'dotnet-dll-not-found',
    what: '6',
    snapshot: ended({
      code: 145,
      log: `Could not execute because the application was not found or a compatible .NET SDK is not installed.
Possible reasons for this include:
  * You intended to execute a .NET program:
      The application 'TopApi.dll' does not exist.
  * You intended to execute a .NET SDK command:
      It was not possible to find any installed .NET SDKs.
      Install a .NET SDK from:
        https://aka.ms/dotnet-download`,
    }),
  },
  {
    // dotnet/core-setup issue 3490
    cause: 'dotnet-dll-not-found',
    what: '2.1 with its SDK',
    snapshot: ended({ log: "The application to execute does not exist: '/app/TopApi.dll'" }),
  },
  {
    // dotnet/docs issue 34625
    cause: 'dotnet-dll-not-found',
    what: '7',
    snapshot: ended({
      code: 145,
      log: `The command could not be loaded, possibly because:
  * You intended to execute a .NET application:
      The application 'TopApi.dll' does not exist.
  * You intended to execute a .NET SDK command:
      No .NET SDKs were found.

Download a .NET SDK:
https://aka.ms/dotnet/download

Learn about SDK resolution:
https://aka.ms/dotnet/sdk-not-found`,
    }),
  },
  {
    // dotnet/dotnet-docker issue 986
    cause: 'dotnet-icu-missing',
    what: '2.2 on alpine',
    snapshot: ended({
      code: 134,
      log: `FailFast:
Couldn't find a valid ICU package installed on the system. Set the configuration flag System.Globalization.Invariant to true if you want to run with no globalization support.

   at System.Environment.FailFast(System.String)
   at System.Globalization.GlobalizationMode.GetGlobalizationInvariantMode()
   at System.Globalization.GlobalizationMode..cctor()`,
    }),
  },
  {
    // dotnet/runtime: System.Globalization.Native, pal_icushim
    cause: 'dotnet-icu-missing',
    what: '8, in a loop',
    snapshot: looping({
      code: 134,
      log: `Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again. Alternatively you can set the configuration flag System.Globalization.Invariant to true if you want to run with no globalization support. Please see https://aka.ms/dotnet-missing-libicu for more information.
   at System.Environment.FailFast(System.String)`,
    }),
  },
  {
    // dotnet/core issue 4749
    cause: 'dotnet-libssl-missing',
    what: '3.1 on an image with OpenSSL 3',
    snapshot: ended({
      code: 134,
      log: 'info: Microsoft.Hosting.Lifetime[0]\n      Application started.\nNo usable version of libssl was found',
    }),
  },
  {
    // dotnet/sdk issue 37661
    cause: 'old-runtime-blocks-new-syscalls',
    what: '.NET',
    snapshot: ended({ code: 137, log: 'Failed to create CoreCLR, HRESULT: 0x80070008' }),
  },
  {
    // the JVM's words where it gets EPERM; gocd/gocd issue 11022 has them in another version's form
    cause: 'old-runtime-blocks-new-syscalls',
    what: 'Java 17',
    snapshot: ended({
      log: '[0.005s][warning][os,thread] Failed to start thread "GC Thread#0" - pthread_create failed (EPERM) for attributes: stacksize: 1024k, guardsize: 4k, detached.',
    }),
  },
  {
    cause: 'glibc-version',
    what: 'a Node addon',
    snapshot: ended({
      // TryGhost/node-sqlite3 issue 1578
      log: "Error: /lib/x86_64-linux-gnu/libm.so.6: version `GLIBC_2.29' not found (required by /node_modules/sqlite3/lib/binding/napi-v6-linux-x64/node_sqlite3.node)\n    at Object.Module._extensions..node (internal/modules/cjs/loader.js:1057:18)",
    }),
  },
  {
    cause: 'volume-permission-or-selinux',
    what: 'an application that may not write into its volume',
    snapshot: withText(
      ended({
        log: 'mkdir: cannot create directory ‘/bitnami/mariadb/data’: Permission denied',
        inspect: { Config: { User: '1001' }, ...bind('/srv/mariadb', '/bitnami/mariadb') },
      }),
      'bind-sources',
      'directory full 0 0 755 0 1795348000 - /srv/mariadb\n',
    ),
  },
  {
    cause: 'read-only-fs',
    what: 'nginx with --read-only',
    snapshot: ended({
      // namespacelabs/foundation issue 47
      log: 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
      inspect: { HostConfig: { ReadonlyRootfs: true } },
    }),
  },
  {
    // docker-library/mysql's docker-entrypoint.sh
    cause: 'env-missing',
    what: 'the image of MySQL',
    snapshot: looping({
      log: `2026-11-22 11:56:40+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD`,
    }),
  },
  {
    cause: 'env-missing',
    what: 'Python',
    snapshot: ended({
      log: 'Traceback (most recent call last):\n  File "/app/main.py", line 4, in <module>\n    url = os.environ["SHOP_DB_URL"]\n  File "/usr/lib/python3.11/os.py", line 679, in __getitem__\n    raise KeyError(key) from None\nKeyError: \'SHOP_DB_URL\'',
    }),
  },
  {
    cause: 'bind-source-missing',
    what: 'a directory that Docker made in place of a file',
    snapshot: withText(
      ended({
        code: 2,
        log: 'Error: open /etc/prometheus/prometheus.yml: no such file or directory',
        inspect: bind('/mnt/data/conf', '/etc/prometheus'),
      }),
      'bind-sources',
      'directory empty 0 0 755 0 1795348599 - /mnt/data/conf\n',
    ),
  },
  {
    cause: 'crashed-by-signal',
    what: 'a segmentation fault',
    snapshot: looping({ code: 139, log: 'starting worker\nSegmentation fault (core dumped)' }),
  },
  {
    cause: 'oom-killed-child',
    what: 'a worker under a shell',
    snapshot: ended({
      code: 3,
      log: 'Killed\nworker went away',
      inspect: { State: { OOMKilled: true }, HostConfig: { Memory: 25_165_824 } },
    }),
  },
  {
    cause: 'exit-137-not-oom',
    what: 'killed by nobody knows whom',
    snapshot: ended({ code: 137, log: 'listening on 5000' }),
  },
  {
    cause: 'restart-loop',
    what: 'a program that does not say why',
    snapshot: looping({ code: 3, log: 'starting shop 4.2' }),
  },
  {
    cause: 'cpu-feature-downgrade',
    // docker-library/mongo's docker-entrypoint.sh
    what: 'MongoDB without AVX',
    snapshot: looping({
      code: 132,
      log: `
WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!
  see https://jira.mongodb.org/browse/SERVER-54407
  see also https://www.mongodb.com/community/forums/t/mongodb-5-0-cpu-intel-g4650-compatibility/116610/2
`,
    }),
  },
  {
    cause: 'dotnet-shared-framework-missing',
    what: '8, no framework of that name',
    snapshot: ended({ code: 150, log: `${FRAMEWORK_8}No frameworks were found.` }),
  },
  {
    cause: 'dotnet-framework-too-old-patch-or-band',
    what: '8 on an image of 6',
    snapshot: looping({
      code: 150,
      log: `${FRAMEWORK_8}The following frameworks were found:\n  6.0.36 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]\n`,
    }),
  },
  {
    // aspnet/Mvc issue 7946
    cause: 'dotnet-framework-too-old-patch-or-band',
    what: '2.1.1 on an image of 2.1.0',
    snapshot: ended({
      code: 150,
      log: `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - Installing .NET Core prerequisites might help resolve this problem:
      http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409
  - The .NET Core framework and SDK can be installed from:
      https://aka.ms/dotnet-download
  - The following versions are installed:
      2.1.0 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]`,
    }),
  },
];
