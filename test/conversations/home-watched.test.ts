import { beforeEach, describe, expect, test } from 'vitest';
import type { AccessRule } from '../../src/config/types.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { Quiet, Watch } from '../../src/report/watch.ts';
import { plainText } from '../../src/render/slack/plain-text.ts';
import { type Conversation, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { dockerDead, seenWith, shortWatch } from '../support/watched-hosts.ts';
import { noting } from '../support/ways.ts';

const conversations = useConversations();
const { diagnose } = noting();
const within = { timeout: 30_000, interval: 200 };

const broken = new Set<string>();
beforeEach(() => broken.clear());

const hosts = [
  sshHost('hz-shop', '203.0.113.7', { tags: ['shop'] }),
  sshHost('hz-web', '203.0.113.8', { tags: ['shop'] }),
  sshHost('hz-db', '203.0.113.9'),
];

const watchHost = async ({ host: { name } }: { readonly host: { readonly name: string } }) =>
  seenWith(broken.has(name) ? [dockerDead(name)] : []);

function begin(changes: ConversationChanges = {}): Promise<Conversation> {
  return conversations.begin(
    { watchHost, diagnose },
    { hosts, watch: shortWatch, deskEveryMs: 300, ...changes },
  );
}

/** The home tab as somebody sees it who has just opened it. */
async function opened({ workspace }: Conversation, user = 'lin'): Promise<string> {
  await workspace.openHome({ user });
  await workspace.waitFor((now) => now.home(user));
  return seen({ workspace }, user);
}

const seen = ({ workspace }: Pick<Conversation, 'workspace'>, user = 'lin') =>
  textOf({ text: '', blocks: workspace.home(user)?.blocks }).join('\n');

async function press({ workspace }: Conversation, actionId: string, user = 'lin'): Promise<void> {
  await workspace.click({ viewId: workspace.home(user)?.id ?? '', actionId, user });
}

const toldAlone = ({ workspace }: Conversation, user = 'lin') =>
  workspace
    .messages(`D0${user.toUpperCase()}`)
    .filter(({ bot_id }) => bot_id !== undefined)
    .map(({ text, blocks }) => plainText({ text, blocks: blocks ?? [] }, 5_000));

async function type({ workspace }: Conversation, line: string, user = 'lin'): Promise<void> {
  const heard = workspace.ephemerals(user).length;
  const [command = '', ...words] = line.split(' ');
  await workspace.slash({ command, text: words.join(' '), user, channel: 'migration' });
  await workspace.waitFor((now) => now.ephemerals(user).length > heard);
}

describe('the home tab', () => {
  test('shows what is watched and how it is, what is open and since when, and what is quiet', async () => {
    const on = [{ on: 'hz-db', ports: [3306], everyMs: 60_000 }];
    const conversation = await begin({ watch: { ...shortWatch, on } });
    await type(conversation, '/watch shop 30001 every 30s in #ops-private');
    await type(conversation, '/watch shop');
    await type(conversation, '/quiet hz-db for 2h because the *disk* is swapped <!channel>');
    broken.add('hz-web');
    await expect
      .poll(() => opened(conversation), { timeout: 40_000, interval: 500 })
      .toMatch(
        /Open incidents\n🔴 <http\S+\/archives\/C0\w+\/p\d+\|hz-web: Docker of hz-web is not running> · for \d+ s[^]*🔴 1 critical · 🟢 1 healthy · last look/,
      );
    const text = await opened(conversation);
    expect(text).toContain('*shop 30001* · every 30 s · <#C0OPS> · <@U0LIN>');
    expect(text).toContain('*hz-db 3306* · every 1 min · told as ferryman.yaml says · ferryman.yaml');
    expect(text).toMatch(/last look <!date\^\d+/);
    expect(text).toMatch(/🔕 \*hz-db\* · until <!date\^\d+\^.*> · <@U0LIN>\nthe disk is swapped !channel/);
    expect(await opened(conversation, 'chen')).toMatch(
      /未恢复的故障[^]*hz-web 的 Docker 没有运行[^]*已持续[^]*上次检查/,
    );
  }, 90_000);

  test('has a form for a watch, which does what /watch does', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    await opened(conversation);
    await press(conversation, 'home_watch');
    await workspace.waitFor((now) => now.modals('lin').stack.at(-1)?.callback_id === 'watch_form');
    const { options } = await workspace.suggest({ user: 'lin', actionId: 'watch_on', typed: 'shop' });
    expect(options.map(({ value }) => value)).toEqual(['shop', 'hz-shop', 'hz-web']);
    await workspace.submit({ user: 'lin', values: { watch_on: 'shop', watch_ports: '30001 99999' } });
    expect(workspace.modals('lin').errors).toEqual({
      watch_ports: '99999 is no port: ports go from 1 to 65535. Type /watch shop 30001 30001 every 5m',
    });
    await workspace.submit({
      user: 'lin',
      values: { watch_on: 'shop', watch_ports: '30001, 30003', watch_every: '1m', watch_where: 'C0OPS' },
    });
    await expect
      .poll(() => toldAlone(conversation).at(-1), within)
      .toContain('shop 30001, 30003 (2 hosts) is watched from now on, every 1 min.');
    expect(workspace.messages('ops-private').at(-1)?.text).toContain('<@U0LIN> has shop 30001, 30003');
    await expect
      .poll(() => seen(conversation), within)
      .toContain('*shop 30001, 30003* · every 1 min · <#C0OPS>');

    await press(conversation, 'home_unwatch_1');
    await expect.poll(() => seen(conversation), within).not.toContain('*shop 30001');
    expect(toldAlone(conversation).at(-1)).toContain('The watch of shop 30001, 30003 has ended.');
  }, 90_000);

  test('a watch without a channel is told in the direct messages where the form stands', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    await opened(conversation);
    await press(conversation, 'home_watch');
    await workspace.waitFor((now) => now.modals('lin').stack.at(-1));
    await workspace.suggest({ user: 'lin', actionId: 'watch_on' });
    await workspace.submit({ user: 'lin', values: { watch_on: 'hz-shop' } });
    await expect
      .poll(() => seen(conversation), within)
      .toContain('*hz-shop* · every 5 min · in direct messages');
    // Nobody is led into the messages of somebody else.
    expect(await opened(conversation, 'anna')).not.toContain('D0LIN');
  }, 90_000);

  test('has a form for planned work, and a button that ends it early', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    await opened(conversation, 'chen');
    await press(conversation, 'home_quiet', 'chen');
    await workspace.waitFor((now) => now.modals('chen').stack.at(-1)?.callback_id === 'quiet_form');
    expect(workspace.modals('chen').stack.at(-1)?.title).toMatchObject({ text: '静默' });
    await workspace.suggest({ user: 'chen', actionId: 'quiet_on' });
    await workspace.submit({ user: 'chen', values: { quiet_on: 'hz-web', quiet_span: '4h' } });
    expect(workspace.modals('chen').errors).toEqual({
      quiet_because: 'Please complete all required fields.',
    });
    await workspace.submit({
      user: 'chen',
      values: { quiet_on: 'hz-web', quiet_span: '4h', quiet_because: 'for the new rack' },
    });
    await expect.poll(() => seen(conversation, 'chen'), within).toMatch(/🔕 \*hz-web\* .*\nfor the new rack/);
    const [quiet] = [...(await collectionOf(conversations.queue.records, 'quiets', Quiet).list()).values()];
    expect(Date.parse(quiet?.until ?? '') - Date.parse(quiet?.from ?? '')).toBe(4 * 3_600_000);

    await opened(conversation);
    await press(conversation, 'home_unquiet_1');
    await expect.poll(() => seen(conversation), within).not.toContain('🔕');
    expect(toldAlone(conversation).at(-1)).toContain('hz-web is not quiet any more.');
  }, 90_000);

  test('shows no button to whoever may not, and refuses who presses one from before', async () => {
    const everyone = { everyone: true, users: [], groups: [], channels: [] };
    const lin = { ...everyone, everyone: false, users: ['U0LIN'] };
    const rules: Partial<Record<'diagnose' | 'watch' | 'quiet' | 'status', AccessRule>> = {
      diagnose: everyone,
      status: { ...everyone, everyone: false, users: ['U0ANNA'] },
      watch: lin,
      quiet: lin,
    };
    const conversation = await begin({ access: { teams: ['T0FERRYMAN'], rules } });
    await type(conversation, '/watch hz-shop');
    await type(conversation, '/quiet hz-web for 2h because x');
    const buttonsOf = (user: string) =>
      JSON.stringify(conversation.workspace.home(user)?.blocks).match(/home_(?:un)?(?:watch|quiet)\w*/g);
    expect(await opened(conversation)).toContain('*hz-shop*');
    expect(buttonsOf('lin')).toEqual(['home_watch', 'home_quiet', 'home_unwatch_1', 'home_unquiet_1']);
    expect(await opened(conversation, 'anna')).toMatch(/\*hz-shop\*[^]*🔕 \*hz-web\*/);
    expect(buttonsOf('anna')).toBeNull();
    // Who may neither see with /status nor watch sees it here no more than there.
    expect(await opened(conversation, 'chen')).not.toMatch(/🔕|hz-shop\*[^\n]*<@U0LIN>/);

    rules.watch = { ...lin, users: [] };
    await press(conversation, 'home_watch');
    await expect.poll(() => toldAlone(conversation).length, within).toBe(1);
    expect(conversation.workspace.modals('lin').stack).toEqual([]);
    await press(conversation, 'home_unwatch_1');
    await expect.poll(() => toldAlone(conversation).length, within).toBe(2);
    expect(toldAlone(conversation).at(-1)).toContain('Nobody may use /watch yet.');
    expect(await collectionOf(conversations.queue.records, 'watches', Watch).list()).toHaveProperty(
      'size',
      1,
    );
  }, 90_000);

  test('finds what is watched by host and by tag', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    await type(conversation, '/watch shop');
    await type(conversation, '/watch hz-db');
    await opened(conversation);
    const search = (value: string) =>
      workspace.click({
        viewId: workspace.home('lin')?.id ?? '',
        actionId: 'home_search',
        user: 'lin',
        value,
      });
    await search('hz-we');
    await expect.poll(() => seen(conversation), within).not.toContain('*hz-db* · every');
    expect(seen(conversation)).toContain('*shop* · every');
  });
});
