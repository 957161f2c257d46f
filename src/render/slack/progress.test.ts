import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderProgress } from './progress.ts';

describe('the message while a diagnosis runs', () => {
  it('says what waits, and who asked', () => {
    const message = renderProgress({ host: 'hz-shop', asked: { port: 30003 }, askedBy: 'U012AB3CD' });
    expect(readAloud(message)).toBe(
      '🔎 Diagnosing hz-shop:30003\n⏳ waiting for a worker …, asked by <@U012AB3CD>',
    );
  });

  it('ticks what is done and names what happens now', () => {
    const message = renderProgress({
      host: 'hz-shop',
      done: ['connecting', 'reading'],
      current: 'trying-ports',
    });
    expect(readAloud(message)).toContain('✅ connected   ✅ host read   ⏳ trying the ports …');
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
