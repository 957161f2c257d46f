import { expect, test } from 'vitest';

import { createRedactor } from '../redact/redactor.ts';
import { maskAttempts, maskReadings } from './mask-readings.ts';

const SECRET = 'Sup3rS3cretP4ssw0rd';
const LINE = `ConnectionStrings__Default=Server=rds;Database=shop;User Id=sa;Password=${SECRET};`;

test('no secret leaves in what a command printed, wherever it printed it and whether or not it worked', () => {
  const { readings, masked } = maskReadings(
    {
      worked: { status: 'ok', argv: ['env'], code: 0, stdout: LINE, stderr: LINE },
      refused: { status: 'denied', because: 'permission denied', argv: ['env'], stdout: LINE, stderr: LINE },
    },
    createRedactor(),
  );
  expect(JSON.stringify(readings)).not.toContain(SECRET);
  expect(JSON.stringify(readings)).toContain('Database=shop');
  expect(Object.values(masked).reduce((sum, count) => sum + count, 0)).toBe(4);
});

test('a reading without a secret stays as it was, and what never printed gets no text', () => {
  const plain = {
    routes: {
      status: 'ok',
      argv: ['ip', 'route'],
      code: 0,
      stdout: 'default via 192.168.0.253 dev eth0\n',
      stderr: '',
    },
    nft: { status: 'absent', because: 'nft is not there', argv: [] },
  } as const;
  expect(maskReadings(plain, createRedactor())).toEqual({ readings: plain, masked: {} });
});

test('no secret leaves in the reason of a reading, which is what a program or Docker wrote last', () => {
  const url = `proxyconnect tcp: dial http://ops:${SECRET}@proxy.internal:3128: connection refused`;
  const { readings } = maskReadings(
    {
      script: { status: 'unreadable', because: LINE, argv: ['sh'] },
      docker: { status: 'unreadable', because: `(HTTP code 500) server error - ${url}`, argv: ['GET'] },
    },
    createRedactor(),
  );
  expect(JSON.stringify(readings)).not.toContain(SECRET);
  expect(JSON.stringify(readings)).toContain('connection refused');
});

test('no secret leaves in the reason of an attempt', () => {
  const [tried, ...others] = maskAttempts(
    [
      {
        vantage: 'host',
        to: { address: '172.17.0.2', port: 80 },
        about: { kind: 'host-port' },
        outcome: { kind: 'not-tried', because: `bash: ${LINE}` },
        ms: 0,
      },
    ],
    createRedactor(),
  );
  expect(others).toEqual([]);
  expect(JSON.stringify(tried)).not.toContain(SECRET);
  expect(tried).toMatchObject({ to: { port: 80 }, outcome: { because: expect.stringContaining('bash: ') } });
});
