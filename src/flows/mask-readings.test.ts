import { expect, test } from 'vitest';

import { createRedactor } from '../redact/redactor.ts';
import { maskReadings } from './mask-readings.ts';

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
