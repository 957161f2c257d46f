import { expect, test } from 'vitest';
import { FerrymanError } from '../errors.ts';
import { diagnose } from './diagnose.ts';

const secret = 'hV7qPz2Wm9';
const request = {
  host: {
    name: 'web-1',
    via: {
      kind: 'ssh',
      address: '192.0.2.7',
      port: 22,
      user: 'ops',
      identityFiles: [],
      knownHostsFiles: ['known_hosts'],
    },
    tags: [],
    needs: [],
    source: 'ferryman.yaml',
  },
} as const;

function meeting(failure: Error) {
  return diagnose(request, { shells: { open: () => Promise.reject(failure) } });
}

test('why a host is not reached is told without the secrets in it', async () => {
  const said = `ssh says: auth failed for password=${secret}`;
  const { report } = await meeting(new FerrymanError('ssh-failed', `${said}.`, `Try without ${said}.`));
  expect(report).toMatchObject({
    verdict: 'unreachable',
    symptoms: [{ text: expect.stringMatching(/^ssh says: auth failed for password=‹secret \w+›/) }],
    unknowns: [{ because: expect.stringContaining('Try without ssh says') }],
  });
  expect(JSON.stringify(report)).not.toContain(secret);
});

test('a fingerprint is not taken for a secret: people compare it', async () => {
  const shown = 'ssh-ed25519 SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8';
  const { report } = await meeting(new FerrymanError('host-key-changed', `web-1 has ${shown}.`, 'Compare.'));
  expect(report.symptoms[0]?.text).toBe(`web-1 has ${shown}.`);
});

test('what went wrong otherwise is thrown without its secrets', async () => {
  const thrown = await meeting(new Error(`cannot read {"password":"${secret}"}`)).catch(
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({
    message: expect.stringMatching(/^cannot read \{"password":"‹secret \w+›"\}$/),
  });
});
