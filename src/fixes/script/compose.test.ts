import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { PreparedChange } from '../change.ts';
import { composeChange } from './compose.ts';

const PREPARED: PreparedChange = {
  plan: {
    schema: 'ferryman.fix-plan/1',
    id: 'abcdefgh12',
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
    file: {
      path: "/etc/docker/it's $(here).json",
      before: Buffer.from('{"bip": "192.168.0.1/24"}\n'),
      after: Buffer.from('{"bip": "172.31.255.1/24"}\n'),
      back: Buffer.from('{"bip": "192.168.0.1/24"}\n'),
    },
  },
};

/** Those that this machine has. */
const shells = [['sh'], ['bash'], ['dash'], ['busybox', 'ash']].filter(
  ([program = 'sh', ...words]) => spawnSync(program, [...words, '-c', 'true']).status === 0,
);

describe('the script of a change', () => {
  it.each(shells)('is understood by %s', (...shell) => {
    const [program = 'sh', ...words] = shell;
    const { status, stderr } = spawnSync(program, [...words, '-n'], {
      input: composeChange(PREPARED),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('takes no character of a value for a word of its own', () => {
    expect(composeChange(PREPARED)).toContain(`FILE='/etc/docker/it'\\''s $(here).json'`);
  });
});
