import type { FixOutcome, FixPlan } from '../../src/report/fix.ts';
import { storyReport } from './story-report.ts';

const [cause] = storyReport.causes;
if (cause === undefined) throw new Error('the story has a cause');
const { fix: _, ...why } = cause;

/** The story's host: docker0 lies over eth0's subnet, and daemon.json has a key of its own. */
export const storyPlan: FixPlan = {
  schema: 'ferryman.fix-plan/1',
  id: 'k3j9x2m4',
  host: 'hz-shop',
  at: '2026-11-22T20:41:42.000Z',
  expiresAt: '2026-11-22T20:56:42.000Z',
  digest: '9f2c4e0b7a1d5836c2f04b9e8d7a6152433f1e0c9b8a7d6e5f40312213049586',
  method: 'bip',
  options: { method: 'bip', network: 'bridge', subnet: '192.168.64.1/24', port: 30_003 },
  cause: why,
  bridge: { device: 'docker0', network: 'bridge' },
  from: '192.168.0.1/20',
  to: '192.168.64.1/24',
  whyFree: [
    'No address, route or neighbour of hz-shop lies in 192.168.64.0/24, nor does what it needs (rds 192.168.0.20).',
    'It is free on 11 other hosts whose networks are known.',
  ],
  file: {
    path: '/etc/docker/daemon.json',
    existed: true,
    diff: [
      '--- /etc/docker/daemon.json',
      '+++ /etc/docker/daemon.json',
      '@@ -1,3 +1,4 @@',
      ' {',
      '-  "log-driver": "json-file"',
      '+  "log-driver": "json-file",',
      '+  "bip": "192.168.64.1/24"',
      ' }',
    ],
  },
  steps: [
    {
      what: 'Write the file, with its mode and owner, beside the old one and put it in its place',
      command: 'mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.after /etc/docker/daemon.json',
    },
    { what: 'Let Docker start with it', command: 'systemctl restart docker.service' },
    { what: 'Start what Docker does not', command: 'docker start 4f1c0d9b7e22' },
  ],
  affected: [
    {
      name: 'portainer',
      id: '1b7d0aa4c0de',
      restartPolicy: 'always',
      ports: ['30003/tcp'],
      startedByFix: false,
      newAddress: true,
    },
    {
      name: 'topapi',
      id: '4f1c0d9b7e22',
      restartPolicy: 'no',
      ports: ['30001/tcp', '30002/tcp'],
      health: 'healthy',
      startedByFix: true,
      newAddress: false,
    },
  ],
  downtimeSeconds: { least: 3, most: 14 },
  undo: {
    afterSeconds: 300,
    steps: [
      {
        what: 'Write the address that Docker had',
        command: 'mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.back /etc/docker/daemon.json',
      },
      { what: 'Let Docker start with it', command: 'systemctl restart docker.service' },
      {
        what: 'Put the old file back, byte for byte',
        command: 'mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.before /etc/docker/daemon.json',
      },
    ],
  },
  proof: [
    'docker0 has 192.168.64.1/24, and no network of Docker overlaps another one of the host.',
    'Every container that runs now runs then, and `ip route get` of its address names its bridge.',
    'Every port that answers now answers then, and 30003 answers.',
    'rds (192.168.0.20:1433) can be reached from the host and from the containers.',
  ],
  warnings: ['portainer gets another address: whoever has its old one by heart will not find it.'],
  byHand: [],
};

export const storyOutcome: FixOutcome = {
  schema: 'ferryman.fix-outcome/1',
  id: 'k3j9x2m4',
  host: 'hz-shop',
  result: 'fixed',
  because: 'docker0 is 192.168.64.1/24 now, and everything that was to be proven was seen.',
  proofs: [
    { what: 'docker0', before: '192.168.0.1/20', after: '192.168.64.1/24', ok: true },
    { what: 'ip route get of portainer', before: 'dev eth0', after: 'dev docker0', ok: true },
    { what: '30003/tcp from the worker', before: 'no answer', after: 'answers', ok: true },
    { what: '30001/tcp from the worker', before: 'answers', after: 'answers', ok: true },
  ],
  commands: [
    {
      at: '2026-11-22T20:43:01.000Z',
      command: 'mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.link /etc/docker/daemon.json',
      code: 0,
      output: '',
    },
    { at: '2026-11-22T20:43:02.000Z', command: '# containers lose their connections', code: 0, output: '' },
    { at: '2026-11-22T20:43:13.000Z', command: 'systemctl restart docker.service', code: 0, output: '' },
    { at: '2026-11-22T20:43:14.000Z', command: 'docker start 4f1c0d9b7e22', code: 0, output: '4f1c0d9b7e22' },
  ],
  downtimeSeconds: 11.8,
};

/** Docker did not start with the new address, so the host took it back. */
export const undoneOutcome: FixOutcome = {
  ...storyOutcome,
  result: 'undone',
  because: 'It was taken back, and the host is as before. Why: the change did not succeed.',
  next: 'Mend what is named here, then plan again: /fix-bridge hz-shop',
  proofs: [{ what: 'docker0', before: '192.168.0.1/20', after: '192.168.0.1/20', ok: true }],
  commands: [
    {
      at: '2026-11-22T20:43:13.000Z',
      command: 'systemctl restart docker.service',
      code: 1,
      output: 'Job for docker.service failed because the control process exited with error code.',
    },
    { at: '2026-11-22T20:43:20.000Z', command: '# state undoing', code: 0, output: '' },
  ],
};
