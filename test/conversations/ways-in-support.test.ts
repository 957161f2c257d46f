import { afterEach, describe, expect, test } from 'vitest';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { answered, noting, whispered } from '../support/ways.ts';

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

const hosts = [sshHost('hz-shop', '203.0.113.7'), sshHost('web-1', '203.0.113.8')];

function begin(changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin({ diagnose }, { hosts, support: ['S0SUPPORT'], ...changes });
}

/** What the bot offers below a message. */
async function offered({ workspace }: Conversation, ts: string, channel = 'migration') {
  const [offer] = await workspace.waitFor((now) => {
    const replies = now.thread(channel, ts).filter(({ bot_id }) => bot_id !== undefined);
    return replies.length > 0 && replies;
  });
  if (offer === undefined) throw new Error('nothing was offered');
  return { ts: offer.ts, text: textOf(offer).join(' ') };
}

/** Until the bot has heard a later message: what it says of the ones before stands there by then. */
async function heardAll(conversation: Conversation): Promise<void> {
  const { workspace } = conversation;
  const last = workspace.say({ text: '<!subteam^S0SUPPORT|@support> web-1?', user: 'lin' });
  await offered(conversation, last.ts);
}

describe('whoever calls the support group about a host', () => {
  test('is offered a look in the thread, and a click answers there', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    const call = workspace.say({
      text: '<!subteam^S0SUPPORT|@support> hz-shop port 30003 is dead',
      user: 'lin',
    });
    const offer = await offered(conversation, call.ts);
    expect(offer.text).toContain('Diagnose hz-shop:30003');
    expect(asked).toEqual([]);
    await workspace.click({ messageTs: offer.ts, actionId: 'diagnose_offered_1', user: 'anna' });
    await workspace.waitFor((now) => now.thread('migration', call.ts).length >= 4, 15_000);
    expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
    expect(roots(workspace, 'migration')).toHaveLength(1);
  });

  test('is offered it once in a thread, whatever is written there and however often Slack tells of it', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    const call = workspace.say({ text: '<!subteam^S0SUPPORT> hz-shop is dead', user: 'lin' });
    await offered(conversation, call.ts);
    const [told] = workspace.journal.deliveries;
    if (told !== undefined) await workspace.faults.redeliver(told);
    workspace.say({ text: '<!subteam^S0SUPPORT> and web-1 too', user: 'anna', threadTs: call.ts });
    await heardAll(conversation);
    const ofBot = workspace.thread('migration', call.ts).filter(({ bot_id }) => bot_id !== undefined);
    expect(ofBot.map((message) => textOf(message).at(-1))).toEqual(['Diagnose hz-shop']);
  });

  test.each([
    ['no host is named', '<!subteam^S0SUPPORT> everything is slow', 'lin', 'migration'],
    ['another group is called', '<!subteam^S0APPROVERS> hz-shop', 'lin', 'migration'],
    ['nobody is called', 'hz-shop is dead', 'lin', 'migration'],
    ['it is somebody of another organisation', '<!subteam^S0SUPPORT> hz-shop', 'eve', 'partner-hangzhou'],
    ['it is a guest', '<!subteam^S0SUPPORT> hz-shop', 'gus', 'migration'],
    [
      'the bot itself is asked already',
      '<!subteam^S0SUPPORT> <@U0FERRYMAN> nonsense hz-shop',
      'lin',
      'migration',
    ],
  ])('is offered nothing where %s', async (_, text, user, channel) => {
    const conversation = await begin();
    const said = conversation.workspace.say({ text, user, channel });
    await heardAll(conversation);
    expect(conversation.workspace.thread(channel, said.ts)).toHaveLength(1);
  });

  test('is offered nothing where the channel may not ask', async () => {
    const diagnoseIn = { everyone: true, users: [], groups: [], channels: ['C0MIGRATION'] };
    const conversation = await begin({ access: { teams: ['T0FERRYMAN'], rules: { diagnose: diagnoseIn } } });
    const said = conversation.workspace.say({ text: '<!subteam^S0SUPPORT> hz-shop', channel: 'ops-private' });
    await heardAll(conversation);
    expect(conversation.workspace.thread('ops-private', said.ts)).toHaveLength(1);
  });

  test('need not have the right to ask: whoever clicks needs it', async () => {
    const diagnoseFor = { everyone: false, users: ['U0ANNA'], groups: [], channels: [] };
    const conversation = await begin({ access: { teams: ['T0FERRYMAN'], rules: { diagnose: diagnoseFor } } });
    const { workspace } = conversation;
    const call = workspace.say({ text: '<!subteam^S0SUPPORT> hz-shop', user: 'lin' });
    const offer = await offered(conversation, call.ts);
    await workspace.click({ messageTs: offer.ts, actionId: 'diagnose_offered_1', user: 'lin' });
    expect(await whispered(workspace, 'lin')).toContain('You may not use /diagnose.');
    await workspace.click({ messageTs: offer.ts, actionId: 'diagnose_offered_1', user: 'anna' });
    await answered(workspace, 'migration', call.ts);
  });

  test('reads the offer in Chinese', async () => {
    const conversation = await begin({ language: { default: 'en', channels: {} } });
    const call = conversation.workspace.say({
      text: '<!subteam^S0SUPPORT|@support> hz-shop 的 30003 端口不通',
      user: 'chen',
    });
    expect((await offered(conversation, call.ts)).text).toContain('诊断 hz-shop:30003');
  });
});
