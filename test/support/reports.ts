import type { Asked, Report } from '../../src/report/report.ts';

/** What the story's host gets, for tests of everything behind the report. */
export function storyReport(host: string, asked?: Asked): Report {
  return {
    schema: 'ferryman.report/1',
    host,
    at: '2026-11-20T09:30:00.000Z',
    durationMs: 2_100,
    ...(asked === undefined ? {} : { asked }),
    verdict: 'faulty',
    causes: [
      {
        cause: 'bridge-subnet-contains-host-subnet',
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'network', name: 'docker0' },
        title: "Docker's bridge covers the network card's subnet",
        explanation: "docker0 is 192.168.0.1/20 and contains eth0's 192.168.0.0/24.",
        evidence: [
          { source: 'ip route get 192.168.0.2', lines: ['192.168.0.2 dev eth0 src 192.168.0.10 uid 0'] },
        ],
        falsifier: '`ip route get 192.168.0.2` says dev docker0',
        fix: {
          summary: 'Move docker0 to 192.168.64.1/24.',
          commands: ['systemctl restart docker'],
          risk: 'Docker restarts: about 12 s, 1 container.',
        },
      },
    ],
    symptoms: [
      { text: '30003 times out from outside.', explainedBy: ['bridge-subnet-contains-host-subnet'] },
    ],
    unknowns: [],
    checked: ['ip-forward-off', 'docker-not-running'],
  };
}
