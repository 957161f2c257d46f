import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderFailure, renderJoined, renderNote } from './notes.ts';

describe('a run that ended without a report', () => {
  const failure = {
    host: 'hz-shop',
    asked: { port: 30003 },
    sentence: 'hz-shop presented a new host key.',
    next: 'If that is expected: `ferryman hosts trust hz-shop`',
  };

  it('says what happened and what to do next, and offers to run again', () => {
    const text = readAloud(renderFailure(failure));
    expect(text).toContain('hz-shop:30003 was not diagnosed');
    expect(text).toContain('What now   If that is expected: ferryman hosts trust hz-shop');
    expect(text).toContain('Run again');
  });

  it('is a message that Slack takes, whatever the error says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), (sentence) => {
        const message = renderFailure({ ...failure, sentence, next: sentence });
        expect(checkBlocks(message.blocks, 'message')).toEqual([]);
        expect(message.text).not.toMatch(/[<>]/);
      }),
    );
  });
});

describe('a second request for what is running', () => {
  it('links to the thread of the first', () => {
    const message = renderJoined(
      'hz-shop, container web is being diagnosed right now.',
      'https://team.slack.com/archives/C1/p1700000000000100',
    );
    expect(readAloud(message)).toBe(
      'hz-shop, container web is being diagnosed right now. Follow it in its thread',
    );
    expect(JSON.stringify(message.blocks)).toContain(
      '"url":"https://team.slack.com/archives/C1/p1700000000000100"',
    );
  });
});

describe('a note to one person', () => {
  it('shows what to type as code', () => {
    const { text, blocks } = renderNote('There is no host hz-shpo.', 'Did you mean `/diagnose hz-shop`?');
    expect(text).toBe('There is no host hz-shpo. Did you mean `/diagnose hz-shop`?');
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"text","text":"/diagnose hz-shop","style":{"code":true}}',
    );
  });

  it('cannot be made to ring a channel by what was typed', () => {
    expect(renderNote('There is no host <!channel>.').text).toBe('There is no host &lt;!channel&gt;.');
  });
});
