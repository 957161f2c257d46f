import { EventEmitter, once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import { diagnose } from '../../src/flows/diagnose.ts';
import type { SshConnection } from '../../src/hosts/host.ts';
import { createShellPool, type ShellPool } from '../../src/ssh/pool.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { configIn, type Conversation, quiet, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';
import { sshdMissing, startSshd, type TestSshd } from '../support/sshd.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;

const onlyAnnaApproves: ConversationChanges = {
  access: {
    teams: ['T0FERRYMAN'],
    rules: {
      diagnose: { everyone: true, users: [], groups: [], channels: [] },
      approve: { everyone: false, users: ['U0ANNA'], groups: [], channels: [] },
    },
  },
};

/** A diagnosis that runs until it is told to stop. */
async function begin(changes: ConversationChanges = onlyAnnaApproves) {
  const bell = new EventEmitter();
  const flow: Diagnose = async (_, { onStage, signal }) => {
    onStage('connecting');
    onStage('reading');
    const aborted = once(signal, 'abort');
    bell.emit('started');
    await aborted;
    throw signal.reason;
  };
  const conversation = await conversations.begin({ diagnose: flow }, changes);
  const started = once(bell, 'started');
  await conversation.workspace.slash({ command: '/diagnose', text: 'web-1 30003', user: 'lin' });
  await started;
  return { ...conversation, root: await running(conversation) };
}

/** The message of what runs, once it has its button. */
function running({ workspace }: Conversation) {
  return workspace.waitFor((now) =>
    roots(now, 'migration').find(({ blocks }) => JSON.stringify(blocks ?? []).includes('operation_cancel')),
  );
}

function ended({ workspace }: Conversation, words: string): Promise<string> {
  return workspace.waitFor((now) => {
    const text = roots(now, 'migration').map((root) => textOf(root).join('\n'))[0];
    return text?.includes(words) === true ? text : undefined;
  }, 15_000);
}

test('who asked cancels it, and the message says who did', async () => {
  const conversation = await begin();
  await conversation.workspace.click({ messageTs: conversation.root.ts, actionId: 'operation_cancel' });
  const text = await ended(conversation, 'diagnosis cancelled');
  expect(text).toMatch(/web-1:30003: diagnosis cancelled/);
  expect(text).toMatch(/Cancelled by <@U0LIN> after \d/);
  expect(text).toContain('Nothing was changed on web-1.');
  expect(text).toContain('Run again');
  await jobsEnded();
  expect(conversation.threads()).toHaveLength(1);
});

test('who may approve cancels it too, and anybody else is refused', async () => {
  const conversation = await begin();
  const { workspace, root } = conversation;
  await workspace.click({ messageTs: root.ts, actionId: 'operation_cancel', user: 'chen' });
  const [refusal] = await workspace.waitFor(
    (now) => now.ephemerals('chen').length > 0 && now.ephemerals('chen'),
  );
  expect(refusal?.text).toContain('只有发起人和有审批权限的人可以取消。');
  expect(roots(workspace, 'migration').map((one) => textOf(one).join(' '))[0]).not.toContain('cancelled');
  await workspace.click({ messageTs: root.ts, actionId: 'operation_cancel', user: 'anna' });
  expect(await ended(conversation, 'diagnosis cancelled')).toContain('Cancelled by <@U0ANNA>');
  await jobsEnded();
});

test('a click that comes too late hears that it is over', async () => {
  const conversation = await begin();
  const { workspace, root } = conversation;
  const click = await workspace.click({ messageTs: root.ts, actionId: 'operation_cancel' });
  await ended(conversation, 'diagnosis cancelled');
  await jobsEnded();
  await workspace.faults.redeliver(click);
  const whisper = await workspace.waitFor((now) =>
    now.ephemerals('lin').find(({ text }) => text.includes('It is over already')),
  );
  expect(whisper).toBeDefined();
});

test('in Chinese', async () => {
  const conversation = await begin({
    ...onlyAnnaApproves,
    language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } },
  });
  await conversation.workspace.click({ messageTs: conversation.root.ts, actionId: 'operation_cancel' });
  const text = await ended(conversation, '诊断已取消');
  expect(text).toMatch(/由 <@U0LIN> 在 .*后取消。/);
  expect(text).toContain('web-1 上未做任何变更。');
  await jobsEnded();
});

describe.skipIf(sshdMissing !== undefined)('on a host behind a real sshd', () => {
  let sshd: TestSshd | undefined;
  let pool: ShellPool | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    await conversations.stop();
    await pool?.dispose();
    await sshd?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test('cancel ends what the diagnosis runs there', async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman-cancel-'));
    // `ip` hangs on that host, as it does where the kernel holds a lock.
    const hanging = join(folder, 'ip');
    const mark = `${4_000_000 + process.pid}`;
    writeFileSync(hanging, `#!/bin/sh\nsleep ${mark} & wait\n`);
    chmodSync(hanging, 0o755);
    sshd = await startSshd({
      before: [
        `mount --bind ${hanging} $(command -v ip || echo /usr/sbin/ip)`,
        // What root's rc files do here, and for how long, is no part of this: some wait for locks.
        'for rc in ~/.bashrc ~/.zshenv; do [ ! -e $rc ] || mount --bind /dev/null $rc; done',
      ].join(' && '),
    });
    const { port, knownHostsFile, identityFile } = sshd;
    const via: SshConnection = {
      kind: 'ssh',
      address: '127.0.0.1',
      port,
      user: 'root',
      identityFiles: [identityFile],
      knownHostsFiles: [knownHostsFile],
    };
    const shells = createShellPool();
    pool = shells;
    const conversation = await conversations.begin(
      { diagnose: (request, run) => diagnose(request, { ...run, shells }) },
      { hosts: [{ name: 'web-1', via, tags: [], needs: [], source: 'ferryman.yaml:2' }] },
    );
    await conversation.workspace.slash({ command: '/diagnose', text: 'web-1', user: 'lin' });
    const root = await running(conversation);
    await expect.poll(() => sleeping(mark), { timeout: 15_000 }).not.toEqual([]);
    await conversation.workspace.click({ messageTs: root.ts, actionId: 'operation_cancel' });
    const text = await ended(conversation, 'diagnosis cancelled');
    expect(sleeping(mark)).toEqual([]);
    expect(text).toContain('Cancelled by <@U0LIN>');
    expect(text).not.toContain('has not confirmed');
    await jobsEnded();
  });
});

/** Processes that sleep so many seconds. */
function sleeping(seconds: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith(`sleep\0${seconds}\0`);
    } catch {
      return false;
    }
  });
}

test('what ends by itself is not cancelled, and its card has no such button', async () => {
  const conversation = await conversations.begin({
    diagnose: async ({ host, asked }) => ({ report: storyReport(host.name, asked) }),
  });
  await conversation.say('/diagnose web-1');
  const [root] = roots(conversation.workspace, 'migration');
  expect(JSON.stringify(root?.blocks)).not.toContain('operation_cancel');
});

// The last one: its job waits for ever.
test('where the host has left the inventory, nobody is told that it is over', async () => {
  const site = 'hangzhou';
  const via = { kind: 'local' } as const;
  const far = { name: 'far', via, tags: [], needs: [], source: 'ferryman.yaml:3', site };
  const { workspace, bot, worker } = await conversations.begin({}, { hosts: [far] });
  await worker.stop();
  await workspace.slash({ command: '/diagnose', text: 'far', user: 'lin' });
  const { ts } = await workspace.waitFor((now) =>
    roots(now, 'migration').find(({ text }) => text.includes('queued: no worker serves')),
  );
  await bot.stop();
  const other = await startBot(configIn(workspace), { logger: quiet, queue: conversations.queue });
  onTestFinished(() => other.stop());
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel' });
  const { text } = await workspace.waitFor((now) =>
    now.ephemerals('lin').find((told) => told.text.includes('far is not in the inventory any more')),
  );
  expect(text).toContain('not known here whether this still runs. Wait');
});
