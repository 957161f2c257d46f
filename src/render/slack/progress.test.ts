import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import type { SlackMessage } from './message.ts';
import { renderProgress } from './progress.ts';

describe('the message while a diagnosis runs', () => {
  it('says what waits, and who asked', () => {
    const message = renderProgress({ host: 'hz-shop', asked: { port: 30003 }, askedBy: 'U012AB3CD' });
    expect(readAloud(message)).toContain('Diagnosing hz-shop:30003');
    expect(readAloud(message)).toContain('asked by <@U012AB3CD>');
    expect(message.text).toBe('Diagnosing hz-shop:30003: waiting for a worker …');
    expect(statuses(message)).toEqual(['pending', 'pending', 'pending', 'pending']);
  });

  it('ticks what is done and names what happens now, with a plan and without', () => {
    const message = renderProgress({
      host: 'hz-shop',
      done: ['connecting', 'reading'],
      current: 'trying-ports',
    });
    expect(statuses(message)).toEqual(['complete', 'complete', 'in_progress', 'pending']);
    expect(readAloud(message)).toContain('connectedhost readtrying the portslooking for the cause');
    const plainer = { text: message.text, blocks: message.plainer ?? [] };
    expect(readAloud(plainer)).toContain('✅ connected   ✅ host read   ⏳ trying the ports …');
    expect(checkBlocks(plainer.blocks, 'message')).toEqual([]);
  });

  it('names the worker, how long it waited in line, and who is stopping it', () => {
    const message = renderProgress({
      host: 'hz-shop',
      current: 'reading',
      servedBy: 'ops-1, hangzhou',
      waitedMs: 12_000,
      stoppedBy: 'U0ANNA',
      cancel: 'signed',
    });
    expect(readAloud(message)).toContain(
      'worker ops-1, hangzhou · waited 12 s in line · being stopped for <@U0ANNA>',
    );
    expect(JSON.stringify(message.blocks)).not.toContain('operation_cancel');
  });

  it('mentions nobody whose id is none', () => {
    const message = renderProgress({ host: 'hz-shop', askedBy: '!channel> <' });
    expect(readAloud(message)).not.toMatch(/[<>]/);
  });

  it('is a message that Slack takes, however long the target is', () => {
    const message = renderProgress({ host: 'h'.repeat(5000), asked: { container: '<'.repeat(5000) } });
    expect(checkBlocks(message.blocks, 'message')).toEqual([]);
  });
});

function statuses({ blocks }: SlackMessage): unknown[] {
  return blocks.flatMap((block) =>
    block.type === 'plan' ? (block.tasks ?? []).map(({ status }) => status) : [],
  );
}
