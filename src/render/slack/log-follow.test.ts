import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { LogLine } from '../../report/logs.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { type Followed, renderFollow } from './log-follow.ts';

const line = (text: string): LogLine => ({ at: '2026-11-22T10:31:12.000000000Z', stream: 'stdout', text });

function followed(changes: Partial<Followed> = {}) {
  return renderFollow({
    container: 'topapi',
    host: 'hz-shop',
    askedBy: 'U012AB3CD',
    count: 2,
    lines: [line('GET / 200'), line('GET /shop 500')],
    state: { kind: 'running', until: '2026-11-22T10:33:00.000Z', job: 'job-1' },
    ...changes,
  });
}

describe('the message of a followed log', () => {
  it('shows the lines with their times, and until when in the zone of the reader', () => {
    expect(readAloud(followed())).toBe(
      '📡 Following the log of topapi on hz-shop\n10:31:12 GET / 200\n10:31:12 GET /shop 500\n⏳ 2 new lines so far, until <!date^1795343580^{time_secs}|10:33:00 UTC> · times of the lines in UTC · asked by <@U012AB3CD>\nStop following',
    );
  });

  it('says that nothing came yet, and in the end that it ended and why', () => {
    expect(readAloud(followed({ count: 0, lines: [] }))).toContain('(no new line yet)');
    const over = { kind: 'over', afterMs: 73_000, because: 'The connection to hz-shop was lost.' } as const;
    expect(readAloud(followed({ state: over }))).toContain(
      '⏹ Ended after 1 min 13 s: 2 new lines. The connection to hz-shop was lost.',
    );
  });

  it('names who stopped it, and has no button any more', () => {
    const stopped = { byUserId: 'U0ANNA', at: '2026-11-22T10:32:05.000Z' };
    const message = followed({ state: { kind: 'over', afterMs: 53_000, stopped } });
    expect(readAloud(message)).toContain(
      '⏹ Stopped after 53 s: 2 new lines. · times of the lines in UTC · asked by <@U012AB3CD> · stopped by <@U0ANNA> at <!date^1795343525^{time_secs}|10:32:05 UTC>',
    );
    expect(message.text).not.toContain('U0ANNA');
    expect(message.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  it('keeps the last lines, whatever they are, and says how many', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { maxLength: 60 }), (texts) => {
        const lines = texts.map(line);
        const message = followed({ lines, count: 1000 });
        expect(checkBlocks(message.blocks, 'message')).toEqual([]);
        expect(readAloud(message)).toMatch(/1,000 new lines so far, the last \d+ shown/);
      }),
      { numRuns: 50 },
    );
  });
});
