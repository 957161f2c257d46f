import { beforeEach, expect, test } from 'vitest';
import { collectionOf } from '../../src/queue/records.ts';
import { plainText } from '../../src/render/slack/plain-text.ts';
import { LostChannel } from '../../src/report/lost-channel.ts';
import { type Conversation, roots } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { faultOf, seenWith, shortWatch } from '../support/watched-hosts.ts';
import { noting } from '../support/ways.ts';

const conversations = useConversations();
const { diagnose } = noting();
const within = { timeout: 40_000, interval: 200 };

/** By host: the cause that is there now. */
const broken = new Map<string, string>();
beforeEach(() => broken.clear());

const hosts = ['hz-shop', 'hz-web', 'hz-db'].map((name) => sshHost(name, '203.0.113.7', { tags: ['shop'] }));
const watch = {
  ...shortWatch,
  everyMs: 1_500,
  on: [{ on: 'shop', ports: [], everyMs: 1_500, to: 'oncall' }],
};
const slack = (name: string, channel: string) => ({ kind: 'slack' as const, name, channel, mention: [] });
const notify = {
  default: 'team',
  destinations: [slack('team', 'C0MIGRATION'), slack('oncall', 'C0OPS')],
  routes: [],
  feishu: { url: 'https://open.feishu.cn' },
};

const watchHost = async ({ host: { name } }: { readonly host: { readonly name: string } }) => {
  const cause = broken.get(name);
  return seenWith(cause === undefined ? [] : [faultOf(name, cause)]);
};

function begin(changes: ConversationChanges = {}): Promise<Conversation> {
  return conversations.begin(
    { watchHost, diagnose },
    { hosts, watch, notify: { ...notify, owner: 'U0ANNA' }, deskEveryMs: 300, ...changes },
  );
}

const stands = ({ workspace }: Conversation, channel: string) =>
  roots(workspace, channel)
    .filter(({ bot_id }) => bot_id !== undefined)
    .map((message) => plainText({ text: message.text, blocks: message.blocks ?? [] }, 5_000));

/** Long enough for several looks and turns of the desk. */
const aWhile = () => new Promise((done) => setTimeout(done, 3_000));

test('an archived channel is told to the owner once, and its incidents meanwhile to the default', async () => {
  const conversation = await begin();
  const { workspace } = conversation;
  broken.set('hz-web', 'disk-full');
  await expect.poll(() => stands(conversation, 'C0OPS').join(), within).toContain('disk-full of hz-web');

  workspace.changeRoom({ deed: 'archive', channel: 'ops-private' });
  broken.set('hz-shop', 'docker-dead');
  await expect.poll(() => stands(conversation, 'U0ANNA').length, within).toBe(1);
  expect(stands(conversation, 'U0ANNA')[0]).toMatch(
    /C0OPS>?: The channel is archived, so Ferryman cannot tell of incidents there any more\.\s+Unarchive it\. Or name another channel in ferryman\.yaml, under notify\.destinations\.oncall\. Until then what would be told there alone is told to team\./,
  );
  const there = () => stands(conversation, 'C0MIGRATION').join('\n');
  await expect.poll(there, within).toContain('docker-dead of hz-shop');
  // What stands open in the lost channel is seen by nobody there.
  expect(there()).toContain('disk-full of hz-web');

  broken.set('hz-db', 'clock-skew');
  await expect.poll(there, within).toContain('clock-skew of hz-db');
  broken.delete('hz-db');
  await expect.poll(there, within).toMatch(/clock-skew of hz-db[^]*resolved|resolved[^]*clock-skew of hz-db/);
  await aWhile();
  expect(stands(conversation, 'U0ANNA')).toHaveLength(1);
  expect(stands(conversation, 'C0OPS')).toHaveLength(1);

  workspace.changeRoom({ deed: 'unarchive', channel: 'ops-private' });
  await expect
    .poll(() => stands(conversation, 'C0OPS').join('\n'), { timeout: 60_000, interval: 500 })
    .toContain('docker-dead of hz-shop');
  const lost = collectionOf(conversations.queue.records, 'lost', LostChannel);
  await expect.poll(async () => [...(await lost.list()).keys()], within).toEqual([]);
  // What is over by now is no news there.
  expect(stands(conversation, 'C0OPS').join()).not.toContain('clock-skew');
  broken.clear();
  const over = () => stands(conversation, 'C0MIGRATION').filter((text) => text.includes('resolved'));
  await expect.poll(() => over().length, within).toBe(3);
  expect(stands(conversation, 'U0ANNA')).toHaveLength(1);
}, 240_000);

test('without an owner the default destination hears that Ferryman was removed, in its language', async () => {
  const conversation = await begin({
    notify,
    language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } },
  });
  conversation.workspace.changeRoom({ deed: 'remove-app', channel: 'ops-private' });
  broken.set('hz-shop', 'docker-dead');
  await expect.poll(() => stands(conversation, 'C0MIGRATION').length, within).toBe(2);
  await aWhile();
  const told = stands(conversation, 'C0MIGRATION');
  expect(told).toHaveLength(2);
  expect(told.join('\n')).toContain('hz-shop 的 docker-dead');
  expect(told.join('\n')).toMatch(/C0OPS>?: Ferryman 在 Slack 中已看不到该频道：[^]*\/invite @ferryman/);
  expect(told.join('\n')).toContain('在此之前，只发到那里的通知改发给 team。');
}, 120_000);

test('where it is the default itself that is lost, nobody else is told, and it catches up', async () => {
  const on = [{ on: 'shop', ports: [], everyMs: 1_500 }];
  const conversation = await begin({ notify: { ...notify, owner: 'U0LIN' }, watch: { ...watch, on } });
  const { workspace } = conversation;
  workspace.changeRoom({ deed: 'remove-app', channel: 'migration' });
  broken.set('hz-shop', 'docker-dead');
  await expect
    .poll(() => stands(conversation, 'U0LIN').join(), within)
    .toMatch(
      /C0MIGRATION>?: Ferryman is no member of the channel any more[^]*\/invite @ferryman[^]*Until then nobody hears/,
    );
  expect(stands(conversation, 'C0OPS')).toEqual([]);
  workspace.changeRoom({ deed: 'invite-app', channel: 'migration' });
  await expect
    .poll(() => stands(conversation, 'C0MIGRATION').join(), { timeout: 60_000, interval: 500 })
    .toContain('docker-dead of hz-shop');
}, 120_000);
