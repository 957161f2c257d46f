import { afterEach, describe, expect, test } from 'vitest';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { noting, whispered } from '../support/ways.ts';

/** What Slack says no to, in its own words: docs.slack.dev/reference/methods, "Errors" of each method. */

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

function begin(changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin({ diagnose }, changes);
}

const always = { times: Infinity };

describe('where Slack lets nobody post', () => {
  test.each([
    [
      'channel_not_found',
      'lin',
      /web-1 was not diagnosed\. The bot may not write there \(channel_not_found\)\. .*\/invite @ferryman/s,
    ],
    ['is_archived', 'anna', /The bot may not write there \(is_archived\)/],
    ['restricted_action', 'lin', /The bot may not write there \(restricted_action\)/],
    ['is_archived', 'chen', /web-1 未能诊断。.*不能在那里发消息（is_archived）。.*\/invite @ferryman/s],
  ])('%s, %s hears so alone, and the host is left in peace', async (error, user, words) => {
    const { say, workspace } = await begin();
    workspace.faults.refuse({ ...always, method: 'chat.postMessage', error });
    const said = await say('/diagnose web-1', { user });
    expect(said).toMatchObject({ kind: 'whisper', text: expect.stringMatching(words) });
    expect(asked).toEqual([]);
    expect(roots(workspace, 'migration')).toEqual([]);
    await conversations.jobsEnded();
  });

  test('because the app was taken out of the workspace, who asked hears what to check, once nothing helps', async () => {
    const { workspace } = await begin();
    workspace.faults.refuse({ ...always, method: 'chat.postMessage', error: 'account_inactive' });
    await workspace.slash({ command: '/diagnose', text: 'web-1', user: 'anna' });
    const whisper = await workspace.waitFor(
      (now) => now.ephemerals('anna').find(({ text }) => text.includes('account_inactive')),
      5_000,
    );
    expect(whisper.text).toContain('ferryman doctor checks the tokens and scopes.');
    await conversations.jobsEnded();
  });
});

test.each(['invalid_blocks', 'msg_blocks_too_long'])(
  'a message whose blocks Slack does not take (%s) says the same as plain text',
  async (error) => {
    const { workspace } = await begin();
    // The plan, and the two lines that are there for a Slack without plans.
    workspace.faults.refuse({ times: 2, method: 'chat.postMessage', error });
    await workspace.slash({ command: '/diagnose', text: 'web-1 30003', user: 'anna' });
    await workspace.waitFor((now) =>
      roots(now, 'migration').some(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
    );
    await conversations.jobsEnded();
    const posted = workspace.journal.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posted.slice(0, 3).map(({ answer }) => answer['ok'])).toEqual([false, false, true]);
    expect(posted[2]?.args).toMatchObject({
      text: expect.stringMatching(/^Diagnosing web-1:30003.*<@U0ANNA>/s),
    });
    expect(roots(workspace, 'migration')).toHaveLength(1);
  },
);

describe('a form that Slack opens too late', () => {
  const late = { method: 'views.open', error: 'expired_trigger_id' } as const;

  test('for a command says how to go on without it', async () => {
    const { workspace } = await begin();
    workspace.faults.refuse(late);
    await workspace.slash({ command: '/diagnose', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toMatch(
      /The form did not open \(expired_trigger_id\)\..*\/diagnose <host>/s,
    );
  });

  test('from a message says so in Chinese to whoever reads that', async () => {
    const { workspace } = await begin();
    const message = workspace.say({ text: '全都很慢', user: 'chen' });
    workspace.faults.refuse(late);
    await workspace.shortcut({ callbackId: 'diagnose_here', user: 'chen', messageTs: message.ts });
    expect(await whispered(workspace, 'chen')).toMatch(/expired_trigger_id.*\/diagnose/s);
    expect(await whispered(workspace, 'chen')).toMatch(/\p{Script=Han}/u);
  });

  test('from the home tab is told in the direct messages beside it', async () => {
    const { workspace } = await begin();
    await workspace.openHome({ user: 'anna' });
    const home = await workspace.waitFor((now) => now.home('anna'));
    workspace.faults.refuse(late);
    await workspace.click({ viewId: home.id, actionId: 'home_diagnose', user: 'anna' });
    const told = await workspace.waitFor((now) => now.messages('U0ANNA').at(-1));
    expect(told.text).toContain('The form did not open (expired_trigger_id).');
  });

  test('from a card asks for another click', async () => {
    const { workspace, say } = await begin();
    const said = await say('/diagnose web-1 30003');
    if (said.kind !== 'thread') throw new Error('no thread');
    await conversations.jobsEnded();
    workspace.faults.refuse(late);
    await workspace.click({ messageTs: said.ts, actionId: 'operation_wrong', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toMatch(/The form did not open\..*Click again\./s);
  });
});

/** The inventory forgets hz-shop when the test says so. */
async function begunWithTwoHosts() {
  const hosts = [sshHost('hz-shop', '203.0.113.7'), sshHost('web-1', '203.0.113.8')];
  const conversation = await begin({ hosts, support: ['S0SUPPORT'] });
  return { ...conversation, forget: () => hosts.shift() };
}

describe('a button that is older than the list of hosts', () => {
  test('runs nothing again, and names the hosts that there are', async () => {
    const { workspace, say, forget } = await begunWithTwoHosts();
    const said = await say('/diagnose hz-shop 30003');
    if (said.kind !== 'thread') throw new Error('no thread');
    await conversations.jobsEnded();
    forget();
    await workspace.click({ messageTs: said.ts, actionId: 'diagnose_again', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toMatch(
      /hz-shop is not in the inventory\..*The inventory has web-1\./s,
    );
    // What it found then can be shown and handed on all the same.
    await workspace.click({ messageTs: said.ts, actionId: 'operation_handoff', user: 'anna' });
    await workspace.waitFor((now) =>
      now
        .thread('migration', said.ts)
        .some((one) => textOf(one).join('').includes('hands off hz-shop:30003')),
    );
    expect(asked).toHaveLength(1);
  });

  test('offers nothing any more, and opens a form without the host', async () => {
    const { workspace, forget } = await begunWithTwoHosts();
    const call = workspace.say({ text: '<!subteam^S0SUPPORT> hz-shop is dead', user: 'lin' });
    const offer = await workspace.waitFor((now) => now.thread('migration', call.ts)[1]);
    await workspace.openHome({ user: 'anna' });
    const home = await workspace.waitFor((now) => now.home('anna'));
    expect(JSON.stringify(home)).toContain('hz-shop');
    forget();
    await workspace.click({ messageTs: offer.ts, actionId: 'diagnose_offered_1', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toContain('hz-shop is not in the inventory.');
    await workspace.click({ viewId: home.id, actionId: 'home_host_1', user: 'anna' });
    await workspace.waitFor((now) => now.modals('anna').stack.length === 1);
    await workspace.submit({ user: 'anna' });
    expect(workspace.modals('anna').errors['form_host']).toContain('hz-shop is not in the inventory.');
    expect(asked).toEqual([]);
  });
});

test('one who writes while a connection is renewed is answered, by each of two commands at once', async () => {
  const { workspace, say } = await begin();
  workspace.faults.refresh({ times: 2 });
  const both = await Promise.all([
    say('/diagnose web-1', { user: 'anna' }),
    say('/diagnose web-2', { user: 'chen', channel: 'ops-private' }),
  ]);
  expect(both).toMatchObject([{ kind: 'thread' }, { kind: 'thread' }]);
  expect(asked).toHaveLength(2);
});
