import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { read, recorded } from '../../test/facts/recorded.ts';
import { containerNames } from './container-names.ts';
import { ASK, readDnsAnswers } from './dns-answer.ts';
import { nameServers } from './name-servers.ts';

const run = promisify(execFile);

test('silence, and what DHCP handed out, are told apart from answers', () => {
  const { answers, leased, immutable } = read(nameServers, recorded('name-servers'));
  expect({ leased, immutable }).toEqual({ leased: ['10.1.1.53'], immutable: false });
  expect(answers[0]).toEqual({ server: '100.100.2.136', name: '.', outcome: { kind: 'silent' } });
});

test('each container has its files, its answers and the places that were tried', () => {
  const found = read(containerNames, recorded('container-names'));
  expect(found.map(({ pid, nameservers, options }) => [pid, nameservers, options])).toEqual([
    [1367, ['127.0.0.11'], ['ndots:0']],
    [1450, ['127.0.0.53'], []],
    [1513, ['127.0.0.11'], ['ndots:0']],
  ]);
  const [own, stub, broken] = found;
  expect(own?.answers[0]?.outcome).toEqual({ kind: 'answered', rcode: 0, addresses: ['172.18.0.2'] });
  expect(own?.hosts).toContainEqual({ address: '172.18.0.2', names: ['bdeba9a36b0a'] });
  expect(own?.pins).toContainEqual({ address: '10.9.9.9', port: 1433, connects: false });
  expect([stub, broken].flatMap((one) => one?.answers.map(({ outcome }) => outcome.kind))).toEqual(
    Array.from({ length: 4 }, () => 'rejected'),
  );
});

test('a question that could not be sent says why', () => {
  const text =
    '? - fe80::1 .\nbash: connect: Network is unreachable\nbash: /dev/udp/fe80::1/53: Network is unreachable\n';
  expect(readDnsAnswers(text).answers[0]?.outcome).toEqual({
    kind: 'unsent',
    because: 'Network is unreachable',
  });
});

test('an answer that is cut off is no answer', () => {
  expect(readDnsAnswers('? - 10.0.0.1 .\n= 0\n 46 52 81\n').answers[0]?.outcome).toEqual({
    kind: 'rejected',
  });
});

test('a real server on this machine gets a well-formed question and is understood', async () => {
  const server = createSocket('udp4');
  const questions: string[] = [];
  server.on('message', (message, { port, address }) => {
    questions.push(message.toString('latin1', 12));
    const head = Buffer.from([message[0] ?? 0, message[1] ?? 0, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 10, 0, 0, 10]);
    server.send(Buffer.concat([head, message.subarray(12), record]), port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const script = `${ASK.replaceAll('/53', `/${server.address().port}`)}\nask - 127.0.0.1 db.internal`;
  const { stdout } = await run('bash', ['-c', script]);
  server.close();
  expect(questions).toEqual(['\u0002db\u0008internal\u0000\u0000\u0001\u0000\u0001']);
  expect(readDnsAnswers(stdout).answers).toEqual([
    {
      server: '127.0.0.1',
      name: 'db.internal',
      outcome: { kind: 'answered', rcode: 0, addresses: ['10.0.0.10'] },
    },
  ]);
});
