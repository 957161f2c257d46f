import type { PreparedChange } from '../../src/fixes/change.ts';

const BEFORE = '{}\n';
const BACK = '{"bip": "192.168.0.1/24"}\n';
const AFTER = '{"bip": "172.31.255.1/24"}\n';

/** docker0 moves from 192.168.0.1/24 to 172.31.255.1/24. */
export function bipChange(id: string, path = '/etc/docker/daemon.json'): PreparedChange {
  return {
    plan: {
      schema: 'ferryman.fix-plan/1',
      id,
      host: 'hz-shop',
      at: '2026-11-22T20:00:00Z',
      expiresAt: '2026-11-22T20:15:00Z',
      digest: 'd',
      method: 'bip',
      options: {},
      bridge: { device: 'docker0', network: 'bridge' },
      from: '192.168.0.1/24',
      to: '172.31.255.1/24',
      whyFree: [],
      steps: [],
      affected: [],
      downtimeSeconds: { least: 2, most: 5 },
      undo: { afterSeconds: 300, steps: [] },
      proof: [],
      warnings: [],
      byHand: [],
    },
    docker: { manager: 'systemd', unit: 'docker.service', client: '/usr/bin/docker', restartSeconds: 90 },
    containers: [],
    stopFirst: false,
    change: {
      kind: 'bip',
      device: 'docker0',
      from: '192.168.0.1/24',
      to: '172.31.255.1/24',
      file: { path, before: Buffer.from(BEFORE), after: Buffer.from(AFTER), back: Buffer.from(BACK) },
    },
  };
}
