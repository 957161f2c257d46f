import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/hosts/host.ts';
import { guess, subjectsIn } from './subjects.ts';

const host = (name: string, address?: string): Host => ({
  name,
  via:
    address === undefined
      ? { kind: 'local' }
      : { kind: 'ssh', address, port: 22, user: 'root', identityFiles: [], knownHostsFiles: ['/k'] },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:1',
});
const inventory = {
  hosts: [
    host('hz-shop', '203.0.113.7'),
    host('web-1'),
    host('sg-db', 'db.sg.example'),
    host('edge', '203.0.113.9'),
    host('edge-2', '203.0.113.9'),
  ],
};
const read = (text: string) => {
  const { sure, hosts, target } = guess(subjectsIn(text, inventory));
  return [sure ? 'sure' : 'unsure', hosts.map(({ name }) => name).join(' '), target ?? ''];
};

describe('what a message is about', () => {
  test.each([
    ['hz-shop 30003 is dead', 'sure', 'hz-shop', '30003'],
    ['Is HZ-Shop. down?', 'sure', 'hz-shop', ''],
    ['hz-shop的30003端口不通', 'sure', 'hz-shop', '30003'],
    ['请看 hz-shop，端口：30003', 'sure', 'hz-shop', '30003'],
    ['<https://203.0.113.7:30003/login?next=/a> times out', 'sure', 'hz-shop', '30003'],
    ['<https://web-1/status|the status page>', 'sure', 'web-1', '443'],
    ['<http://db.sg.example|db.sg.example> does not answer', 'sure', 'sg-db', ''],
    ['web-1: 0.0.0.0:8080->80/tcp', 'sure', 'web-1', '8080'],
    ['on hz-shop: dial tcp 192.168.0.20:1433: i/o timeout', 'sure', 'hz-shop', '192.168.0.20:1433'],
    ['hz-shop: container topapi keeps restarting', 'sure', 'hz-shop', 'topapi'],
    ['web-1 `docker logs -f --tail 100 shop_web_1` says nothing', 'sure', 'web-1', 'shop_web_1'],
    ['web-1 上的 topapi 容器一直重启', 'sure', 'web-1', 'topapi'],
    ['at 12:30 web-1 went away, see app.js:42', 'sure', 'web-1', ''],
    ['web-1 and hz-shop', 'unsure', 'web-1 hz-shop', ''],
    ['203.0.113.9 is two of ours', 'unsure', 'edge edge-2', ''],
    ['http://hz-shop.example.com:30003', 'unsure', 'hz-shop', '30003'],
    ['hz-shop 30003, or was it port 30004', 'unsure', 'hz-shop', '30003'],
    ['hz-shop ports 30003 and 30001 both dead', 'unsure', 'hz-shop', '30003'],
    ['<http://hz-shop:30003/> and 30001', 'unsure', 'hz-shop', '30003'],
    ['http://hz-shop:30003/login, 30001.', 'unsure', 'hz-shop', '30003'],
    ['hz-shop:30003/30001', 'unsure', 'hz-shop', '30003'],
    ['hz-shop 30003, 30001', 'unsure', 'hz-shop', '30003'],
    ['ports 30003 and 30001 of hz-shop', 'unsure', 'hz-shop', '30003'],
    ['hz-shop 的 30003 和 30001 端口都不通', 'unsure', 'hz-shop', '30003'],
    ['30003和30001端口都不通，在 hz-shop', 'unsure', 'hz-shop', '30001'],
    ['hz-shop 端口 30003、30001', 'unsure', 'hz-shop', '30003'],
    ['hz-shop port 30003, 15 minutes ago and 500 errors', 'sure', 'hz-shop', '30003'],
    ['hz-shop:30003 and web-2', 'sure', 'hz-shop', '30003'],
    ['hz-shop-2 and my-web-1 are none of ours', 'unsure', '', ''],
    ['ask <@U0HZ|hz-shop> or <#C1|web-1>', 'unsure', '', ''],
    ['hz-shop port 99999', 'sure', 'hz-shop', ''],
  ])('%s', (text, sure, hosts, target) => {
    expect(read(text)).toEqual([sure, hosts, target]);
  });
});

test('whoever writes options without end does not keep the bot busy', () => {
  const option = `-x${'=1'.repeat(9)}`;
  const began = performance.now();
  subjectsIn(`docker logs ${Array(8).fill(option).join(' ')} !`, inventory);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('whoever lists ports without end does not keep the bot busy', () => {
  const began = performance.now();
  for (const text of ['hz-shop 80', 'port 80', 'http://hz-shop:80/'])
    for (const more of [',', ' and', ', 80', '/80', ' port 80,', `${text}/`])
      subjectsIn(`${text}${more.repeat(4_000)} !`, inventory);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('the thread says what the message leaves out', () => {
  const thread = subjectsIn('the shop on hz-shop is down\nit is port 30003', inventory);
  expect(guess(subjectsIn('still nothing', inventory), thread)).toMatchObject({
    sure: true,
    hosts: [{ name: 'hz-shop' }],
    target: '30003',
  });
  expect(guess(subjectsIn('and now web-1, too', inventory), thread)).toMatchObject({
    hosts: [{ name: 'web-1' }],
    target: '30003',
  });
});
