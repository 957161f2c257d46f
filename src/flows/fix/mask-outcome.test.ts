import { describe, expect, it } from 'vitest';
import { list, say, sentences } from '../../text/say.ts';
import { tellOutcome, untoldOutcome } from './tell-outcome.ts';

const secret = 's3cr3t-w0rd';
const output = `level=info msg="using proxy" HTTPS_PROXY=http://build:${secret}@proxy.example.com:3128`;
const change = { id: 'k3j9x2m4', host: 'hz-shop' };
const ran = { at: '2026-11-22T20:41:42Z', code: 0 };

it('lets no secret out that Docker quotes from its configuration, and keeps what is to be read', () => {
  const because = `It was taken back. Why: the change did not succeed: systemctl restart docker ended with 1 (${output})`;
  const masked = tellOutcome(
    untoldOutcome(change, 'undone', because, {
      commands: [{ ...ran, command: 'journalctl -u docker -n 8', output }],
    }),
    { redact: { key: 'k' } },
  );
  expect(JSON.stringify(masked)).not.toContain(secret);
  expect(masked.commands[0]?.output).toMatch(/proxy\.example\.com:3128/);
  expect(masked.because).toContain('systemctl restart docker ended with 1');
});

describe.each(['en', 'zh-CN'] as const)('an outcome in the language %s', (language) => {
  // Each is read to the next blank, of which a Chinese sentence has none.
  const quoted = `POSTGRES_PASSWORD=${secret}`;
  const said = say`${'systemctl restart docker'} ended with ${1} (${quoted})`;
  const untold = untoldOutcome(
    change,
    'undone',
    sentences(say`It was taken back.`, say`Why: ${said}.`, say`These do not run as they did: ${'topapi'}.`),
    {
      next: say`Mend what is named here, then plan again: /fix-bridge ${quoted}`,
      proofs: [
        { what: say`port ${quoted}`, before: list([quoted, '30003']), after: say`unknown`, ok: false },
      ],
      commands: [{ ...ran, command: `docker run -e ${quoted}`, output: quoted }],
    },
  );

  it('holds no secret, wherever a sentence has it as a value', () => {
    expect(JSON.stringify(tellOutcome(untold, { language }))).not.toContain(secret);
  });

  it('says all the rest of each sentence', () => {
    const { because, proofs } = tellOutcome(untold, { language });
    expect(because).toContain('topapi');
    expect(proofs[0]?.before).toContain('30003');
  });
});
