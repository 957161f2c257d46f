import { EventEmitter, once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { Diagnose } from '../../workers/diagnose.ts';
import type { Seen } from '../../src/flows/watch/watch-host.ts';
import { plainText } from '../../src/render/slack/plain-text.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { Incident } from '../../src/report/incident.ts';
import { Watch } from '../../src/report/watch.ts';
import { WatchedHost } from '../../src/report/watched.ts';
import type { Conversation } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { noting, sshHost } from '../support/ways.ts';

const conversations = useConversations();

afterEach(async () => {
  const { records } = conversations.queue;
  const kept = { watches: Watch, watched: WatchedHost, incidents: Incident };
  for (const [name, schema] of Object.entries(kept)) {
    const collection = collectionOf<unknown>(records, name, schema);
    for (const key of (await collection.list()).keys()) await collection.change(key, () => undefined);
  }
});

const hosts = [
  { ...sshHost('hz-shop', '203.0.113.7'), tags: ['shop'] },
  { ...sshHost('hz-web', '203.0.113.8'), tags: ['shop'] },
  { ...sshHost('hz-db', '203.0.113.9'), tags: ['db'] },
];
const watch = {
  everyMs: 2_000,
  wholeMs: 3_600_000,
  unseenLooks: 3,
  flapping: { times: 10, withinMs: 3_600_000, calmMs: 1_800_000 },
  on: [{ on: 'shop', ports: [], everyMs: 2_000 }],
};

/** Docker of hz-shop is dead. */
const watchHost = async ({ host }: { readonly host: { readonly name: string } }): Promise<Seen> => {
  const at = new Date().toISOString();
  const title = { en: 'Docker is not running', 'zh-CN': 'Docker 没有运行' };
  const dead = {
    cause: 'docker-dead',
    severity: 'critical' as const,
    subject: { kind: 'service', name: 'docker' },
    title,
    since: at,
  };
  return { kind: 'diagnosed', at, faults: host.name === 'hz-shop' ? [dead] : [], known: [], changed: [] };
};

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
  expect(told).toMatch(/🔴 hz-shop: Docker is not running · open, critical · since /);
  expect(told).not.toContain('hz-db');
  bell.emit('go on');
  await conversations.jobsEnded();
}, 90_000);

test('behind it stands a host, a tag or a site; Chinese readers read Chinese', async () => {
  const conversation = await begin();
  await expect.poll(() => answer(conversation, 'shop'), within).toMatch(/^2 hosts: 1 critical, 1 healthy\n/);
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
