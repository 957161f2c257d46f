import { expect, it } from 'vitest';
import { outcomeOf } from './fix-outcome.ts';
import { maskOutcome } from './mask-outcome.ts';

it('lets no secret out that Docker quotes from its configuration, and keeps what is to be read', () => {
  const output = 'level=info msg="using proxy" HTTPS_PROXY=http://build:s3cr3t-w0rd@proxy.example.com:3128';
  const outcome = outcomeOf(
    { id: 'k3j9x2m4', host: 'hz-shop' },
    'undone',
    `It was taken back. Why: the change did not succeed: systemctl restart docker ended with 1 (${output})`,
    { commands: [{ at: '2026-11-22T20:41:42Z', command: 'journalctl -u docker -n 8', code: 0, output }] },
  );
  const masked = maskOutcome(outcome, { key: 'k' });
  expect(JSON.stringify(masked)).not.toContain('s3cr3t-w0rd');
  expect(masked.commands[0]?.output).toMatch(/proxy\.example\.com:3128/);
  expect(masked.because).toContain('systemctl restart docker ended with 1');
});
