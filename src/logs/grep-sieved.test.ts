import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { multiplexed } from '../../test/support/docker-log.ts';
import { readLog } from '../docker/log-reading.ts';
import { createRedactor } from '../redact/redactor.ts';
import { tell } from '../text/tell.ts';
import { readGrep } from './grep.ts';
import { createLineMasker } from './mask-lines.ts';

const key = Array.from(
  { length: 12 },
  (_, i) => `MIIEpAIBAAKCAQEA${i}hunter2abcdefghijklmnopqrstuvwxyz0123456789`,
);

const lines = fc.oneof(
  fc
    .constantFrom(
      'order 17 failed: Connection refused',
      'order 18 took 30 ms',
      '\u001b[31mERR\u001b[0mOR of order 17\r',
      'zero\u200bwidth',
      'password=hunter2',
      'password=letmein order 17',
      'password:',
      'hunter2',
      '{"url":"postgres:\\/\\/shop:hunter2@db\\/orders","order":17}',
      'GET /orders?token=hunter2hunter2 took 31 ms',
      '',
    )
    .map((text) => [text]),
  fc.constant(['-----BEGIN RSA PRIVATE KEY-----', ...key, '-----END RSA PRIVATE KEY-----']),
  fc.constant(['secret: |', ...key.map((text) => `  ${text}`), 'order 17 is done']),
  fc.constant(Array.from({ length: 20 }, (_, i) => `order 18 took ${i} ms`)),
);

const pattern = fc.constantFrom(
  'order 17',
  'ERROR',
  'hunter2',
  'zerowidth',
  'refused|hunter2',
  'took \\d+ ms',
  '(?i)ORDER 1[78]',
  'password=.*17',
  'db/orders',
  'MIIEp',
  'secret',
  '\\d\\d',
);

it('finds the same lines in a log that was sifted as in the whole one', () => {
  const log = fc.array(fc.tuple(fc.constantFrom('stdout', 'stderr'), lines), { maxLength: 12 });
  fc.assert(
    fc.property(pattern, log, (typed, pieces) => {
      const grep = readGrep(typed);
      if (grep.kind === 'mistake') throw new Error(tell(grep.sentence, 'en'));
      const bytes = multiplexed(
        pieces.flatMap(([source, texts]) => texts.map((text) => ({ source, text: `${text}\n` }))),
      );
      const shown = (sifted: boolean) => {
        const hint = sifted ? grep.hint : undefined;
        const reading = readLog('entries', { tty: false, maxLineBytes: 65_536, ...(hint && { hint }) });
        const masker = createLineMasker(createRedactor({ key: 'the same for both' }));
        const masked = [...masker.push(reading.take(bytes)), ...masker.end()];
        // The masker may give lines of the other stream first while it holds some back.
        const inOrder = masked.toSorted((one, other) => one.stream.localeCompare(other.stream));
        return inOrder
          .filter(({ text }) => grep.matches(text))
          .map(({ stream, text }) => `${stream} ${text}`);
      };
      expect(shown(true)).toEqual(shown(false));
    }),
    { numRuns: 600 },
  );
});
