import { expect, it, test } from 'vitest';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { readModel } from '../model/read-model.ts';
import type { Finding } from './api.ts';
import { judge } from './judge.ts';
import { defineOwnRule, type Rule } from './rule.ts';

const model = readModel(recordedHost('healthy-plain').snapshot, {});

/** As a team writes one in JavaScript: nothing holds it to the types. */
function own(evaluate: () => unknown): Rule {
  return {
    id: 'old-agent-listens',
    title: 'The old monitoring agent runs',
    rank: 'specific',
    needs: [],
    wants: [],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that it is none is what is tried
    evaluate: evaluate as Rule['evaluate'],
  };
}

const finding: Finding = {
  severity: 'warning',
  certainty: 'proven',
  subject: { kind: 'port', name: '10050' },
  title: 'The old monitoring agent still runs',
  explanation: 'Something listens on {0}, and reports to the old region.',
  evidence: [{ source: 'ss -lnt', lines: ['LISTEN 0 128 *:10050'] }],
  falsifier: 'wrong if `ss -lnt` shows nothing on 10050',
  fix: { summary: 'Remove the agent.', commands: ['apt remove old-agent'], risk: 'None.' },
  explains: ['port:10050'],
};

it.each(['en', 'zh-CN'] as const)("tells a team's own rule as it is written, in %s too", (language) => {
  const rule = defineOwnRule({ id: 'a', title: 'b', needs: [], evaluate: () => [finding] });
  const { title } = finding;
  const told = { ...finding, titles: { en: title, 'zh-CN': title } };
  expect(judge(model, [rule], language)).toEqual([{ kind: 'faulty', rule, findings: [told] }]);
});

it("tells in the reader's language what a team's own rule hands on from a view", () => {
  const story = readModel(recordedHost('the-story').snapshot, { port: 30_003 });
  const rule = defineOwnRule({
    id: 'a',
    title: 'b',
    needs: ['symptoms'],
    evaluate: ({ symptoms }) => symptoms.slice(0, 1).map(({ text }) => ({ ...finding, title: text })),
  });
  const titleIn = (language: 'en' | 'zh-CN') =>
    judge(story, [rule], language).flatMap((outcome) =>
      outcome.kind === 'faulty' ? outcome.findings.map(({ title }) => title) : [],
    );
  expect(titleIn('en')).toEqual([expect.stringMatching(/30003 .*from outside/)]);
  expect(titleIn('zh-CN')).toEqual([expect.stringMatching(/30003.*\p{Script=Han}/u)]);
});

test.each([
  ['a finding without words', () => [{ ...finding, title: undefined }]],
  ['a reason without words', () => ({ kind: 'could-not-look' })],
  ['nothing', () => undefined],
])('a rule that answers with %s has failed, and ends nothing', (_, evaluate) => {
  const [outcome, other] = judge(model, [own(evaluate), own(() => [])]);
  expect(outcome).toMatchObject({
    kind: 'unknown',
    because: expect.stringMatching(/^the rule itself failed: TypeError/),
  });
  expect(other?.kind).toBe('healthy');
});
