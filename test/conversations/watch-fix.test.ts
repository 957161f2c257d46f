import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApplyRequest, FixRequest } from '../../src/flows/fix/run.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { WatchedHost } from '../../src/report/watched.ts';
import type { Flows } from '../../workers/index.ts';
import { type Conversation, roots } from '../support/conversation.ts';
import { useConversations } from '../support/conversations.ts';
import { storyOutcome, storyPlan } from '../support/fix-plan.ts';
import { sshHost } from '../support/ssh-host.ts';
import { faultOf, seenWith, shortWatch } from '../support/watched-hosts.ts';

const conversations = useConversations();
const within = { timeout: 30_000, interval: 200 };
let folder = '';
let bell = new EventEmitter();
/** What a look would see on the host that is fixed. */
let cause: string | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-watch-fix-'));
  bell = new EventEmitter();
  cause = undefined;
});
afterEach(() => rm(folder, { recursive: true }));

const flows: Partial<Flows> = {
  planFix: async ({ host, id }: FixRequest) => {
    const expiresAt = new Date(Date.now() + 600_000).toISOString();
    return {
      answer: { kind: 'plan' as const, plan: { ...storyPlan, host: host.name, id: id ?? '', expiresAt } },
    };
  },
  applyFix: async ({ host, approved }: ApplyRequest) => {
    bell.emit('begun');
    await once(bell, 'done');
    return { ...storyOutcome, host: host.name, id: approved.id };
  },
  watchHost: async ({ host: { name } }) =>
    seenWith(name === 'hz-shop' && cause !== undefined ? [faultOf(name, cause)] : []),
};

/** The causes that the last look saw, and when it began. */
async function lastLook(): Promise<{ causes: string[]; at: number }> {
  const watched = collectionOf(conversations.queue.records, 'watched', WatchedHost);
  const host = await watched.read('hz-shop');
  return { causes: host?.faults.map((one) => one.cause) ?? [], at: Date.parse(host?.seenAt ?? '') };
}

async function begun(): Promise<Conversation> {
  const conversation = await conversations.begin(flows, {
    hosts: [sshHost('hz-shop', '203.0.113.7'), sshHost('hz-web', '203.0.113.8')],
    audit: { file: join(folder, 'audit.jsonl') },
    watch: {
      ...shortWatch,
      everyMs: 1_500,
      on: [{ on: 'hz-shop', ports: [], everyMs: 1_500, to: 'ops' }],
    },
    notify: {
      destinations: [{ kind: 'slack', name: 'ops', channel: 'C0OPS', mention: [] }],
      routes: [],
      feishu: { url: 'https://open.feishu.cn' },
    },
    deskEveryMs: 300,
  });
  await expect.poll(async () => (await lastLook()).at > 0, within).toBe(true);
  return conversation;
}

const told = ({ workspace }: Conversation) => roots(workspace, 'ops-private').map(({ text }) => text);

/** From the approval of a fix on; looks see Docker dead meanwhile. */
async function fixing(conversation: Conversation): Promise<void> {
  const said = await conversation.say('/fix-bridge hz-shop', { user: 'lin' });
  if (said.kind !== 'thread') throw new Error(said.text);
  const running = once(bell, 'begun');
  await conversation.workspace.click({ messageTs: said.ts, actionId: 'fix_approve', user: 'anna' });
  await running;
  cause = 'docker-dead';
  await expect.poll(async () => (await lastLook()).causes, within).toEqual(['docker-dead']);
  // The desk has its turn several times.
  await new Promise((done) => setTimeout(done, 2_000));
  expect(told(conversation)).toEqual([]);
}

test('what a running fix breaks for a while is told nobody, also in the moment when it has ended', async () => {
  const conversation = await begun();
  await fixing(conversation);
  bell.emit('done');
  await conversations.jobsEnded();
  // What the last look saw is older than the end of the fix.
  cause = undefined;
  await expect.poll(async () => (await lastLook()).causes, within).toEqual([]);
  await new Promise((done) => setTimeout(done, 2_000));
  expect(told(conversation)).toEqual([]);
}, 90_000);

test('what it leaves broken is told as soon as a look sees it', async () => {
  const conversation = await begun();
  await fixing(conversation);
  cause = 'port-closed';
  bell.emit('done');
  await expect.poll(() => told(conversation).join(), within).toContain('port-closed of hz-shop');
  expect(told(conversation)).toHaveLength(1);
}, 90_000);
