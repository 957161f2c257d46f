import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;

const [bridge] = storyReport('web-1').causes;
if (bridge === undefined) throw new Error('the story has a cause');
const refused = {
  ...bridge,
  cause: 'docker-not-running',
  subject: { kind: 'service', name: 'docker' },
  title: 'Docker does not run',
};

/** Each diagnosis gets the next of these. */
async function begin(
  reports: readonly Partial<Report>[],
  changes?: ConversationChanges,
): Promise<Conversation> {
  const left = [...reports];
  return conversations.begin(
    {
      diagnose: async ({ host, asked }) => ({
        report: { ...storyReport(host.name, asked), ...left.shift() },
      }),
    },
    changes,
  );
}

async function again({ say, workspace }: Conversation, line = '/diagnose web-1 30003') {
  const said = await say(line);
  if (said.kind !== 'thread') throw new Error('no thread');
  await jobsEnded();
  await workspace.click({ messageTs: said.ts, actionId: 'diagnose_again', user: 'anna' });
  const card = await workspace.waitFor((now) =>
    roots(now, 'migration').find(
      ({ ts, blocks }) => ts !== said.ts && JSON.stringify(blocks ?? []).includes('diagnose_again'),
    ),
  );
  await jobsEnded();
  return { said, card, text: textOf(card).join('\n') };
}

test('run again shows only what changed: fixed, new and lost sight of', async () => {
  const conversation = await begin([
    { causes: [bridge, { ...refused, cause: 'ip-forward-off', title: 'The host forwards no packets' }] },
    {
      causes: [refused],
      checked: ['bridge-subnet-contains-host-subnet'],
      unknowns: [{ check: 'ip-forward-off', because: 'sysctl: permission denied' }],
    },
  ]);
  const { text, card } = await again(conversation);
  expect(text).toMatch(/Fixed\n✅ Docker's bridge covers the network card's subnet/);
  expect(text).toMatch(/Docker does not run/);
  expect(text).toMatch(
    /Lost sight of\n❔ The host forwards no packets \(could not be checked: sysctl: permission denied\)/,
  );
  expect(card.text).toContain('Since then: 1 fixed, 1 new, 0 still there, 1 lost sight of.');
  // The earlier one is one click away; what has not changed is not told again.
  expect(text).toMatch(/Only what changed since <!date\^\d+\^.*\/archives\/C0MIGRATION\/p/);
});

test('run again of what has not changed says so, and leaves the evidence behind a button', async () => {
  const conversation = await begin([{}, {}]);
  const { text, card } = await again(conversation);
  expect(text).toContain('Nothing has changed since then.');
  expect(text).toMatch(/Still there\n🔴 Docker's bridge covers/);
  expect(text).toContain('Show evidence');
  expect(conversation.workspace.thread('migration', card.ts)).toHaveLength(1);
});

test('a host that cannot be reached any more has nothing fixed', async () => {
  const unreachable = {
    verdict: 'unreachable' as const,
    causes: [],
    symptoms: [],
    unknowns: [{ check: 'connection', because: 'web-1 refused the connection.' }],
    checked: [],
  };
  const { text } = await again(await begin([{}, unreachable]));
  expect(text).toContain('cannot be reached');
  expect(text).toMatch(/Lost sight of\n❔ Docker's bridge .* \(the host cannot be reached\)/);
  expect(text).not.toContain('Fixed');
});

test('a card whose record is gone is run again in full', async () => {
  const conversation = await begin([{}, {}]);
  const { kept } = conversations.queue;
  const said = await conversation.say('/diagnose web-1 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  await jobsEnded();
  const [asked] = conversation.workspace.journal.deliveries;
  expect(asked).toBeDefined();
  const value = /"operation\\*":\\*"([^"\\]+)/.exec(
    JSON.stringify(roots(conversation.workspace, 'migration')[0]?.blocks),
  )?.[1];
  await kept.write(`operation:${value}`, '', 1);
  await conversation.workspace.click({ messageTs: said.ts, actionId: 'diagnose_again' });
  await conversation.workspace.waitFor(() => conversation.threads()[1]?.length === 2);
  expect(conversation.threads()[1]?.[0]).toContain('Move docker0 to 192.168.64.1/24.');
});

test('in Chinese', async () => {
  const conversation = await begin([{}, { causes: [], verdict: 'healthy', checked: [bridge.cause] }], {
    language: { default: 'zh-CN', channels: { C0MIGRATION: 'zh-CN' } },
  });
  const { text } = await again(conversation);
  expect(text).toContain('web-1:30003 正常');
  expect(text).toMatch(/已修复\n✅ /);
});
