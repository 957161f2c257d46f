import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const mask = (text: string): string =>
  createRedactor()
    .redact(text)
    .replaceAll(/‹secret \w+›/g, '‹›');

/** Made up, in the form that Discord documents: the user's id, a time and a sum, put together here. */
const id = Buffer.from('412345678901234567').toString('base64url');
const tokens = [
  [id, 'Ym9vay', 'qP7zWm2hV9xK4tY8wB3nL6sD1fG'].join('.'),
  [
    Buffer.from('1023456789012345678').toString('base64url'),
    'G7x_Qa',
    'qP7zWm2hV9-xK4tY8wB3nL6sD1fG5hJ0vR7cE_',
  ].join('.'),
];

describe('a token in three parts with nothing beside it', () => {
  it.each(tokens)('%s is masked, wherever it stands', (token) => {
    expect(mask(token)).toBe('‹›');
    expect(mask(`logging in as ${token}!`)).toBe('logging in as ‹›!');
    expect(mask(`at 10.0.0.7: (${token}), then ${token}`)).toBe('at 10.0.0.7: (‹›), then ‹›');
    expect(mask(JSON.stringify({ level: 30, msg: `bot ${token}` }))).toBe('{"level":30,"msg":"bot ‹›"}');
  });

  it.each([
    '10.123.123456.12 via 192.168.100.254',
    'org.springframework.web.client.HttpClientErrorException$NotFoundHandlerOfSomethingLong',
    'MyOrganisationsInternalTools.client.AbstractSomethingFactoryBeanOfMany',
    'nginx-ingress-controller-7d9f.system.svc-cluster-local-of-a-long-name-1',
    'shop-2026.11.22.123456.7890-very-long-name-of-a-file-of-logs.gz',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.latest.x',
  ])('%s is none', (text) => {
    expect(mask(text)).toBe(text);
  });
});
