import { expect, test } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderFixProgress } from './fix-progress.ts';

test('a change that was approved says that it cannot be cancelled, and has no button for it', () => {
  const message = renderFixProgress({
    title: 'Changing hz-shop',
    done: ['connecting', 'comparing'],
    current: 'undoing',
    askedBy: 'U012AB3CD',
    approvedBy: 'U0ANNA',
  });
  expect(readAloud(message)).toContain('approved by <@U0ANNA> · cannot be cancelled any more');
  expect(JSON.stringify(message)).not.toContain('operation_cancel');
  // What is no usual stage is told when it happens.
  expect(readAloud(message)).toContain('taking it back');
  expect(checkBlocks(message.blocks, 'message')).toEqual([]);
  expect(checkBlocks(message.plainer, 'message')).toEqual([]);
});

test('a plan that waits can be cancelled, and says nothing of approvals', () => {
  const line = { kind: 'waiting', ahead: 2, site: 'hangzhou' } as const;
  const message = renderFixProgress({
    title: 'Planning a fix for a',
    askedBy: 'U0LIN',
    line,
    cancel: 'signed',
  });
  expect(message.text).toBe('Planning a fix for a: queued, number 3 in line for hangzhou …');
  expect(JSON.stringify(message.blocks)).toContain('operation_cancel');
  expect(readAloud(message)).not.toContain('approved');
});
