import type { KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { renderEvidence } from './evidence.ts';
import { longReport } from '../../../test/support/operations.ts';
import { plainText } from './plain-text.ts';

test('every line of evidence is there', () => {
  const [first] = renderEvidence(longReport('web-1', { port: 30003 }));
  if (first === undefined) throw new Error('a report with evidence');
  const text = plainText(first, 12_000);
  expect(text).toContain("docker0 is 192.168.0.1/20 and contains eth0's 192.168.0.0/24.");
  for (let line = 0; line < 30; line += 1) expect(text).toContain(`\n0.${line}: from all lookup main`);
  // Its own text says all of it as well.
  expect(text.split('\n0.0: from all lookup main')).toHaveLength(2);
});

test('a paragraph stays one, and buttons are left out', () => {
  const blocks: KnownBlock[] = [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Fix: ', style: { bold: true } },
            { type: 'text', text: 'restart, ' },
            { type: 'user', user_id: 'U0LIN' },
          ],
        },
      ],
    },
    { type: 'section', text: { type: 'mrkdwn', text: '*web-1* &amp; web-2' } },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: { type: 'plain_text', text: 'Run again' }, action_id: 'a', value: 'v' },
      ],
    },
  ];
  expect(plainText({ text: 'web-1 is faulty', blocks }, 4_000)).toBe(
    'web-1 is faulty\nFix: restart, <@U0LIN>\n*web-1* &amp; web-2',
  );
});

test('what a host says stays text, and no more is sent than Slack takes', () => {
  const block: KnownBlock = {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<!channel> <@U0LIN> & co' }] },
    ],
  };
  const text = plainText({ text: 'log', blocks: [block] }, 4_000);
  expect(text).toBe('log\n&lt;!channel&gt; &lt;@U0LIN&gt; &amp; co');
  const cut = plainText({ text: 'log', blocks: Array.from({ length: 500 }, () => block) }, 3_900);
  expect(cut.length).toBeLessThanOrEqual(3_900);
  expect(cut.length).toBeGreaterThan(3_860);
});

test('a time stays one that Slack shows in the zone of the reader', () => {
  const date = {
    type: 'date',
    timestamp: 1_795_343_525,
    format: '{time_secs}',
    fallback: '10:32:05 UTC',
  } as const;
  const blocks: KnownBlock[] = [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'at ' }, date] }],
    },
  ];
  expect(plainText({ text: 'x', blocks }, 200)).toBe('x\nat <!date^1795343525^{time_secs}|10:32:05 UTC>');
});
