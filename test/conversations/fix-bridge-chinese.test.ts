import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { planFix } from '../../src/flows/fix/plan-fix.ts';
import type { ApplyRequest, FixRun } from '../../src/flows/fix/run.ts';
import { tellOutcome, untoldOutcome } from '../../src/flows/fix/tell-outcome.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import { AuditEntry } from '../../src/report/audit.ts';
import { say as saying } from '../../src/text/say.ts';
import type { Flows } from '../../workers/index.ts';
import { type Conversation, openTestQueue, startConversation, textOf } from '../support/conversation.ts';
import { recordedHost } from '../support/recorded-hosts.ts';

let queue: JobQueue;
let auditFile: string;
let conversation: Conversation | undefined;
let applied: { readonly request: ApplyRequest; readonly language: unknown }[] = [];

beforeAll(async () => {
  queue = await openTestQueue();
  auditFile = join(await mkdtemp(join(tmpdir(), 'ferryman-fix-chinese-')), 'audit.jsonl');
}, 60_000);
afterAll(async () => {
  await queue.close();
  await rm(dirname(auditFile), { recursive: true });
});
afterEach(async () => {
  await conversation?.stop();
  conversation = undefined;
  applied = [];
});

const nobody = { open: () => Promise.reject(new Error('a recording is read from its file')) };
const offline: FixRun = {
  shells: nobody,
  newShells: () => Promise.resolve({ ...nobody, dispose: () => Promise.resolve() }),
  reserved: [],
  others: [],
};

/** The plan is made as ever, of the story's recording; what happens to the host is the test's. */
const flows: Partial<Flows> = {
  planFix: (request, { language }) => {
    const path = join(recordedHost('the-story').folder, 'snapshot.json');
    const host = { ...request.host, via: { kind: 'snapshot', path } } as const;
    return planFix({ ...request, host }, { ...offline, ...(language && { language }) });
  },
  applyFix: async (request, { language, onStage }) => {
    applied.push({ request, language });
    onStage('arming-the-undo');
    const { approved } = request;
    const because = saying`${'docker0'} is ${'172.31.255.1/24'} now, and everything that was to be proven was seen.`;
    const proofs = [
      { what: saying`address of ${'docker0'}`, before: '192.168.0.1/24', after: '172.31.255.1/24', ok: true },
    ];
    return tellOutcome(untoldOutcome(approved, 'fixed', because, { proofs, downtimeSeconds: 3.7 }), {
      ...(language && { language }),
    });
  },
};

async function begin(): Promise<Conversation> {
  conversation = await startConversation(queue, flows, { audit: { file: auditFile } });
  return conversation;
}

const read = (message: { text: string; blocks?: unknown }) => textOf(message).join('\n');

async function recorded(): Promise<readonly AuditEntry[]> {
  const lines = (await readFile(auditFile, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => AuditEntry.parse(JSON.parse(line)));
}

test('Chinese people get plan, buttons and end in Chinese, whoever approves; the record is in English', async () => {
  const { say, workspace } = await begin();
  const said = await say('/fix-bridge hz-shop 30003', { user: 'chen' });
  if (said.kind !== 'thread') throw new Error(said.text);
  const thread = () => workspace.thread('migration', said.ts);
  const [card = ''] = said.text;
  for (const words of [
    'hz-shop：把 docker0 从 192.168.0.1/24 迁到 172.31.255.1/24',
    'Docker 网桥与网卡使用同一网段',
    '这台主机的 10 个地址、2 张路由表中的 13 条路由',
    '# 设置 "bip": "172.31.255.1/24"\nmv -f /etc/docker/daemon.json.ferryman-',
    '：30001/tcp，无重启策略，由修复流程启动',
    '端口 30003 可连通，包括从外部。',
    '发起人 <@U0CHEN>',
    '有效期至 ',
    '批准',
    '拒绝',
  ])
    expect(card).toContain(words);
  expect(workspace.ephemerals('chen').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^已加入队列：hz-shop 的修复方案。/),
  ]);

  // Her Slack is English; the thread stays Chinese.
  await workspace.click({ messageTs: said.ts, actionId: 'fix_approve', user: 'anna' });
  const end = await workspace.waitFor(
    () => thread().find((one) => read(one).includes('Docker 中断了 3.7 秒')),
    10_000,
  );
  expect(read(end)).toMatch(
    /🟢 hz-shop 已修复.*所有验证项都已通过.*docker0 的地址.*如需回滚：\s*\/fix-bridge hz-shop undo/s,
  );
  expect(read(end)).toContain('发起人 <@U0CHEN> · 批准人 <@U0ANNA>');
  expect(thread().map(read).join('\n')).toMatch(/✅ <@U0ANNA> 于 .* 批准/);
  expect(applied).toMatchObject([
    { language: 'zh-CN', request: { approved: { askedBy: 'U0CHEN', approvedBy: 'U0ANNA', method: 'bip' } } },
  ]);
  const ends = (await recorded()).filter(({ event }) => event === 'ended');
  expect(ends).toMatchObject([
    { because: 'docker0 is 172.31.255.1/24 now, and everything that was to be proven was seen.' },
  ]);
}, 30_000);

test('what is refused is told in Chinese and recorded in English', async () => {
  const { say } = await begin();
  const said = await say('/fix-bridge hz-shop network=shop_web', { user: 'chen' });
  expect(said).toMatchObject({
    kind: 'thread',
    text: [
      expect.stringMatching(
        /hz-shop：没有制定方案.*hz-shop 上没有 Docker 网络 shop_web。.*现有的网络：bridge、vhnet/s,
      ),
    ],
  });
  expect((await recorded()).findLast(({ event }) => event === 'refused')).toMatchObject({
    because: ['There is no Docker network shop_web on hz-shop.'],
  });
  expect(await say('/fix-bridge hz-shop bipp', { user: 'chen' })).toMatchObject({
    kind: 'whisper',
    text: expect.stringMatching(/无法识别 "bipp"。是不是想输入 bip？\s+请输入 \/fix-bridge hz-shop \[端口\]/),
  });
}, 30_000);
