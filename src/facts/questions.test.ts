import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { rawText, read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { askRoutes, kernelRoutes } from './kernel-routes.ts';
import { askNames, names } from './names.ts';

const run = promisify(execFile);

test('a host without ip has no answer, rather than one that says no', async () => {
  const [program, ...args] = askRoutes([{ to: '192.168.0.2' }]);
  const asked = run(program === 'sh' ? '/bin/sh' : program, args, { env: { PATH: '/nowhere' } });
  await expect(asked).rejects.toMatchObject({ code: 127, stdout: '' });
});

test("the kernel's choice for each address is told, with the lines that say so", () => {
  const answers = read(kernelRoutes, recorded('kernel-routes'));
  expect(answers[0]).toEqual({
    question: { to: '192.168.0.2' },
    answer: { kind: 'route', type: 'unicast', device: 'eth0', source: '192.168.0.10' },
    lines: ['192.168.0.2 dev eth0 src 192.168.0.10 uid 0 ', '    cache '],
  });
  expect(answers.map(({ answer }) => answer)).toEqual([
    { kind: 'route', type: 'unicast', device: 'eth0', source: '192.168.0.10' },
    { kind: 'route', type: 'unicast', device: 'br-8555ad73179a', source: '172.22.0.1' },
    { kind: 'route', type: 'unicast', device: 'eth0', gateway: '192.168.0.253' },
    { kind: 'error', message: 'Network is unreachable' },
    { kind: 'route', type: 'local', device: 'lo', source: '192.168.0.10' },
  ]);
  expect(answers[2]?.question).toEqual({ to: '8.8.8.8', from: '172.22.0.2', iif: 'br-8555ad73179a' });
});

test('a blackhole, a prohibition and a device that is not there answer with errors, in order', () => {
  // iproute2 6.1, ip -force -batch - 2>&1
  const text = `# 10.66.0.1
# 192.168.0.2
# 10.68.0.1
# 172.22.0.9 from 192.168.0.2 iif nosuch
# 10.71.1.1
RTNETLINK answers: Invalid argument
Command failed -:1
192.168.0.2 dev eth0 src 192.168.0.50 uid 0 
    cache 
RTNETLINK answers: Permission denied
Command failed -:3
Cannot find device "nosuch"
Command failed -:4
10.71.1.1 via 192.168.0.253 dev eth0 src 192.168.0.51 uid 0 
    cache mtu lock 1400 
`;
  expect(read(kernelRoutes, text).map(({ answer }) => answer)).toEqual([
    { kind: 'error', message: 'Invalid argument' },
    { kind: 'route', type: 'unicast', device: 'eth0', source: '192.168.0.50' },
    { kind: 'error', message: 'Permission denied' },
    { kind: 'error', message: 'Cannot find device "nosuch"' },
    {
      kind: 'route',
      type: 'unicast',
      device: 'eth0',
      gateway: '192.168.0.253',
      source: '192.168.0.51',
      mtu: 1400,
    },
  ]);
});

test('complaints that come before all answers still find their questions', () => {
  const text = `# 10.66.0.1
# 192.168.0.2
# 10.66.0.3
RTNETLINK answers: Invalid argument
Command failed -:1
RTNETLINK answers: No route to host
Command failed -:3
192.168.0.2 dev eth0 src 192.168.0.50
    cache
`;
  expect(read(kernelRoutes, text).map(({ question, answer }) => `${question.to} ${answer.kind}`)).toEqual([
    '10.66.0.1 error',
    '192.168.0.2 route',
    '10.66.0.3 error',
  ]);
});

test("busybox's words of an error are the same error", () => {
  const text = '# 10.66.0.1\nip: RTNETLINK answers: Invalid argument\nCommand failed -:1\n';
  expect(read(kernelRoutes, text)[0]?.answer).toEqual({ kind: 'error', message: 'Invalid argument' });
});

test('a question without an answer is told', () => {
  expect(unreadOf(kernelRoutes, '# 10.0.0.1\n# 10.0.0.2\n10.0.0.1 dev eth0 src 10.0.0.9\n')).toEqual([
    'no answer for 10.0.0.2',
  ]);
});

test('only addresses and device names can be asked about', () => {
  expect(() => askRoutes([{ to: 'flush' }])).toThrow(TypeError);
  expect(() => askRoutes([{ to: '10.0.0.1', from: '10.0.0.2 iif lo' }])).toThrow(TypeError);
  expect(() => askRoutes([{ to: '10.0.0.1', iif: 'a b' }])).toThrow(TypeError);
  expect(() => askNames(['-h'])).toThrow(TypeError);
  expect(() => askNames(['a b'])).toThrow(TypeError);
});

test('names come with every address of theirs, once; a name that resolves to nothing with none', () => {
  expect(read(names, recorded('names'))).toEqual({
    'db.internal': ['192.168.0.20'],
    localhost: ['::1', '127.0.0.1'],
    'nosuch.invalid': [],
  });
});

const available = (program: string): Promise<boolean> =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
const [hasIp, hasGetent] = await Promise.all([available('ip'), available('getent')]);

test.runIf(hasIp)('this kernel is asked through a real ip', async () => {
  const answers = await answered(askRoutes([{ to: '127.0.0.1' }, { to: '::1' }, { to: '127.0.0.2' }]));
  const [four, , again] = read(kernelRoutes, rawText(answers));
  expect(four).toMatchObject({
    question: { to: '127.0.0.1' },
    answer: { kind: 'route', type: 'local', device: 'lo', source: '127.0.0.1' },
  });
  expect(again).toMatchObject({ question: { to: '127.0.0.2' }, answer: { kind: 'route', device: 'lo' } });
});

test.runIf(hasGetent)('this machine resolves localhost', async () => {
  expect(read(names, rawText(await answered(askNames(['localhost']))))['localhost']).toContain('127.0.0.1');
});

async function answered([program, ...args]: readonly [string, ...string[]]): Promise<string> {
  return (await run(program, args)).stdout;
}
