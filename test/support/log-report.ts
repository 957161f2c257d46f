import type { LogLine, LogReport } from '../../src/report/logs.ts';

// What dotnet 2.1 printed on a lab host (test/hosts/dotnet-shared-framework-missing).
const printed = `2026-11-22T11:56:40.686698757Z It was not possible to find any compatible framework version
2026-11-22T11:56:40.686733779Z The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
2026-11-22T11:56:40.686736723Z   - Check application dependencies and target a framework version installed at:
2026-11-22T11:56:40.686738957Z       /usr/share/dotnet/
2026-11-22T11:56:40.686740889Z   - Installing .NET Core prerequisites might help resolve this problem:
2026-11-22T11:56:40.686742812Z       http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409
2026-11-22T11:56:40.686745106Z   - The .NET Core framework and SDK can be installed from:
2026-11-22T11:56:40.686747059Z       https://aka.ms/dotnet-download`;

export const dotnetLines: readonly LogLine[] = printed.split('\n').map((line) => {
  const space = line.indexOf(' ');
  return { at: line.slice(0, space), stream: 'stderr', text: line.slice(space + 1) };
});

/** A container that exits because its image lacks the framework that its application needs. */
export const dotnetLog: LogReport = {
  schema: 'ferryman.logs/1',
  host: 'hz-shop',
  at: '2026-11-22T11:57:02.000Z',
  durationMs: 1730,
  asked: {},
  container: {
    id: '5f22fcf7ad423f9cd311861f175dfd7acefa1af064a3b68c6ed3d7166ae40ea2',
    name: 'topapi',
    image: 'microsoft/dotnet:2.1-runtime',
    project: 'shop',
    service: 'topapi',
  },
  state: {
    status: 'restarting',
    sentence: 'restarting, 12 restarts, last exit 150: a framework that the application needs is not there',
    exitCode: 150,
    restarts: 12,
    oomKilled: false,
    startedAt: '2026-11-22T11:56:40.600Z',
    finishedAt: '2026-11-22T11:56:40.700Z',
  },
  verdict: 'faulty',
  causes: [
    {
      cause: 'dotnet-shared-framework-missing',
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'container', name: 'topapi' },
      title: 'The image of topapi has no ASP.NET Core',
      explanation:
        'topapi needs Microsoft.AspNetCore.App 2.1.1, and microsoft/dotnet:2.1-runtime holds Microsoft.NETCore.App alone.',
      evidence: [
        {
          source: 'docker logs topapi',
          lines: ["The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found."],
        },
      ],
      falsifier:
        'wrong if `docker run --rm microsoft/dotnet:2.1-runtime dotnet --list-runtimes` names Microsoft.AspNetCore.App',
      fix: {
        summary: 'Build it on microsoft/dotnet:2.1-aspnetcore-runtime.',
        commands: ['docker build -t topapi .'],
        risk: 'None for what runs.',
      },
    },
  ],
  unknowns: [{ check: 'kernel-log', because: 'dmesg: permission denied' }],
  lastError: { lines: [...dotnetLines] },
  newSince: { event: 'deploy', at: '2026-11-21T22:03:58.100Z' },
  patterns: [
    {
      template: 'The specified framework <*>, version <*> was not found.',
      level: 'error',
      count: 12,
      first: '2026-11-21T22:04:01.000000000Z',
      last: '2026-11-22T11:56:40.686733779Z',
      isNew: true,
      example: "The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.",
    },
    {
      template: 'https://aka.ms/dotnet-download',
      level: 'other',
      count: 1204,
      first: '2026-11-22T11:50:00.000000000Z',
      last: '2026-11-22T11:56:40.686747059Z',
      isNew: false,
      example: 'https://aka.ms/dotnet-download',
    },
  ],
  excerpt: [...dotnetLines],
  read: { driver: 'json-file', lines: 8, bytes: 463 },
  masked: { 'connection string': 2, token: 1 },
};
