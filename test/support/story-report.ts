import type { Report } from '../../src/report/report.ts';

/** The story's host as a report; the lines of evidence are what iproute2 6.1 printed on a lab host with this fault. */
export const storyReport: Report = {
  schema: 'ferryman.report/1',
  host: 'hz-shop',
  at: '2026-11-22T10:31:12.000Z',
  durationMs: 2084,
  asked: { port: 30003 },
  verdict: 'faulty',
  causes: [
    {
      cause: 'bridge-subnet-contains-host-subnet',
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'network', name: 'bridge' },
      title: "Docker's bridge covers the network card's subnet",
      explanation:
        "docker0 is 192.168.0.1/20 and contains eth0's 192.168.0.0/24. Packets for container portainer (192.168.0.2) leave by eth0, where nobody has that address.",
      evidence: [
        {
          source: 'ip route get 192.168.0.2',
          lines: ['192.168.0.2 dev eth0 src 192.168.0.10 uid 0 ', '    cache '],
        },
        { source: 'ip neigh', lines: ['192.168.0.2 dev eth0 FAILED'] },
      ],
      falsifier: 'wrong if `ip route get 192.168.0.2` says dev docker0',
      fix: {
        summary: 'Move docker0 to 192.168.64.1/24, which is free here.',
        commands: [
          'echo \'{ "bip": "192.168.64.1/24" }\' > /etc/docker/daemon.json',
          'systemctl restart docker',
        ],
        risk: "Docker restarts: about 12 s, 1 container. Do not delete eth0's route instead: that opens 30003 and cuts the database off.",
      },
    },
  ],
  symptoms: [
    {
      text: '30003 times out from outside and on the host itself',
      explainedBy: ['bridge-subnet-contains-host-subnet'],
    },
  ],
  unknowns: [{ check: 'nft', because: 'permission denied' }],
  checked: ['ip-forward-off', 'loopback-only-inside-container', 'docker-not-running'],
};
