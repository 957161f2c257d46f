import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import type { Diagnose } from '../../workers/diagnose.ts';
import { plainText } from '../../src/render/slack/plain-text.ts';
import type { Conversation } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { dockerDead, seenWith, shortWatch } from '../support/watched-hosts.ts';
import { noting } from '../support/ways.ts';

const conversations = useConversations();

const hosts = [
  { ...sshHost('hz-shop', '203.0.113.7'), tags: ['shop'] },
  { ...sshHost('hz-web', '203.0.113.8'), tags: ['shop'] },
  { ...sshHost('hz-db', '203.0.113.9'), tags: ['db'] },
];
const watch = {
  ...shortWatch,
  unseenLooks: 3,
  on: [{ on: 'shop', ports: [], everyMs: 2_000 }],
};

/** Docker of hz-shop is dead. */
const watchHost = async ({ host: { name } }: { readonly host: { readonly name: string } }) =>
  seenWith(name === 'hz-shop' ? [dockerDead(name)] : []);

const bell = new EventEmitter();
const { diagnose: answerAtOnce } = noting();
/** Takes as long as the test wants. */
const diagnose: Diagnose = async (request, run) => {
  await once(bell, 'go on');
  return answerAtOnce(request, run);
};

function begin(changes: ConversationChanges = {}): Promise<Conversation> {
  return conversations.begin({ watchHost, diagnose }, { hosts, watch, deskEveryMs: 300, ...changes });
}

/** What the person alone is answered. */
async function answer({ workspace }: Conversation, text: string, user = 'lin'): Promise<string> {
  const heard = workspace.ephemerals(user).length;
  await workspace.slash({ command: '/status', text, user, channel: 'migration' });
  const told = await workspace.waitFor((now) => now.ephemerals(user).slice(heard).at(0), 15_000);
  return plainText({ text: told.text, blocks: told.blocks ?? [] }, 5_000);
}

const within = { timeout: 20_000, interval: 300 };

test('the status counts hosts, names what is open and what runs, for who asked alone', async () => {
  const conversation = await begin();
  await expect
    .poll(() => answer(conversation, ''), within)
    .toMatch(/^3 hosts: 1 critical, 1 healthy, 1 not watched\nOpen incidents\n/);
  await conversation.workspace.slash({ command: '/diagnose', text: 'hz-web 80', channel: 'migration' });
  await expect.poll(() => answer(conversation, ''), within).toContain('Diagnosing hz-web:80');
  const told = await answer(conversation, '');
  expect(told).toMatch(/🔴 hz-shop: Docker of hz-shop is not running · open, critical · since /);
  expect(told).not.toContain('hz-db');
  bell.emit('go on');
  await conversations.jobsEnded();
}, 90_000);

test('behind it stands a host, a tag or a site; Chinese readers read Chinese', async () => {
  const conversation = await begin();
  const opened = /^2 hosts: 1 critical, 1 healthy\nOpen incidents\n/;
  await expect.poll(() => answer(conversation, 'shop'), within).toMatch(opened);
  expect(await answer(conversation, 'hz-web')).toMatch(/^1 host: 1 healthy\nNo incident is open\.\n/);
  expect(await answer(conversation, 'shpo')).toContain(
    '"shpo" is no host, no tag and no site.\nDid you mean shop? Type /status shop',
  );
  expect(await answer(conversation, 'shop', 'chen')).toMatch(/^2 台主机：1 台严重，1 台正常\n未恢复的故障\n/);
}, 60_000);

test('a mention is answered as the command is', async () => {
  const conversation = await begin();
  const { workspace } = conversation;
  await expect.poll(() => answer(conversation, 'shop'), within).toMatch(/^2 hosts: 1 critical, 1 healthy/);
  workspace.say({ text: '<@U0FERRYMAN> status shop', user: 'anna', channel: 'migration' });
  const told = await workspace.waitFor((now) => now.ephemerals('anna')[0]);
  expect(told.text).toContain('2 hosts: 1 critical, 1 healthy');
}, 60_000);

test('who may not is refused', async () => {
  const everyone = { everyone: true, users: [], groups: [], channels: [] };
  const conversation = await begin({ access: { teams: ['T0FERRYMAN'], rules: { watch: everyone } } });
  expect(await answer(conversation, '')).toContain('Nobody may use /status yet.');
  expect(await answer(conversation, '', 'gus')).not.toContain('hz-shop');
}, 60_000);
