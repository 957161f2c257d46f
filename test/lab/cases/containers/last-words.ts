import type { LabCase } from '../../case.ts';

import { image } from '../../containers.ts';
import { exitCodeIs, failing, lastWords, runAnyhow } from './failing.ts';

/** The program, or what starts it, says in its log why it ends. */
export const lastWordsCases: readonly LabCase[] = [
  failing({
    id: 'interpreter-or-loader-missing',
    cause: 'interpreter-or-loader-missing',
    title: 'a start script whose interpreter is not in the image',
    make(random, place) {
      const [what, first] = random.pick<readonly [string, string]>([
        ['line ends of Windows', '#!/bin/sh\r'],
        ['bash in an image without bash', '#!/bin/bash'],
        ['python in an image without python', '#!/usr/bin/python3'],
      ]);
      const file = random.pick(['/entrypoint.sh', '/srv/start.sh']);
      return {
        drawn: `${file} with ${what}`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            scripts: { [file.slice(1)]: `${first}\nexec httpd -f -p 8080 -h /www\n` },
            lines: [`ENTRYPOINT ["${file}"]`],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: [['docker', 'logs', place.name], /no such file or directory/],
        mentions: [file],
      };
    },
  }),
  failing({
    id: 'exec-format-error',
    cause: 'exec-format-error',
    title: 'a program for another processor, or a script without its first line',
    make(random, place) {
      // An ELF header for aarch64 (e_machine 0xb7) and nothing behind it.
      const elf =
        '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000\\001';
      const arm = random.pick([true, false]);
      return {
        drawn: arm ? 'a program for arm64' : 'a script without #!',
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', {
            scripts: { 'srv/app': 'exec httpd -f -p 8080 -h /www\n' },
            lines: [...(arm ? [`RUN printf '${elf}' >/srv/app`] : []), 'ENTRYPOINT ["/srv/app"]'],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: [['docker', 'logs', place.name], /exec format error/],
        mentions: ['/srv/app'],
      };
    },
  }),
  lastWords({
    id: 'app-crash',
    cause: 'app-crash',
    title: 'the application ends with an exception of its own',
    words: [
      {
        code: 1,
        text: `INFO starting shop
Traceback (most recent call last):
  File "/app/main.py", line 12, in <module>
    main()
  File "/app/main.py", line 8, in main
    rates = load_rates(1 / len(markets))
ZeroDivisionError: division by zero`,
        mentions: ['ZeroDivisionError'],
      },
      {
        code: 1,
        text: `Exception in thread "main" java.lang.IllegalStateException: Cannot start shop
\tat com.shop.Main.start(Main.java:41)
\tat com.shop.Main.main(Main.java:12)
Caused by: java.lang.IllegalArgumentException: unknown market XX
\tat com.shop.Markets.of(Markets.java:7)
\t... 2 more`,
        mentions: ['IllegalStateException', 'unknown market XX'],
      },
      {
        code: 2,
        text: `2018/11/22 10:15:04 listening soon
panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
main.main()
\t/app/main.go:27 +0x1d`,
        mentions: ['index out of range'],
      },
      {
        code: 134,
        text: `Unhandled exception. System.InvalidOperationException: Sequence contains no elements
   at System.Linq.ThrowHelper.ThrowNoElementsException()
   at TopApi.Program.Main(String[] args) in /src/Program.cs:line 14`,
        mentions: ['InvalidOperationException'],
      },
      {
        code: 1,
        text: `/app/server.js:9
    throw new TypeError('rate of undefined')
    ^

TypeError: rate of undefined
    at Object.<anonymous> (/app/server.js:9:11)
    at Module._compile (node:internal/modules/cjs/loader:1105:14)

Node.js v18.12.1`,
        mentions: ['rate of undefined'],
      },
    ],
  }),
  lastWords({
    id: 'dotnet-framework-too-old-patch-or-band',
    cause: 'dotnet-framework-too-old-patch-or-band',
    title: 'the framework is there, in an older patch or another band',
    words: [
      {
        code: 150,
        entrypoint: ['dotnet', 'topapi.dll'],
        text: `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - The following versions are installed:
      2.1.0 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]
  - Installing .NET Core prerequisites might help resolve this problem:
      http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409`,
        mentions: ['2.1.1', '2.1.0'],
      },
      {
        code: 150,
        entrypoint: ['dotnet', 'topapi.dll'],
        text: `You must install or update .NET to run this application.

App: /app/topapi.dll
Architecture: x64
Framework: 'Microsoft.AspNetCore.App', version '8.0.0' (x64)
.NET location: /usr/share/dotnet/

The following frameworks were found:
  6.0.36 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]`,
        mentions: ['8.0.0', '6.0.36'],
      },
    ],
  }),
  lastWords({
    id: 'dotnet-dll-not-found',
    cause: 'dotnet-dll-not-found',
    title: 'dotnet does not find the dll and speaks of a missing SDK',
    words: [
      {
        code: 145,
        entrypoint: ['dotnet', 'TopApi.dll'],
        text: `Did you mean to run dotnet SDK commands? Please install dotnet SDK from:
  https://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409`,
        mentions: ['TopApi.dll'],
      },
      {
        code: 145,
        entrypoint: ['dotnet', 'shop.web.dll'],
        text: `The command could not be loaded, possibly because:
  * You intended to execute a .NET application:
      The application 'shop.web.dll' does not exist.
  * You intended to execute a .NET SDK command:
      No .NET SDKs were found.`,
        mentions: ['shop.web.dll'],
      },
    ],
  }),
  lastWords({
    id: 'dotnet-icu-missing',
    cause: 'dotnet-icu-missing',
    title: 'the image has no ICU library',
    words: [
      {
        code: 134,
        text: `Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again.
   at System.Environment.FailFast(System.String)
   at System.Globalization.GlobalizationMode.GetGlobalizationInvariantMode()
Aborted (core dumped)`,
        mentions: ['ICU'],
      },
    ],
  }),
  lastWords({
    id: 'dotnet-libssl-missing',
    cause: 'dotnet-libssl-missing',
    title: 'the image has an OpenSSL that the runtime does not know',
    words: [
      {
        code: 134,
        text: 'No usable version of libssl was found\nAborted (core dumped)',
        mentions: ['OpenSSL'],
      },
    ],
  }),
  lastWords({
    id: 'old-runtime-blocks-new-syscalls',
    cause: 'old-runtime-blocks-new-syscalls',
    title: 'a newer image under a filter that forbids its system calls',
    words: [
      { code: 137, text: 'Failed to create CoreCLR, HRESULT: 0x80070008', mentions: ['seccomp'] },
      {
        code: 1,
        text: '[0.003s][warning][os,thread] Failed to start thread "GC Thread#0" - pthread_create failed (EPERM) for attributes: stacksize: 1024k\nError: Could not create the Java Virtual Machine.',
        mentions: ['seccomp'],
      },
    ],
  }),
  lastWords({
    id: 'glibc-version',
    cause: 'glibc-version',
    title: 'a program built on a newer distribution than its image',
    words: [
      {
        code: 1,
        text: "/srv/topapi: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /srv/topapi)",
        mentions: ['GLIBC_2.34'],
      },
    ],
  }),
  lastWords({
    id: 'env-missing',
    cause: 'env-missing',
    title: 'a variable of the environment was lost when the container was recreated by hand',
    words: [
      {
        code: 1,
        text: `Traceback (most recent call last):
  File "/app/main.py", line 5, in <module>
    url = os.environ["SHOP_DB_URL"]
  File "/usr/lib/python3.9/os.py", line 679, in __getitem__
    raise KeyError(key) from None
KeyError: 'SHOP_DB_URL'`,
        mentions: ['SHOP_DB_URL'],
      },
      { code: 2, text: '/srv/start.sh: line 3: REDIS_HOST: parameter not set', mentions: ['REDIS_HOST'] },
      {
        code: 134,
        text: `Unhandled exception. System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')
   at Microsoft.EntityFrameworkCore.Utilities.Check.NotEmpty(String value, String parameterName)
   at TopApi.Startup.ConfigureServices(IServiceCollection services) in /src/Startup.cs:line 31`,
        mentions: ['connectionString'],
      },
      {
        code: 1,
        text: 'Error: environment variable "PAYMENT_GATEWAY_KEY" is not set',
        mentions: ['PAYMENT_GATEWAY_KEY'],
      },
    ],
  }),
  failing({
    id: 'restart-loop',
    cause: 'restart-loop',
    title: 'a container that ends again and again and does not say why',
    restarts: ['always', 'unless-stopped', 'on-failure'],
    make(random, place) {
      const code = random.pick([3, 17, 78]);
      const says = random.pick(['', 'starting shop 4.2; ']);
      return {
        drawn: `exit ${code}${says === '' ? '' : ' after a line that says nothing'}`,
        async arrange(host) {
          const script = `${says === '' ? '' : `echo ${says.slice(0, -2)}; `}sleep 0.${random.int(1, 9)}; exit ${code}`;
          const tag = await image(host, 'shop/app:8', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await runAnyhow(host, place, { tag });
          await host.sh(
            `for i in $(seq 60); do [ "$(docker inspect -f '{{.RestartCount}}' ${place.name})" -ge 4 ] && break; sleep 0.2; done`,
          );
        },
        proof: exitCodeIs(place.name, code),
        mentions: [`exit code ${code}`],
      };
    },
  }),
  failing({
    id: 'crashed-by-signal',
    cause: 'crashed-by-signal',
    title: 'the program was ended by the kernel for what it did',
    make(random, place) {
      const [signal, code] = random.pick<readonly [string, number]>([
        ['SEGV', 139],
        ['ILL', 132],
        ['ABRT', 134],
      ]);
      return {
        drawn: `SIG${signal}`,
        async arrange(host) {
          // Process 1 ignores such a signal of its own; its child does not, and it passes the code on.
          const script = `sh -c 'kill -${signal} $$'; exit $?`;
          const tag = await image(host, 'shop/app:8', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: exitCodeIs(place.name, code),
        mentions: [`SIG${signal}`],
      };
    },
  }),
  failing({
    id: 'volume-permission-or-selinux',
    cause: 'volume-permission-or-selinux',
    title: 'the container may not write into a directory of the host',
    make(random, place) {
      const source = `/srv/${random.pick(['uploads', 'shop-data'])}`;
      const uid = random.int(1000, 1999);
      return {
        drawn: `user ${uid}, ${source} of root`,
        async arrange(host) {
          await host.sh(`mkdir -p ${source}; echo x >${source}/old; chmod 755 ${source}`);
          const script = 'echo 1 >/data/lock || exit 1; exec httpd -f -p 8080 -h /www';
          const tag = await image(host, 'shop/app:8', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await runAnyhow(host, place, { tag, extra: ['--user', String(uid), '-v', `${source}:/data`] });
        },
        proof: [['docker', 'logs', place.name], /Permission denied/],
        mentions: [source, String(uid)],
      };
    },
  }),
  failing({
    id: 'read-only-fs',
    cause: 'read-only-fs',
    title: 'the application writes where its container is read-only',
    make(random, place) {
      const flag = random.pick([true, false]);
      return {
        drawn: flag ? '--read-only' : 'a mount with :ro',
        async arrange(host) {
          await host.sh('mkdir -p /srv/spool; echo x >/srv/spool/old');
          const script = 'echo 1 >/spool/lock || exit 1; exec httpd -f -p 8080 -h /www';
          const tag = await image(host, 'shop/app:8', {
            lines: ['RUN mkdir -p /spool', `CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await runAnyhow(host, place, {
            tag,
            extra: flag ? ['--read-only'] : ['-v', '/srv/spool:/spool:ro'],
          });
        },
        proof: [['docker', 'logs', place.name], /Read-only file system/],
        mentions: ['/spool'],
      };
    },
  }),
];
