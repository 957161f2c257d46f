import { expect, test } from 'vitest';
import { openUrl, sealUrl } from './sealed-url.ts';

const url = 'https://hooks.slack.com/commands/T1/2/3';

test('only who has the token reads it', () => {
  const sealed = sealUrl(url, 'xoxb-1');
  expect(sealed).not.toContain('hooks');
  expect(openUrl(sealed, 'xoxb-1')).toBe(url);
  expect(openUrl(sealed, 'xoxb-2')).toBeUndefined();
});

test('a changed or cut one opens to nothing', () => {
  const bytes = Buffer.from(sealUrl(url, 'xoxb-1'), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(openUrl(bytes.toString('base64url'), 'xoxb-1')).toBeUndefined();
  expect(openUrl('', 'xoxb-1')).toBeUndefined();
});
