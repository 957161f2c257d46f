import { beforeEach, describe, expect, test } from 'vitest';
import type { Access } from '../../src/config/types.ts';
import type { LastingFault } from '../../src/report/watched.ts';
import { plainText } from '../../src/render/slack/plain-text.ts';
import { type Conversation, roots } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { dockerDead, seenWith, shortWatch } from '../support/watched-hosts.ts';
import { noting } from '../support/ways.ts';

const conversations = useConversations();
const { diagnose } = noting();

/** By host: what is broken on it now. */
const broken = new Map<string, LastingFault>();
beforeEach(() => broken.clear());

const hosts = [
  { ...sshHost('hz-shop', '203.0.113.7'), tags: ['shop'] },
  { ...sshHost('hz-web', '203.0.113.8'), tags: ['shop'] },
];

/** What a look would see. */
const watchHost = async ({ host: { name } }: { readonly host: { readonly name: string } }) => {
  const found = broken.get(name);
  return seenWith(found === undefined ? [] : [found]);
};

function begin(changes: ConversationChanges = {}): Promise<Conversation> {
  return conversations.begin(
    { watchHost, diagnose },
    { hosts, watch: shortWatch, deskEveryMs: 300, ...changes },
  );
}

interface Line {
  readonly user?: string;
  readonly channel?: string;
}

/** What the person alone is answered. */
async function answer(
  { workspace }: Conversation,
  line: string,
  { user = 'lin', channel = 'migration' }: Line = {},
): Promise<string> {
  const heard = workspace.ephemerals(user).length;
  const [command = '', ...words] = line.split(' ');
  await workspace.slash({ command, text: words.join(' '), user, channel });
  const told = await workspace.waitFor((now) => now.ephemerals(user).slice(heard).at(0), 15_000);
  return plainText({ text: told.text, blocks: told.blocks ?? [] }, 5_000);
}

const stands = ({ workspace }: Conversation, channel = 'migration') =>
  roots(workspace, channel).map(({ text }) => text);

const within = { timeout: 20_000, interval: 200 };

test('a watch tells once in the channel what breaks, and when it is over', async () => {
  const conversation = await begin();
  const { workspace } = conversation;
  expect(await answer(conversation, '/watch hz-shop 30001')).toMatch(
    /^hz-shop 30001 is watched from now on, every 2 s\.[^]*What breaks is told in this channel\./,
  );
  expect(stands(conversation)).toEqual([
    '<@U0LIN> has hz-shop 30001 watched from now on, every 2 s. What breaks is told here.',
  ]);

  broken.set('hz-shop', dockerDead('hz-shop'));
  await expect.poll(() => stands(conversation).length, within).toBe(2);
  expect(stands(conversation)[1]).toContain('Docker of hz-shop is not running');

  broken.clear();
  const root = roots(workspace, 'migration')[1];
  const replies = () => workspace.thread('migration', root?.ts ?? '').slice(1);
  await expect.poll(() => replies().map(({ subtype }) => subtype), within).toEqual(['thread_broadcast']);
  await expect.poll(() => stands(conversation)[1], within).toMatch(/resolved/);
}, 90_000);

test('the list says what is watched, where it is told, by whom, and what is quiet of it', async () => {
  const on = [{ on: 'hz-web', ports: [80], everyMs: 60_000 }];
  const conversation = await begin({ watch: { ...shortWatch, on } });
  await answer(conversation, '/watch shop every 5m');
  await answer(conversation, '/quiet hz-shop for 2h because Docker is updated', { user: 'anna' });
  const told = await answer(conversation, '/watch list');
  expect(told).toMatch(/hz-web 80 · every 1 min · told as ferryman\.yaml says · ferryman\.yaml · c\w+/);
  expect(told).toMatch(
    /shop · every 5 min · .* · <@U0LIN> · w\w+\n🔕 hz-shop is quiet until .*Docker is updated/,
  );
  expect(await answer(conversation, '/watch list', { user: 'chen' })).toMatch(
    /每 5 分钟.*\n.*hz-shop 静默至/,
  );
});

test('what is not watched any more is told nobody', async () => {
  const conversation = await begin();
  await answer(conversation, '/watch hz-shop');
  await answer(conversation, '/watch shop');
  expect(await answer(conversation, '/unwatch shop')).toMatch(
    /^The watch of shop has ended\. Another one goes on covering some of it/,
  );
  expect(await answer(conversation, '/unwatch hz-shop', { user: 'chen' })).toContain(
    '已取消对 hz-shop 的监控。',
  );
  expect(stands(conversation).at(-1)).toBe('<@U0CHEN> 取消了对 hz-shop 的监控。');
  const before = stands(conversation);
  broken.set('hz-shop', dockerDead('hz-shop'));
  await new Promise((done) => setTimeout(done, 4_000));
  expect(stands(conversation)).toEqual(before);
  expect(await answer(conversation, '/watch list')).toContain('Nothing is watched.');
  expect(await answer(conversation, '/unwatch hz-shop')).toContain('Nothing is watched.');
});

test('planned work is announced instead of what breaks, until it ends', async () => {
  const conversation = await begin();
  await answer(conversation, '/watch shop');
  expect(await answer(conversation, '/quiet hz-shop for 2h because Docker is updated')).toMatch(
    /^hz-shop is quiet until .*Docker is updated[^]*\/quiet end hz-shop/,
  );
  expect(stands(conversation)[1]).toMatch(/^🔕 <@U0LIN> keeps hz-shop quiet until .*: Docker is updated$/);

  broken.set('hz-shop', dockerDead('hz-shop'));
  broken.set('hz-web', dockerDead('hz-web'));
  // The other host of the tag shows when both have been looked at.
  await expect.poll(() => stands(conversation).length, within).toBe(3);
  await new Promise((done) => setTimeout(done, 4_000));
  expect(stands(conversation).slice(2).join('\n')).not.toContain('hz-shop');

  expect(await answer(conversation, '/quiet list')).toMatch(/hz-shop is quiet until .*<@U0LIN>/);
  expect(await answer(conversation, '/quiet end hz-shop')).toContain('hz-shop is not quiet any more.');
  expect(await answer(conversation, '/quiet list')).toBe('Nothing is kept quiet.');
  const told = () => JSON.stringify(roots(conversation.workspace, 'migration'));
  await expect.poll(told, within).toContain('Docker of hz-shop is not running');
}, 90_000);

test('a channel reads what breaks in its own language, and without one in that of ferryman.yaml, whoever watches', async () => {
  const conversation = await begin({ language: { default: 'zh-CN', channels: { C0OPS: 'en' } } });
  // Anna's own Slack is in English.
  await answer(conversation, '/watch hz-shop in here', { user: 'anna' });
  await answer(conversation, '/watch hz-shop in <#C0OPS|ops-private>', { user: 'chen' });
  broken.set('hz-shop', dockerDead('hz-shop'));
  await expect.poll(() => stands(conversation).at(-1), within).toContain('hz-shop 的 Docker 没有运行');
  await expect
    .poll(() => stands(conversation, 'ops-private').at(-1), within)
    .toContain('Docker of hz-shop is not running');
}, 60_000);

test('the button of a finished diagnosis has its host and port watched', async () => {
  const conversation = await begin();
  const { workspace, say } = conversation;
  const said = await say('/diagnose hz-shop 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  await workspace.click({ messageTs: said.ts, actionId: 'operation_watch', user: 'gus' });
  const refused = await workspace.waitFor((now) => now.ephemerals('gus').at(-1));
  expect(refused.text).toContain('Guests may not ask Ferryman.');
  await workspace.click({ messageTs: said.ts, actionId: 'operation_watch', user: 'anna' });
  const told = await workspace.waitFor((now) => now.ephemerals('anna').at(-1));
  expect(told.text).toContain('hz-shop 30003 is watched from now on, every 2 s.');
  expect(stands(conversation).at(-1)).toContain('<@U0ANNA> has hz-shop 30003 watched from now on');
  await workspace.click({ messageTs: said.ts, actionId: 'operation_watch', user: 'chen' });
  const again = await workspace.waitFor((now) => now.ephemerals('chen').at(-1));
  expect(again.text).toContain('hz-shop 30003 已在监控中');
  expect(stands(conversation)).toHaveLength(2);
});

test('the button takes nothing away from what others have watched', async () => {
  const conversation = await begin();
  const { workspace, say } = conversation;
  await answer(conversation, '/watch hz-shop every 1m', { user: 'anna' });
  const said = await say('/diagnose hz-shop 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  const told = await heard(conversation, 'chen');
  await workspace.click({ messageTs: said.ts, actionId: 'operation_watch', user: 'chen' });
  expect(await told()).toContain('已开始监控 hz-shop 30003');
  const list = await answer(conversation, '/watch list');
  expect(list).toMatch(/hz-shop · every 1 min · .* · <@U0ANNA> · w\w+/);
  expect(list).toMatch(/hz-shop 30003 · every 2 s · .* · <@U0CHEN> · w\w+/);
});

test('who types over what somebody else has watched says so to the channel, and to whom it was', async () => {
  const conversation = await begin();
  await answer(conversation, '/watch hz-shop every 1m', { user: 'anna' });
  expect(await answer(conversation, '/watch hz-shop 30003 every 5m')).toContain(
    'Before, it was hz-shop, every 1 min.',
  );
  expect(stands(conversation).at(-1)).toBe(
    [
      '<@U0LIN> has hz-shop 30003 watched from now on, every 5 min. What breaks is told here.',
      '<@U0ANNA> had hz-shop watched until now, every 1 min.',
    ].join('\n'),
  );
});

test('what is broken when its watch ends is not said to be resolved', async () => {
  const conversation = await begin();
  await answer(conversation, '/watch hz-shop');
  broken.set('hz-shop', dockerDead('hz-shop'));
  await expect.poll(() => stands(conversation).length, within).toBe(2);
  await answer(conversation, '/unwatch hz-shop');
  await expect.poll(() => stands(conversation)[1], within).toContain('not watched any more');
  const [, root] = roots(conversation.workspace, 'migration');
  const all = () => conversation.workspace.thread('migration', root?.ts ?? '');
  // The message itself, and the line that the channel sees of its end.
  await expect.poll(() => all().length, within).toBe(2);
  for (const { text, blocks = [] } of all()) {
    expect(plainText({ text, blocks }, 5_000)).not.toMatch(/resolved|✅/i);
  }
}, 60_000);

const repliesTo = ({ workspace }: Conversation, channel: string) =>
  workspace
    .messages(channel)
    .filter(({ bot_id }) => bot_id !== undefined)
    .map(({ text, blocks }) => plainText({ text, blocks: blocks ?? [] }, 5_000));
const heard = async ({ workspace }: Conversation, user: string) => {
  const before = workspace.ephemerals(user).length;
  return () => workspace.waitFor((now) => now.ephemerals(user).slice(before).at(0)?.text, 15_000);
};

describe('without a slash', () => {
  test('a mention does what the commands do, and who wrote it is answered alone', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    const mention = async (text: string, user = 'anna') => {
      const answered = await heard(conversation, user);
      workspace.say({ text: `<@U0FERRYMAN> ${text}`, user, channel: 'migration' });
      return answered();
    };
    expect(await mention('watch hz-shop 30001 every 5m in <#C0OPS|ops-private>')).toContain(
      'hz-shop 30001 is watched from now on, every 5 min. What breaks is told in the channel that you named.',
    );
    expect(stands(conversation, 'ops-private')).toEqual([
      '<@U0ANNA> has hz-shop 30001 watched from now on, every 5 min. What breaks is told here.',
    ]);
    expect(await mention('quiet hz-shop for 2h because Docker is updated')).toContain(
      'hz-shop is quiet until',
    );
    expect(await mention('监控 list', 'chen')).toContain('hz-shop 30001');
    expect(await mention('unwatch hz-shop')).toContain('The watch of hz-shop 30001 has ended.');
    expect(stands(conversation, 'ops-private')).toHaveLength(2);
    expect(await mention('unwatch hz-shop')).toContain('Nothing is watched.');
    expect(await mention('watch help')).toContain('What you can do here');
    expect(await mention('watch hz-shop', 'gus')).toContain('Guests may not ask Ferryman.');
  });

  test('direct messages need no name, are told what breaks, and say each thing once', async () => {
    const conversation = await begin();
    const { workspace } = conversation;
    const write = async (text: string) => {
      const before = repliesTo(conversation, 'U0LIN').length;
      workspace.say({ text, user: 'lin', channel: 'U0LIN' });
      await expect.poll(() => repliesTo(conversation, 'U0LIN').length, within).toBe(before + 1);
      return repliesTo(conversation, 'U0LIN').at(-1);
    };
    expect(await write('watch hz-shop')).toMatch(/^hz-shop is watched from now on, every 2 s\./);
    expect(await write('/quiet hz-web for 2h because Docker is updated')).toMatch(/^hz-web is quiet until/);
    expect(await write('quiet end hz-web')).toMatch(/^hz-web is not quiet any more\./);
    broken.set('hz-shop', dockerDead('hz-shop'));
    await expect
      .poll(() => repliesTo(conversation, 'U0LIN').at(-1), within)
      .toContain('Docker of hz-shop is not running');
    workspace.say({ text: 'unwatch hz-shop', user: 'lin', channel: 'U0LIN' });
    await expect
      .poll(() => repliesTo(conversation, 'U0LIN'), within)
      .toContainEqual(expect.stringMatching(/^The watch of hz-shop has ended\./));
  }, 60_000);

  test.each(['/watch', '/unwatch', '/quiet'])('%s help shows what one can do', async (command) => {
    expect(await answer(await begin(), `${command} help`)).toContain('What you can do here');
  });
});

describe('what cannot be done is said at once', () => {
  test.each([
    ['/watch hz-shpo', /"hz-shpo" is no host and no tag\. Did you mean hz-shop\?[^]*Type \/watch hz-shop/],
    ['/watch hz-shop in nowhere', /nowhere is no destination of ferryman\.yaml/],
    ['/quiet hz-shop for 2h', /Why\?/],
    ['/quiet end hz-shop', /Nothing is kept quiet\./],
    ['/unwatch hz-shop', /Nothing is watched\./],
  ])('%s', async (line, words) => {
    const conversation = await begin();
    expect(await answer(conversation, line)).toMatch(words);
    expect(stands(conversation)).toEqual([]);
  });

  test('where the bot is no member nothing is watched, and who asked hears how to let it in', async () => {
    const conversation = await begin();
    const told = await answer(conversation, '/watch hz-shop', { channel: 'random' });
    expect(told).toMatch(/The bot may not write there[^]*\/invite @ferryman/);
    expect(await answer(conversation, '/watch hz-shop in <#C0RANDOM|random>')).toContain('/invite @ferryman');
    expect(await answer(conversation, '/watch list')).toBe('Nothing is watched.');
    // Planned work is quiet all the same.
    expect(await answer(conversation, '/quiet hz-shop for 2h because x', { channel: 'random' })).toMatch(
      /^hz-shop is quiet until [^]*The channel was not told\.[^]*\/invite @ferryman/,
    );
  });

  test('who is not named in ferryman.yaml is refused, and so is a channel that is not', async () => {
    const nobody = { everyone: false, users: [], groups: [], channels: [] };
    const rules: Access['rules'] = {
      watch: { ...nobody, users: ['U0LIN'], channels: ['C0MIGRATION'] },
    };
    const conversation = await begin({ access: { teams: ['T0FERRYMAN'], rules } });
    expect(await answer(conversation, '/watch hz-shop', { user: 'anna' })).toContain(
      'You may not use /watch.',
    );
    expect(await answer(conversation, '/unwatch hz-shop', { user: 'anna' })).toContain(
      'You may not use /watch.',
    );
    expect(await answer(conversation, '/watch hz-shop in <#C0OPS|ops-private>')).toContain(
      'You may not use /watch in this channel.',
    );
    expect(await answer(conversation, '/quiet hz-shop for 2h because x')).toContain(
      'Nobody may use /quiet yet.',
    );
    expect(await answer(conversation, '/watch hz-shop', { user: 'gus' })).toContain('Guests may not');
    expect(stands(conversation)).toEqual([]);
  });
});
