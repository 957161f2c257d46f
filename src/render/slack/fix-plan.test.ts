import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storyPlan } from '../../../test/support/fix-plan.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { FixPlan } from '../../report/fix.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { planFile } from './fix-file.ts';
import { renderNoPlan, renderPlan } from './fix-plan.ts';

const options = { askedBy: 'U0LIN', value: 'signed' };

/** The buttons of the card, as Slack gets them. */
function buttonsOf(plan: FixPlan, value = 'signed') {
  return renderPlan(plan, { ...options, value }).blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements : [],
  );
}

describe('the card of a plan', () => {
  const card = readAloud(renderPlan(storyPlan, options));

  it('says what moves where, why, and why the new place is free', () => {
    expect(card.split('\n')[0]).toBe('🔧 hz-shop: move docker0 from 192.168.0.1/20 to 192.168.64.1/24');
    expect(card).toContain("Docker's bridge covers the network card's subnet");
    expect(card).toContain('It is free on 11 other hosts whose networks are known.');
  });

  it('shows the file’s difference and the commands as they will run', () => {
    expect(card).toContain('/etc/docker/daemon.json');
    expect(card).toContain('-  "log-driver": "json-file"\n+  "log-driver": "json-file",');
    expect(card).toContain('# Let Docker start with it\nsystemctl restart docker.service');
  });

  it('names each container that goes away, for how long, how it is undone and what is proven', () => {
    expect(card).toContain('topapi: 30001/tcp 30002/tcp, no restart policy, started by the fix, healthy');
    expect(card).toContain('3 to 14 s.');
    expect(card).toContain('The host does it by itself 300 s after the change began');
    expect(card).toContain('Every port that answers now answers then, and 30003 answers.');
    expect(card).toContain('portainer gets another address');
    expect(card).toContain('<@U0LIN>');
  });

  it('asks once more before it approves, naming the host', () => {
    expect(buttonsOf(storyPlan)).toMatchObject([
      {
        action_id: 'fix_approve',
        style: 'danger',
        value: 'signed',
        confirm: {
          title: { text: 'Change hz-shop?' },
          text: {
            text: 'docker0 of hz-shop moves from 192.168.0.1/20 to 192.168.64.1/24. 2 containers are away for 3 to 14 s.',
          },
          confirm: { text: 'Change hz-shop' },
        },
      },
      { action_id: 'fix_decline', value: 'signed' },
    ]);
  });

  it('has no buttons where what they carry is too long for Slack, and says where to approve instead', () => {
    expect(buttonsOf(storyPlan, 'x'.repeat(2001))).toEqual([]);
    const text = readAloud(renderPlan(storyPlan, { ...options, value: 'x'.repeat(2001) }));
    expect(text).toContain('ferryman fix-bridge hz-shop --apply');
  });

  it('has all of the plan in its file, undo included', () => {
    const { text, name } = planFile(storyPlan);
    expect(name).toBe('fix-k3j9x2m4-plan.txt');
    for (const { command } of [...storyPlan.steps, ...storyPlan.undo.steps]) expect(text).toContain(command);
    for (const line of storyPlan.file?.diff ?? []) expect(text).toContain(line);
    expect(text).toContain(storyPlan.digest);
  });
});

describe('whatever a plan holds', () => {
  const words = fc.oneof(
    fc.constantFrom('<!channel>', '\u001B[31mred', '`', '```', '容器', '\r\n', '&lt;', '👩‍👩‍👧‍👦'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.lorem({ maxCount: 60 }),
    fc.constant('x'.repeat(4000)),
  );
  const many = fc.array(words, { maxLength: 60 });
  const steps = fc.array(fc.record({ what: words, command: words }), { maxLength: 40 });
  const arbitraryPlan = fc
    .record({
      host: words,
      whyFree: many,
      diff: many,
      steps,
      names: many,
      proof: many,
      warnings: many,
      byHand: many,
    })
    .map(({ diff, names, ...rest }): FixPlan => ({
      ...storyPlan,
      ...rest,
      file: { path: '/etc/docker/daemon.json', existed: true, diff },
      affected: names.map((name) => ({
        name,
        id: name,
        restartPolicy: name,
        ports: [name],
        startedByFix: true,
        newAddress: true,
        health: name,
      })),
    }));

  it('Slack takes the card, and it rings nobody', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const { blocks, text } = renderPlan(plan, { ...options, value: 'x'.repeat(2000) });
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(text).not.toContain('<!channel>');
        expect(JSON.stringify(blocks.filter(({ type }) => type === 'context'))).not.toContain('<!channel>');
      }),
      { numRuns: 60 },
    );
  });

  it('Slack takes the card of a refusal', () => {
    fc.assert(
      fc.property(arbitraryPlan, ({ host, warnings, byHand }) => {
        const why = { title: host, sentences: warnings, next: host, byHand };
        const { blocks } = renderNoPlan(host, why, 'U0LIN');
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
