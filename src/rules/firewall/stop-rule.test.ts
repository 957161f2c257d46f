import { expect, test } from 'vitest';
import { say } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { cutOff } from './stop-rule.ts';
import type { Stop } from './ways.ts';

const hop = {
  table: 'filter',
  chain: 'FORWARD',
  packet: {
    protocol: 'tcp',
    to: '172.17.0.2',
    port: 8080,
    states: ['NEW'],
    toLocal: false,
    fromLocal: false,
  },
} as const;

function stopOn(port: number): Stop {
  return {
    way: {
      kind: 'host-port',
      key: `port:${port}`,
      words: say`packets from outside to port ${port}`,
      evidence: { source: 'ss', lines: [] },
      hops: [hop],
    },
    hop,
    kind: 'drop',
    by: { table: 'filter', chain: 'FORWARD', text: '-P FORWARD DROP' },
    certain: true,
  };
}

test('ways of the same name are named once', () => {
  expect(tell(cutOff([30001, 30001, 30002].map(stopOn)), 'en')).toBe(
    'packets from outside to port 30001 and packets from outside to port 30002',
  );
});

test('of many ways four are named, and the others counted, in the reader’s language', () => {
  const many = cutOff([30001, 30002, 30003, 30004, 30005, 30006].map(stopOn));
  const named = [30001, 30002, 30003, 30004];
  expect(tell(many, 'en')).toBe(
    `${named.map((port) => `packets from outside to port ${port}`).join(', ')} and 2 more`,
  );
  expect(tell(many, 'zh-CN')).toBe(
    `${named.map((port) => `从外部到端口 ${port} 的数据包`).join('、')}以及另外 2 种数据包`,
  );
});
