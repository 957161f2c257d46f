import { afterEach, expect, test } from 'vitest';
import { type Conversation, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { answered, noting, whispered } from '../support/ways.ts';

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

const hosts = [sshHost('hz-shop', '203.0.113.7'), sshHost('web-1', '203.0.113.8')];

function begin(changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin({ diagnose }, { hosts, ...changes });
}

const here = { callbackId: 'diagnose_here', user: 'anna' };

test('"Diagnose here" asks about the address and the port of a link in the message, and answers below it', async () => {
  const { workspace } = await begin();
  const alarm = workspace.say({ text: 'probe failed: <https://203.0.113.7:30003/health>', user: 'lin' });
  await workspace.shortcut({ ...here, messageTs: alarm.ts });
  const [card] = await answered(workspace, 'migration', alarm.ts);
  expect(card).toContain('hz-shop:30003 is faulty');
  expect(workspace.modals('anna').stack).toEqual([]);
});

test('what the message leaves out stands in its thread', async () => {
  const { workspace } = await begin();
  const root = workspace.say({ text: 'customers cannot log in to hz-shop', user: 'lin' });
  workspace.say({ text: 'I think it is port 30003', user: 'anna', threadTs: root.ts });
  const last = workspace.say({ text: 'still down', user: 'lin', threadTs: root.ts });
  await workspace.shortcut({ ...here, messageTs: last.ts });
  await answered(workspace, 'migration', root.ts);
  expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
});

test('two hosts are a question: the form has the first one, and offers both first', async () => {
  const { workspace } = await begin();
  const message = workspace.say({ text: 'web-1 cannot reach hz-shop on port 1433', user: 'lin' });
  await workspace.shortcut({ ...here, messageTs: message.ts });
  const form = await workspace.waitFor((now) => now.modals('anna').stack.at(-1));
  expect(textOf({ text: '', ...form }).join(' ')).toContain('Found in this message and its thread: ');
  const { options } = await workspace.suggest({ user: 'anna', actionId: 'form_host' });
  expect(options.map(({ value }) => value)).toEqual(['hz-shop', 'web-1']);
  // Host and port stand there already.
  await workspace.submit({ user: 'anna' });
  await answered(workspace, 'migration', message.ts);
  expect(asked).toMatchObject([{ host: { name: 'web-1' }, asked: { port: 1433 } }]);
});

test('a message without any host opens the empty form', async () => {
  const { workspace } = await begin();
  const message = workspace.say({ text: 'everything is slow', user: 'lin' });
  await workspace.shortcut({ ...here, messageTs: message.ts });
  const form = await workspace.waitFor((now) => now.modals('anna').stack.at(-1));
  expect(textOf({ text: '', ...form }).join(' ')).toContain(
    'No host of the inventory stands in this message',
  );
  expect(asked).toEqual([]);
});

test('a thread that Slack gives late comes into the form that is open by then', async () => {
  const { workspace } = await begin();
  const root = workspace.say({ text: 'hz-shop is down', user: 'lin' });
  const reply = workspace.say({ text: 'port 30003, that is', user: 'lin', threadTs: root.ts });
  workspace.faults.slow({ method: 'conversations.replies', ms: 2_000 });
  await workspace.shortcut({ ...here, messageTs: reply.ts });
  await workspace.waitFor((now) => now.modals('anna').stack[0]?.callback_id === 'diagnose_form', 8_000);
  expect(asked).toEqual([]);
  await workspace.submit({ user: 'anna' });
  await answered(workspace, 'migration', root.ts);
  expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
});

test('in a channel without the bot the message is read all the same, and who asked hears why there is no answer', async () => {
  const { workspace } = await begin();
  const message = workspace.say({ text: 'hz-shop 30003?', user: 'lin', channel: 'random' });
  await workspace.shortcut({ ...here, messageTs: message.ts, channel: 'random' });
  await workspace.waitFor(
    (now) => now.ephemerals('anna').some((one) => one.text.includes('/invite @ferryman')),
    15_000,
  );
  expect(asked).toEqual([]);
});

test('a guest is refused, whether the message is clear or not', async () => {
  const { workspace } = await begin();
  for (const text of ['hz-shop 30003 is down', 'everything is down']) {
    const message = workspace.say({ text, user: 'lin' });
    await workspace.shortcut({ ...here, user: 'gus', messageTs: message.ts });
  }
  await workspace.waitFor((now) => now.ephemerals('gus').length === 2);
  expect(await whispered(workspace, 'gus')).toContain('Guests may not ask Ferryman.');
  expect(workspace.modals('gus').stack).toEqual([]);
});
