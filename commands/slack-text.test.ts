import { expect, test } from 'vitest';
import { plainText } from './slack-text.ts';

// What Slack makes of typed text: https://docs.slack.dev/messaging/formatting-message-text and `should_escape`.
test.each([
  ['web-1 30003', 'web-1 30003'],
  ['<http://web-1.example.com|web-1.example.com> 80', 'web-1.example.com 80'],
  ['<http://web-1.example.com:8080|web-1.example.com:8080>', 'web-1.example.com:8080'],
  ['<https://web-1.example.com/>', 'web-1.example.com'],
  ['web-1 <tel:3000330003|30003>', 'web-1 30003'],
  ['<@U0LIN|web-1>', 'web-1'],
  ['<@U0LIN>', '@U0LIN'],
  ['<#C0MIGRATION|hz-shop> 80', 'hz-shop 80'],
  ['`web-1` “30003”', 'web-1 30003'],
  ['*web-1* _80_', 'web-1 80'],
  ['my_host-1', 'my_host-1'],
  ['a &amp; b &lt;c&gt;', 'a & b <c>'],
  ['\u200Bweb-1\u200B\u00A080', 'web-1\u00A080'],
])('%j is read as %j', (slack, typed) => {
  expect(plainText(slack)).toBe(typed);
});

test('a word full of quotes keeps nobody waiting', () => {
  const began = performance.now();
  expect(plainText(`a${'"'.repeat(39_000)}x`)).toHaveLength(39_002);
  expect(performance.now() - began).toBeLessThan(1_000);
});
