import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storyOutcome, undoneOutcome } from '../../../test/support/fix-plan.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { FixOutcome } from '../../report/fix.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderDecided } from './fix-decision.ts';
import { outcomeFile } from './fix-file.ts';
import { renderOutcome } from './fix-outcome.ts';

const options = { method: 'bip', askedBy: 'U0LIN', approvedBy: 'U0ANNA' } as const;

function card(outcome: FixOutcome, changes: Partial<Parameters<typeof renderOutcome>[1]> = {}): string {
  return readAloud(renderOutcome(outcome, { ...options, ...changes }));
}

describe('the card of an outcome', () => {
  it('of a fixed host shows each proof before and after, the downtime and the way back', () => {
    const text = card(storyOutcome);
    expect(text.split('\n')[0]).toBe('🟢 hz-shop is fixed');
    expect(text).toContain('✓30003/tcp from the workerno answeranswers');
    expect(text).toContain('Docker was away for 11.8 s.');
    expect(text).toContain('/fix-bridge hz-shop undo k3j9x2m4');
    expect(text).toContain('<@U0LIN> · approved by <@U0ANNA>');
  });

  it('of anything else offers no way back, and neither does that of a way back', () => {
    expect(card(undoneOutcome)).toContain('hz-shop is as before');
    expect(card(undoneOutcome)).not.toContain('undo k3j9x2m4');
    expect(card(storyOutcome, { method: 'revert' })).not.toContain('undo k3j9x2m4');
  });

  it('of a host that does not answer says how to look and when it is asked again', () => {
    const text = card({ ...undoneOutcome, result: 'pending' }, { later: 'Ferryman asks it again.' });
    expect(text).toContain('ls /var/lib/ferryman/changes/k3j9x2m4');
    expect(text).toContain('Ferryman asks it again.');
  });

  it('has every command with its output in a file, and none where nothing ran', () => {
    const { text = '', name } = outcomeFile(undoneOutcome) ?? {};
    expect(name).toBe('fix-k3j9x2m4-record.txt');
    expect(text).toContain('systemctl restart docker.service (exit code 1)\nJob for docker.service failed');
    expect(outcomeFile({ ...storyOutcome, proofs: [], commands: [] })).toBeUndefined();
  });

  it('is taken by Slack whatever the host says, as a table and without one', () => {
    const words = fc.oneof(
      fc.constantFrom('<!channel>', '\u001B[31m', '', '`', '容器'),
      fc.string({ unit: 'binary' }),
      fc.constant('x'.repeat(3000)),
    );
    const proofs = fc.array(fc.record({ what: words, before: words, after: words, ok: fc.boolean() }), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(words, words, proofs, (because, next, all) => {
        const { blocks, plainer, text } = renderOutcome(
          { ...storyOutcome, because, next, proofs: all },
          options,
        );
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(checkBlocks(plainer, 'message')).toEqual([]);
        expect(text).not.toContain('<!channel>');
      }),
      { numRuns: 60 },
    );
  });
});

describe('a card that was decided about', () => {
  const decision = { kind: 'approved', by: 'U0ANNA', at: '2026-11-22T20:45:00.000Z', click: 't1' } as const;

  it('has who and when in place of its buttons, and the rest as it was', () => {
    const text = { type: 'plain_text' as const, text: 'the plan' };
    const { blocks } = renderDecided(
      {
        text: 'plan',
        blocks: [
          { type: 'section', text },
          { type: 'actions', elements: [] },
        ],
      },
      decision,
      'hz-shop',
    );
    expect(blocks).toEqual([
      { type: 'section', text },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: '✅ Approved by <@U0ANNA> at <!date^1795380300^{time_secs}|2026-11-22T20:45:00.000Z>',
            verbatim: true,
          },
        ],
      },
    ]);
  });
});
