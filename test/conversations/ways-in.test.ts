import { afterEach, describe, expect, test } from 'vitest';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { answered, noting, whispered } from '../support/ways.ts';

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

function begin(changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin({ diagnose }, changes);
}

const nobody = { everyone: false, users: [], groups: [], channels: [] };

describe('whoever mentions the bot', () => {
  test('in a thread is answered in that thread, by cause, evidence and fix', async () => {
    const { workspace } = await begin();
    const root = workspace.say({ text: 'the shop is down', user: 'anna' });
    const mention = workspace.say({
      text: '<@U0FERRYMAN> diagnose hz-shop 30003',
      user: 'anna',
      threadTs: root.ts,
    });
    const [card, evidence] = await answered(workspace, 'migration', root.ts);
    expect(card).toContain("Docker's bridge covers the network card's subnet");
    expect(evidence).toContain('192.168.0.2 dev eth0');
    expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
    expect(roots(workspace, 'migration').map(({ ts }) => ts)).toEqual([root.ts]);
    expect(mention.ts).not.toBe(root.ts);
  });

  test('in a channel is answered below the question, also for a host alone and with words before the name', async () => {
    const { workspace } = await begin();
    const first = workspace.say({ text: '<@U0FERRYMAN>: web-1', user: 'anna' });
    await answered(workspace, 'migration', first.ts);
    const second = workspace.say({
      text: 'hey <@U0FERRYMAN> diagnose <http://web-2:80|web-2:80>',
      user: 'anna',
    });
    await answered(workspace, 'migration', second.ts);
    expect(asked).toMatchObject([
      { host: { name: 'web-1' } },
      { host: { name: 'web-2' }, asked: { port: 80 } },
    ]);
  });

  test('is answered once, although Slack tells of the message twice and once more', async () => {
    const { workspace } = await begin();
    const said = workspace.say({ text: '<@U0FERRYMAN> diagnose web-1', user: 'anna' });
    await answered(workspace, 'migration', said.ts);
    await conversations.jobsEnded();
    const told = workspace.journal.deliveries.filter(({ type }) => type === 'events_api');
    expect(told.map(({ payload }) => payload['event'])).toMatchObject([
      { type: 'app_mention' },
      { type: 'message' },
    ]);
    for (const delivery of told) await workspace.faults.redeliver(delivery);
    const next = workspace.say({ text: '<@U0FERRYMAN> diagnose web-2', user: 'anna' });
    await answered(workspace, 'migration', next.ts);
    expect(asked.map(({ host }) => host.name)).toEqual(['web-1', 'web-2']);
  });

  test('writes without the name where only the two talk', async () => {
    const { workspace } = await begin();
    workspace.say({ text: 'diagnose hz-shop', user: 'anna', channel: 'U0ANNA' });
    await workspace.waitFor(
      (now) =>
        now.messages('U0ANNA').some(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
      15_000,
    );
    expect(asked).toMatchObject([{ host: { name: 'hz-shop' } }]);
  });

  test.each([
    ['help', 'What you can do here'],
    ['diagnose hz-shpo', 'Did you mean /diagnose hz-shop?'],
    ['could you look at hz-shop?', 'Diagnose hz-shop'],
  ])('writes there, and Slack tells of it twice: it is answered once: %s', async (text, answer) => {
    const { workspace } = await begin();
    const said = (words: string) =>
      workspace
        .messages('U0ANNA')
        .filter((message) => message.bot_id !== undefined && textOf(message).join(' ').includes(words));
    workspace.say({ text, user: 'anna', channel: 'U0ANNA' });
    await expect.poll(() => said(answer).length).toBe(1);
    await conversations.jobsEnded();
    const [told] = workspace.journal.deliveries;
    if (told !== undefined) await workspace.faults.redeliver(told);
    // What is answered later stands there later, too.
    workspace.say({ text: 'diagnose nowhere', user: 'anna', channel: 'U0ANNA' });
    await expect.poll(() => said('nowhere is not in the inventory').length).toBe(1);
    await conversations.jobsEnded();
    expect(said(answer)).toHaveLength(1);
  });

  test('and means no command reads what there is, alone', async () => {
    const { workspace } = await begin();
    const root = workspace.say({ text: '<@U0FERRYMAN> make coffee <!channel>', user: 'anna' });
    const text = await whispered(workspace, 'anna');
    expect(text).toContain('is not a command that Ferryman knows');
    expect(text).toContain('/diagnose web-1');
    // In a thread that nobody has answered in yet Slack shows it to nobody.
    expect(workspace.ephemerals('anna')[0]?.thread_ts).toBeUndefined();
    expect(workspace.thread('migration', root.ts)).toHaveLength(1);
  });

  test('and means no command in a thread reads that there', async () => {
    const { workspace } = await begin();
    const root = workspace.say({ text: 'It is slow.', user: 'chen' });
    workspace.say({ text: '<@U0FERRYMAN> make coffee', user: 'anna', threadTs: root.ts });
    await whispered(workspace, 'anna');
    expect(workspace.ephemerals('anna')[0]?.thread_ts).toBe(root.ts);
  });

  test('and says nothing but the name reads what there is, and who names a host among other words is offered it', async () => {
    const { workspace } = await begin();
    workspace.say({ text: '<@U0FERRYMAN>', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toMatch(/^What you can do here/);
    workspace.say({ text: '<@U0FERRYMAN> could you look at hz-shop, port 30003?', user: 'anna' });
    const offer = await workspace.waitFor((now) => now.ephemerals('anna')[1]);
    expect(textOf(offer).join(' ')).toContain('Diagnose hz-shop:30003');
    await workspace.click({ messageTs: offer.ts, actionId: 'diagnose_offered_1', user: 'anna' });
    await workspace.waitFor(
      (now) =>
        roots(now, 'migration').find(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
      15_000,
    );
    expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
  });

  test.each(['constructor', '__proto__', 'toString web-1x'])(
    'and writes %s is told that it is no command',
    async (words) => {
      const { workspace } = await begin();
      workspace.say({ text: `<@U0FERRYMAN> ${words}`, user: 'anna' });
      expect(await whispered(workspace, 'anna')).toContain('is not a command that Ferryman knows');
    },
  );

  test.each([
    ['logs topapi on nowhere', 'nowhere is not in the inventory.'],
    ['fix-bridge nowhere', 'nowhere is not in the inventory.'],
  ])('reaches the other commands as well, with their own refusals: %s', async (words, sentence) => {
    const { workspace } = await begin();
    workspace.say({ text: `<@U0FERRYMAN> ${words}`, user: 'anna' });
    expect(await whispered(workspace, 'anna')).toContain(sentence);
  });

  test.each([
    ['logs topapi', 'You may not use /logs.'],
    ['fix-bridge web-1', 'Nobody may use /fix-bridge yet.'],
  ])('and may not use that command is refused: %s', async (words, sentence) => {
    const rules = { diagnose: { ...nobody, everyone: true }, logs: { ...nobody, users: ['U0LIN'] } };
    const { workspace } = await begin({ access: { teams: ['T0FERRYMAN'], rules } });
    workspace.say({ text: `<@U0FERRYMAN> ${words}`, user: 'anna' });
    expect(await whispered(workspace, 'anna')).toContain(sentence);
  });

  test('and mistypes a host is told so, alone', async () => {
    const { workspace } = await begin();
    workspace.say({ text: '<@U0FERRYMAN> diagnose hz-shpo', user: 'anna' });
    expect(await whispered(workspace, 'anna')).toContain('Did you mean /diagnose hz-shop?');
  });

  test.each([
    ['gus', 'migration', 'Guests may not ask Ferryman.'],
    ['eve', 'partner-hangzhou', 'Only people of this organisation may ask Ferryman.'],
  ])('and may not ask is refused: %s', async (user, channel, sentence) => {
    const { workspace } = await begin();
    workspace.say({ text: '<@U0FERRYMAN> diagnose web-1', user, channel });
    expect(await whispered(workspace, user)).toContain(sentence);
    expect(asked).toEqual([]);
  });

  test('in Chinese is answered in Chinese', async () => {
    const { workspace } = await begin({ language: { default: 'en', channels: {} } });
    const said = workspace.say({ text: '<@U0FERRYMAN> 诊断 hz-shop 30003', user: 'chen' });
    const [card] = await answered(workspace, 'migration', said.ts);
    expect(card).toContain('hz-shop:30003 有故障');
    workspace.say({ text: '<@U0FERRYMAN> 帮助', user: 'chen' });
    const help = await workspace.waitFor((now) =>
      now
        .ephemerals('chen')
        .map((one) => textOf(one).join(' '))
        .find((text) => text.includes('/logs')),
    );
    expect(help).toContain('你在这里可以这样用');
  });
});

async function helpOf(conversation: Conversation, user = 'anna', channel = 'migration'): Promise<string> {
  await conversation.workspace.slash({ command: '/ferryman', text: 'help', user, channel });
  return whispered(conversation.workspace, user);
}

describe('/ferryman help', () => {
  test('shows every command to whoever may use all, with hosts of the inventory', async () => {
    const text = await helpOf(await begin({ support: ['S0SUPPORT'] }));
    for (const shown of [
      '/diagnose web-1',
      '@ferryman diagnose web-1',
      'Diagnose here',
      '@support web-1',
      '/logs <container> on web-1 since 30m',
      '/fix-bridge web-1',
      '/watch web-1',
      '/quiet web-1',
      '/status',
      'you may approve it',
    ])
      expect(text).toContain(shown);
  });

  test('has no example of a port or a container that nobody knows of', async () => {
    const text = await helpOf(await begin());
    expect(text).toContain('/diagnose web-1 <port>');
    expect(text).not.toMatch(/topapi|web-1 80|everything that is wrong/);
  });

  test.each(['/diagnose', '/logs', '/fix-bridge'])('%s help answers as it does', async (command) => {
    const { workspace } = await begin();
    await workspace.slash({ command, text: 'help', user: 'anna', channel: 'migration' });
    expect(await whispered(workspace, 'anna')).toContain('What you can do here');
    expect(asked).toEqual([]);
  });

  test('leaves out what this person may not do', async () => {
    const everyone = { ...nobody, everyone: true };
    const text = await helpOf(
      await begin({
        access: {
          teams: ['T0FERRYMAN'],
          rules: {
            logs: everyone,
            diagnose: { ...everyone, channels: ['C0OPS'] },
            'fix-bridge': { ...nobody, users: ['U0LIN'] },
          },
        },
      }),
    );
    expect(text).toContain('/logs <container> on web-1 since 30m');
    for (const hidden of [
      '/diagnose',
      '@ferryman',
      'Diagnose here',
      '/fix-bridge',
      '/watch',
      '/quiet',
      '/status',
      'approve',
    ])
      expect(text).not.toContain(hidden);
  });

  test('says to a guest why there is nothing', async () => {
    const text = await helpOf(await begin(), 'gus');
    expect(text).toContain('You can ask Ferryman for nothing here.');
    expect(text).toContain('Guests may not ask Ferryman.');
    expect(text).not.toContain('web-1');
  });
});
