import { afterEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../test/support/digests.ts';
import { type Feishu, startFeishu } from '../../../test/support/feishu.ts';
import { errorOf } from '../../../test/support/ferryman-error.ts';
import { incidentOf, member, minute } from '../../../test/support/incidents.ts';
import { Secret } from '../../config/secret.ts';
import type { Incident } from '../../report/incident.ts';
import { say } from '../../text/say.ts';
import { readerOf } from '../../text/reader.ts';
import { feishuDestination, type FeishuOptions } from './feishu.ts';

let feishu: Feishu | undefined;
afterEach(async () => {
  await feishu?.stop();
  feishu = undefined;
});

let now = Date.parse(minute(5));

async function group(more: Partial<FeishuOptions> = {}) {
  feishu = await startFeishu();
  const destination = feishuDestination({
    name: 'chat',
    chat: 'oc_team',
    url: feishu.url,
    appId: new Secret('cli_a1'),
    appSecret: new Secret('s3cret'),
    reader: readerOf('zh-CN'),
    zone: 'Asia/Shanghai',
    clock: () => now,
    timeoutMs: 2_000,
    ...more,
  });
  const tell = async (incident: Incident, state?: Incident['state'], place?: string) =>
    destination.tell({
      incident,
      watched: 12,
      id: `i1/chat/${incident.revision}`,
      before: state && { state, place },
    });
  return { feishu, destination, tell };
}

const opened = incidentOf([member('web-1', [0], { apply: '/fix-bridge web-1' })]);
const more: Incident = { ...opened, members: [...opened.members, member('web-2', [2])], revision: 2 };
const resolved: Incident = {
  ...incidentOf([member('web-1', [0, 4]), member('web-2', [2, 4])], { state: 'resolved' }),
  resolvedAt: minute(4),
  revision: 3,
};

describe('a group of Feishu', () => {
  it('hears that a warning became critical', async () => {
    const { feishu: server, destination, tell } = await group();
    const place = await tell({ ...opened, severity: 'warning' });
    const before = { state: 'open', severity: 'warning', place } as const;
    await destination.tell({ incident: { ...opened, revision: 2 }, before, watched: 12, id: 'i1/chat/2' });
    expect(server.messages).toHaveLength(2);
  });

  it('sees one card for an incident, changed while it lasts, and an answer to it at its end', async () => {
    const { feishu: server, tell } = await group();
    const place = await tell(opened);
    expect(place).toBe('om_1');
    expect(server.messages[0]?.card).toMatchObject({
      header: {
        template: 'red',
        title: { tag: 'plain_text', content: 'web-1：Docker 网桥的网段覆盖了网卡所在网段' },
        subtitle: { tag: 'plain_text', content: '🔴 未恢复，严重' },
      },
      elements: [
        { fields: [{ text: { content: '开始时间：2026-11-23 10:00 UTC+08:00' } }] },
        { tag: 'table', rows: [{ host: 'web-1', about: '网桥 docker0', state: '仍存在' }] },
        { text: { content: '发起修复\n/fix-bridge web-1' } },
      ],
    });
    expect(await tell(more, 'open', place)).toBe('om_1');
    expect(server.messages).toHaveLength(1);
    expect(server.messages[0]?.card).toMatchObject({
      header: { title: { content: '12 台主机中的 2 台：Docker 网桥的网段覆盖了网卡所在网段' } },
    });
    expect(await tell(resolved, 'open', place)).toBe('om_1');
    expect(server.messages).toMatchObject([
      { id: 'om_1', card: { header: { template: 'green', subtitle: { content: '✅ 已恢复' } } } },
      { id: 'om_2', replyTo: 'om_1', card: { header: { template: 'green' } } },
    ]);
  });

  it('sees nothing twice when a notice is told again', async () => {
    const { feishu: server, tell } = await group();
    const place = await tell(opened);
    expect(await tell(opened)).toBe(place);
    await tell(resolved, 'open', place);
    await tell(resolved, 'open', place);
    expect(server.messages.map(({ id }) => id)).toEqual(['om_1', 'om_2']);
  });

  it('gets a new card where the old one cannot be changed any more', async () => {
    const { feishu: server, tell } = await group();
    const place = await tell(opened);
    server.recall('om_1');
    expect(await tell(more, 'open', place)).toBe('om_2');
  });

  it.each([
    { status: 429, headers: { 'x-ogw-ratelimit-reset': '52' } },
    { status: 400, headers: { 'x-ogw-ratelimit-reset': '52' } },
  ])('that has too much of it ($status) is left alone for as long as it says', async (limit) => {
    now = Date.parse(minute(5));
    const { feishu: server, tell } = await group();
    // As https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control shows it.
    server.answerNext({
      ...limit,
      body: JSON.stringify({ code: 99_991_400, msg: 'request trigger frequency limit' }),
    });
    expect((await errorOf(tell(opened))).message).toBe('Feishu takes nothing for another 52 s.');
    const asked = server.received.length;
    now += 51_000;
    expect((await errorOf(tell(opened))).code).toBe('notify-feishu-busy');
    expect(server.received).toHaveLength(asked);
    now += 1_000;
    expect(await tell(opened)).toBe('om_1');
  });

  it('logs in once, and again where its token is not good any more', async () => {
    const { feishu: server, tell } = await group();
    const logins = () => server.received.filter(({ path }) => path.includes('tenant_access_token')).length;
    const place = await tell(opened);
    await tell(more, 'open', place);
    expect(logins()).toBe(1);
    server.revokeTokens();
    expect((await errorOf(tell(resolved, 'open', place))).code).toBe('notify-feishu-token');
    await tell(resolved, 'open', place);
    expect(logins()).toBe(2);
  });

  it.each([
    ['a group without the bot', { chat: 'oc_other' }, '230002', 'Add the bot'],
    ['a wrong secret', { appSecret: new Secret('hunter2') }, '10014', 'FERRYMAN_FEISHU_APP_SECRET'],
    ['no secret', { appSecret: undefined }, 'are not both set', 'Credentials'],
    ['nobody there', { url: 'http://127.0.0.1:1' }, '127.0.0.1:1 did not answer (', 'notify.feishu.url'],
  ])('with %s is told of, with what to do', async (_, options, sentence, next) => {
    const { destination } = await group(options);
    const error = await errorOf(destination.test());
    expect(error.message).toContain(sentence);
    expect(error.next).toContain(next);
    expect(error.message).not.toContain('hunter2');
  });

  it('is not taken at the word of a proxy', async () => {
    const { feishu: server, tell } = await group();
    server.answerNext({ status: 200, body: '<html>Please log in</html>' });
    expect((await errorOf(tell(opened))).message).toMatch(/did not answer \(HTTP 200\)/);
  });

  it('gets as plain text what hosts say, and never more than it takes', async () => {
    const { feishu: server, tell } = await group({ reader: readerOf('en') });
    const members = Array.from({ length: 200 }, (_, index) =>
      member(`host-${index}`.padEnd(250, 'x'), [0], {
        title: { en: `${index}${'<at id=all></at>中'.repeat(60)}`, 'zh-CN': '' },
      }),
    );
    await tell(incidentOf(members));
    const card = JSON.stringify(server.messages[0]?.card);
    expect(Buffer.byteLength(card)).toBeLessThan(30 * 1024);
    expect(card).not.toMatch(/"tag":"(?:lark_md|markdown)"|"data_type":"(?:lark_md|markdown)"/);
  });

  it('sees a digest with its picture, once', async () => {
    const { feishu: server, destination } = await group();
    const digest = { facts: digestOf(), picture: Buffer.from('a picture'), id: 'digest-2026-11-23' };
    for (const _ of [1, 2]) await destination.digest(digest);
    expect(server.messages).toHaveLength(1);
    expect(server.pictures[0]?.equals(digest.picture)).toBe(true);
    expect(JSON.stringify(server.messages[0]?.card)).toContain('"img_key":"img_1"');
    expect(server.messages[0]?.card).toMatchObject({
      header: {
        title: { content: '2026-11-23 日报：1 个未恢复，1 个已恢复，1 台无法检查，5 台主机中 2 台正常' },
      },
    });
  });

  it('sees a digest without its picture where the app may send none', async () => {
    const { feishu: server, destination } = await group();
    // As Feishu answers without the permission im:resource.
    server.answerNext({
      status: 400,
      body: JSON.stringify({
        code: 99_991_672,
        msg: 'Access denied. One of the following scopes is required: [im:resource]',
      }),
    });
    await destination.digest({ facts: digestOf(), picture: Buffer.from('a picture'), id: 'd' });
    expect(server.messages).toHaveLength(1);
    expect(JSON.stringify(server.messages[0]?.card)).not.toContain('img_key');
  });

  it('reads what Ferryman says of itself', async () => {
    const { feishu: server, destination } = await group({ reader: readerOf('en') });
    await destination.note({
      id: 'lost-C024BE91L',
      at: '2026-11-23T02:00:00.000Z',
      about: 'C024BE91L',
      sentence: say`The channel is archived.`,
      next: say`Unarchive it.`,
    });
    expect(JSON.stringify(server.messages[0]?.card)).toContain('C024BE91L: The channel is archived.');
  });

  it('gets a test that says that it is one', async () => {
    const { feishu: server, destination } = await group({ reader: readerOf('en') });
    await destination.test();
    expect(JSON.stringify(server.messages[0]?.card)).toContain('This is only a test');
  });
});
