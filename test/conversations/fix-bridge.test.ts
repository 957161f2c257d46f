import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startBot, type Bot } from '../../commands/index.ts';
import { FerrymanError } from '../../src/errors.ts';
import type { ApplyRequest, FixRequest } from '../../src/flows/fix/run.ts';
import type { Host } from '../../src/hosts/host.ts';
import { createNotifier } from '../../src/notify/notifier.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import { AuditEntry } from '../../src/report/audit.ts';
import type { FixOutcome, FixPlan } from '../../src/report/fix.ts';
import type { Message } from '../../src/workspace/workspace.ts';
import { type Flows, startWorker } from '../../workers/index.ts';
import type { ReconcileRequest } from '../../workers/fix-apply.ts';
import type { RevertRequest } from '../../workers/fix-plan.ts';
import {
  configIn,
  type Conversation,
  openTestQueue,
  quiet,
  roots,
  startConversation,
  textOf,
} from '../support/conversation.ts';
import { storyOutcome, storyPlan, undoneOutcome } from '../support/fix-plan.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { storyReport } from '../support/reports.ts';

let queue: JobQueue;
let auditFile: string;
let conversation: Conversation | undefined;
let second: Bot | undefined;
let planned: FixRequest[] = [];
let reverted: RevertRequest[] = [];
let applied: ApplyRequest[] = [];
let reconciled: ReconcileRequest[] = [];

beforeAll(async () => {
  queue = await openTestQueue();
  auditFile = join(await mkdtemp(join(tmpdir(), 'ferryman-fix-bridge-')), 'audit.jsonl');
}, 60_000);
afterAll(async () => {
  await queue.close();
  await rm(dirname(auditFile), { recursive: true });
});
afterEach(async () => {
  await second?.stop();
  await conversation?.stop();
  conversation = undefined;
  second = undefined;
  planned = [];
  reverted = [];
  applied = [];
  reconciled = [];
});

const fifteenMinutes = 15 * 60_000;

function planFor(
  host: string,
  id: string | undefined,
  changes: Partial<FixPlan> = {},
): { answer: { kind: 'plan'; plan: FixPlan } } {
  const expiresAt = new Date(Date.now() + fifteenMinutes).toISOString();
  return { answer: { kind: 'plan', plan: { ...storyPlan, host, id: id ?? 'none', expiresAt, ...changes } } };
}

function endOf({ host, approved }: ApplyRequest, outcome: FixOutcome = storyOutcome): FixOutcome {
  return { ...outcome, host: host.name, id: approved.id };
}

function hostNamed(name: string, changes: Partial<Host> = {}): Host {
  return { name, via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2', ...changes };
}

/** The host's part, each call of it written down. */
function recorded(flows: Partial<Flows>): Partial<Flows> {
  return {
    ...flows,
    planFix: async (request, run) => {
      planned.push(request);
      return flows.planFix === undefined
        ? planFor(request.host.name, request.id, { options: request.options })
        : flows.planFix(request, run);
    },
    planRevert: async (request) => {
      reverted.push(request);
      const reverts = request.reverts ?? 'k3j9x2m4';
      return planFor(request.host.name, request.id, { method: 'revert', reverts });
    },
    applyFix: async (request, run) => {
      applied.push(request);
      return flows.applyFix === undefined ? endOf(request) : flows.applyFix(request, run);
    },
    reconcileFix: async (request, run) => {
      reconciled.push(request);
      return flows.reconcileFix?.(request, run);
    },
  };
}

async function begin(
  flows: Partial<Flows> = {},
  changes: Parameters<typeof startConversation>[2] = {},
): Promise<Conversation> {
  conversation = await startConversation(queue, recorded(flows), {
    fix: { everyMs: 50, forMs: 60_000 },
    audit: { file: auditFile },
    ...changes,
  });
  return conversation;
}

/** Types the command; the message that holds the plan. */
async function plan(line = '/fix-bridge web-1', as?: { user?: string }): Promise<string> {
  const said = await (conversation ?? (await begin())).say(line, as);
  if (said.kind !== 'thread') throw new Error(said.text);
  return said.ts;
}

function click(ts: string, which: 'approve' | 'decline', user = 'anna') {
  if (conversation === undefined) throw new Error('nothing has begun');
  return conversation.workspace.click({
    messageTs: ts,
    actionId: { approve: 'fix_approve', decline: 'fix_decline' }[which],
    user,
  });
}

function read(message: { text: string; blocks?: unknown } | undefined): string {
  return message === undefined
    ? ''
    : textOf(message)
        .join(' ')
        .replaceAll(/[^\S\n]*\n[^\S\n]*/g, '\n');
}

/** The first reply of a thread that says this. */
async function reply(ts: string, saying: string | RegExp): Promise<Message> {
  if (conversation === undefined) throw new Error('nothing has begun');
  return conversation.workspace.waitFor(
    (now) => now.thread('migration', ts).find((one) => one.ts !== ts && read(one).match(saying) !== null),
    10_000,
  );
}

async function whisper(user: string, saying: string): Promise<void> {
  if (conversation === undefined) throw new Error('nothing has begun');
  await conversation.workspace.waitFor(
    (now) => now.ephemerals(user).some((one) => read(one).includes(saying)),
    10_000,
  );
}

function card(ts: string): string {
  return read(conversation?.workspace.thread('migration', ts)[0]);
}

/** Whether one can still decide. */
function hasButtons(ts: string): boolean {
  const message = conversation?.workspace.thread('migration', ts)[0];
  return /fix_approve|fix_decline/.test(JSON.stringify(message?.blocks));
}

test('a plan becomes a card with two buttons, all of it a file below', async () => {
  const { workspace } = await begin();
  const ts = await plan('/fix-bridge web-1 30003 bip subnet=172.31.255.0/24 avoid=10.8.0.0/16,10.9.0.0/16');
  expect(planned).toMatchObject([
    {
      host: { name: 'web-1' },
      options: {
        port: 30_003,
        method: 'bip',
        subnet: '172.31.255.0/24',
        avoid: ['10.8.0.0/16', '10.9.0.0/16'],
      },
      id: expect.stringMatching(/^[a-z0-9]{8,32}$/),
    },
  ]);
  expect(card(ts)).toContain('web-1: move docker0 from 192.168.0.1/20 to 192.168.64.1/24');
  expect(hasButtons(ts)).toBe(true);
  const { files = [] } = await reply(ts, 'web-1: move docker0');
  expect(new TextDecoder().decode(workspace.file(files[0]?.id ?? ''))).toContain(storyPlan.digest);
  expect(applied).toEqual([]);
});

test('nothing to fix, and what Ferryman keeps its hands off, have no buttons', async () => {
  await begin({
    planFix: async ({ host: { name } }) => ({
      answer:
        name === 'web-1'
          ? { kind: 'nothing-to-fix', host: name, sentence: 'No bridge of Docker covers anything else.' }
          : {
              kind: 'refused',
              host: name,
              because: ['web-2 is a member of a swarm.'],
              next: 'Drain it first.',
              byHand: ['docker node update --availability drain web-2'],
            },
    }),
  });
  const healthy = await plan();
  expect(card(healthy)).toContain('No bridge of Docker covers anything else.');
  const refused = await plan('/fix-bridge web-2');
  expect(card(refused)).toMatch(/web-2 is a member of a swarm.*Drain it first.*docker node update/s);
  expect([healthy, refused].some(hasButtons)).toBe(false);
  const records = await Promise.all(planned.map(({ id }) => recordOf(id)));
  expect(records).toEqual([
    [
      ['asked', 'U0LIN'],
      ['ended', 'U0LIN'],
    ],
    [
      ['asked', 'U0LIN'],
      ['refused', 'U0LIN'],
      ['ended', 'U0LIN'],
    ],
  ]);
});

test('the plan for a recording can be read and not be approved', async () => {
  const recording = hostNamed('web-1', { via: { kind: 'snapshot', path: 'web-1.json' } });
  await begin({}, { hosts: [recording] });
  const ts = await plan('/fix-bridge web-1');
  expect(card(ts)).toContain('web-1: move docker0 from 192.168.0.1/20 to 192.168.64.1/24');
  expect(card(ts)).toContain('web-1 is a recording: there is nothing to approve.');
  expect(card(ts)).not.toContain('good until');
  const { files = [] } = await reply(ts, 'web-1: move docker0');
  const file = new TextDecoder().decode(conversation?.workspace.file(files[0]?.id ?? ''));
  expect(file).toContain(storyPlan.digest);
  expect(file).not.toContain('good until');
  expect(hasButtons(ts)).toBe(false);
  expect(await lastOf(planned[0]?.id)).toBe('not-begun');
});

test('one approval changes the host once, shows how it goes and ends with the proof', async () => {
  const bell = new EventEmitter();
  const { workspace } = await begin({
    applyFix: async (request, { onStage, signal }) => {
      onStage('connecting');
      onStage('arming-the-undo');
      await once(bell, 'go on', { signal });
      return endOf(request);
    },
  });
  const ts = await plan('/fix-bridge web-1 bip', { user: 'lin' });
  await click(ts, 'approve', 'anna');
  await workspace.waitFor(() => card(ts).includes('Approved by <@U0ANNA>'));
  expect(hasButtons(ts)).toBe(false);
  await reply(ts, /Changing web-1 connected .*arming the undo.*U0LIN.*U0ANNA.*cannot be cancelled any more/);
  bell.emit('go on');
  const outcome = await reply(ts, /web-1 is fixed.*Docker was away for 11.8 s/s);
  expect(read(outcome)).toMatch(/\/fix-bridge web-1 undo [0-9a-f]{12}/);
  // Said in the channel, too.
  const end = await workspace.waitFor((now) =>
    now.thread('migration', ts).find(({ subtype }) => subtype === 'thread_broadcast'),
  );
  expect(read(end)).toBe('🟢 web-1 is fixed');
  const record = await reply(ts, 'every command with its output');
  expect(new TextDecoder().decode(workspace.file(record.files?.[0]?.id ?? ''))).toContain(
    'docker start 4f1c0d9b7e22',
  );
  expect(applied).toMatchObject([
    {
      host: { name: 'web-1' },
      fence: 1,
      approved: {
        id: planned[0]?.id,
        digest: storyPlan.digest,
        method: 'bip',
        options: { method: 'bip' },
        askedBy: 'U0LIN',
        approvedBy: 'U0ANNA',
      },
    },
  ]);
  expect(await recordOf(planned[0]?.id)).toEqual([
    ['asked', 'U0LIN'],
    ['planned', 'U0LIN'],
    ['approved', 'U0ANNA'],
    ['ended', undefined],
  ]);
});

/** What was recorded of a change, and by whose doing. */
async function recordOf(id: string | undefined): Promise<unknown[]> {
  const lines = (await readFile(auditFile, 'utf8')).trimEnd().split('\n');
  return lines.flatMap((line) => {
    const entry = AuditEntry.parse(JSON.parse(line));
    return entry.id === id ? [[entry.event, entry.who?.kind === 'slack' ? entry.who.user : undefined]] : [];
  });
}

/** How it ended, by the record. */
async function lastOf(id: string | undefined): Promise<string | undefined> {
  const entries = (await readFile(auditFile, 'utf8')).trimEnd().split('\n');
  const last = entries.map((line) => AuditEntry.parse(JSON.parse(line))).findLast((entry) => entry.id === id);
  return last?.event === 'ended' ? last.result : undefined;
}

test('who declines ends it, and nobody can approve it afterwards', async () => {
  const { workspace } = await begin();
  const ts = await plan();
  const before = workspace.thread('migration', ts)[0];
  await click(ts, 'decline');
  await workspace.waitFor(() => card(ts).includes('Declined by <@U0ANNA>'));
  // As somebody sees it whose Slack did not hear of it.
  await showAgain(ts, before);
  await click(ts, 'approve', 'lin');
  await whisper('lin', 'This plan was declined by <@U0ANNA>');
  await expect.poll(() => hasButtons(ts)).toBe(false);
  await expect.poll(() => queue.backlog()).toBe(0);
  expect(applied).toEqual([]);
  expect(await recordOf(planned[0]?.id)).toEqual([
    ['asked', 'U0LIN'],
    ['planned', 'U0LIN'],
    ['declined', 'U0ANNA'],
    ['ended', undefined],
  ]);
});

/** Puts a message back as it was, or as a forger wants it. */
async function showAgain(ts: string, message: Message | undefined, change = (text: string) => text) {
  if (conversation === undefined) throw new Error('nothing has begun');
  const { workspace } = conversation;
  const notifier = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger: quiet });
  const blocks = JSON.parse(change(JSON.stringify(message?.blocks ?? [])));
  await notifier.edit({ channelId: 'C0MIGRATION', ts }, { text: 'again', blocks });
}

test('of those who decide at the same moment, in two bot processes, one wins and the others are told who', async () => {
  const { workspace } = await begin();
  second = await startBot(configIn(workspace), { logger: quiet, queue });
  for (let round = 1; round <= 3; round++) {
    const ts = await plan('/fix-bridge web-1', { user: 'lin' });
    const heard = workspace.ephemerals().length;
    const before = applied.length;
    await Promise.all([
      click(ts, 'approve', 'anna'),
      click(ts, 'approve', 'lin'),
      click(ts, 'decline', 'anna'),
      click(ts, 'approve', 'anna'),
    ]);
    const late = await workspace.waitFor(
      (now) => now.ephemerals().length === heard + 3 && now.ephemerals().slice(heard),
      10_000,
    );
    const [, decision = '', by = ''] = /(Approved|Declined) by <@(\w+)>/.exec(card(ts)) ?? [];
    for (const one of late) {
      expect(read(one)).toMatch(new RegExp(`This plan was (already )?${decision.toLowerCase()} by <@${by}>`));
    }
    await expect.poll(() => queue.backlog(), { timeout: 10_000 }).toBe(0);
    expect(applied.length - before).toBe(decision === 'Approved' ? 1 : 0);
  }
}, 60_000);

test('a click that Slack delivers twice is one approval, and nobody hears that they came too late', async () => {
  const { workspace } = await begin();
  const ts = await plan('/fix-bridge web-1', { user: 'lin' });
  const delivery = await click(ts, 'approve');
  await workspace.faults.redeliver(delivery);
  await reply(ts, 'web-1 is fixed');
  await expect.poll(() => queue.backlog(), { timeout: 10_000 }).toBe(0);
  expect(applied).toHaveLength(1);
  expect(workspace.ephemerals('anna')).toEqual([]);
});

const nobody = { everyone: false, users: [], groups: [], channels: [] };
const everyone = { ...nobody, everyone: true };

function access(rules: object) {
  return { access: { teams: ['T0FERRYMAN'], rules } };
}

describe('who may', () => {
  test('ask, and who may not', async () => {
    const { say } = await begin(
      {},
      access({ diagnose: everyone, 'fix-bridge': { ...nobody, users: ['U0ANNA'] } }),
    );
    expect(await say('/fix-bridge web-1')).toMatchObject({
      kind: 'whisper',
      text: expect.stringMatching(/You may not use \/fix-bridge\..*access\.fix-bridge.*U0LIN/s),
    });
    await plan('/fix-bridge web-1', { user: 'anna' });
  });

  test('approve is a right of its own; who asked may take the question back', async () => {
    const { workspace } = await begin(
      {},
      access({ 'fix-bridge': everyone, approve: { ...nobody, users: ['U0ANNA'] } }),
    );
    const ts = await plan('/fix-bridge web-1', { user: 'lin' });
    await click(ts, 'approve', 'lin');
    await whisper('lin', 'You may not approve a change.');
    await click(ts, 'approve', 'gus');
    await whisper('gus', 'Guests may not ask Ferryman.');
    await click(ts, 'approve', 'eve');
    await whisper('eve', 'Only people of this organisation');
    expect(hasButtons(ts)).toBe(true);
    await click(ts, 'decline', 'lin');
    await workspace.waitFor(() => card(ts).includes('Declined by <@U0LIN>'));
    expect(applied).toEqual([]);
  });

  test('nobody, where ferryman.yaml does not say', async () => {
    await begin({}, access({ 'fix-bridge': everyone }));
    const ts = await plan();
    await click(ts, 'approve');
    await whisper('anna', 'Nobody may approve a change yet.');
    await click(ts, 'decline', 'anna');
    await expect.poll(() => conversation?.workspace.ephemerals('anna').length).toBe(2);
    expect(hasButtons(ts)).toBe(true);
  });

  test('approve for a host tagged prod is somebody else than who asked', async () => {
    await begin({}, { hosts: [hostNamed('web-1', { tags: ['shop', 'prod'] })] });
    const ts = await plan('/fix-bridge web-1', { user: 'lin' });
    await click(ts, 'approve', 'lin');
    await whisper('lin', 'web-1 is tagged prod, and you asked for this plan yourself.');
    expect(applied).toEqual([]);
    await click(ts, 'approve', 'anna');
    await reply(ts, 'web-1 is fixed');
  });
});

test('a plan that has expired is void, says so, and is not carried out', async () => {
  const { workspace } = await begin({
    planFix: async ({ host: { name }, id }) =>
      planFor(name, id, { expiresAt: new Date(Date.now() - 1).toISOString() }),
  });
  const ts = await plan();
  await click(ts, 'approve');
  await whisper('anna', 'has expired; nothing was done.\nPlan again: /fix-bridge web-1');
  await workspace.waitFor(() => card(ts).includes('Expired'));
  expect(hasButtons(ts)).toBe(false);
  await expect.poll(() => queue.backlog(), { timeout: 10_000 }).toBe(0);
  expect(applied).toEqual([]);
  expect(await lastOf(planned[0]?.id)).toBe('not-begun');
});

test('a plan that could not be made ends in the record, too', async () => {
  await begin({ planFix: () => Promise.reject(new FerrymanError('host-lost', 'It is gone.', 'Look.')) });
  const ts = await plan();
  await expect.poll(() => card(ts)).toContain('It is gone.');
  expect(await lastOf(planned[0]?.id)).toBe('not-begun');
});

test('an approval for which no worker is there says so, and begins when one comes', async () => {
  const { worker, workspace } = await begin();
  const ts = await plan();
  await worker.stop();
  await click(ts, 'approve');
  await whisper('anna', 'Approved, but no worker serves hosts without a site right now.');
  const next = await startWorker(configIn(workspace, { audit: { file: auditFile } }), {
    logger: quiet,
    queue,
    flows: onlyFlows(recorded({})),
  });
  await reply(ts, 'web-1 is fixed');
  await next.stop();
  expect(applied).toHaveLength(1);
});

test('a button that was changed, or that belongs to another message, is refused', async () => {
  const { workspace } = await begin();
  const one = await plan('/fix-bridge web-1');
  const other = await plan('/fix-bridge web-2');
  const card1 = workspace.thread('migration', one)[0];
  await showAgain(other, card1);
  await click(other, 'approve');
  await whisper('anna', 'This button is not one that Ferryman put here.');
  await showAgain(one, card1, (text) => text.replaceAll('\\"host\\":\\"web-1\\"', '\\"host\\":\\"web-2\\"'));
  await click(one, 'approve');
  await expect.poll(() => workspace.ephemerals('anna').length, { timeout: 5_000 }).toBe(2);
  expect(applied).toEqual([]);
});

test('undo takes back the change that is named', async () => {
  await begin();
  const ts = await plan('/fix-bridge web-1 undo k3j9x2m4');
  expect(reverted).toMatchObject([{ host: { name: 'web-1' }, reverts: 'k3j9x2m4' }]);
  expect(card(ts)).toContain('take change k3j9x2m4 back');
  await click(ts, 'approve');
  await reply(ts, 'web-1 is fixed');
  expect(applied).toMatchObject([
    { approved: { method: 'revert', reverts: 'k3j9x2m4', id: reverted[0]?.id } },
  ]);
});

test('a change that the host took back says why, and the channel hears of it', async () => {
  const { workspace } = await begin({ applyFix: async (request) => endOf(request, undoneOutcome) });
  const ts = await plan();
  await click(ts, 'approve');
  expect(read(await reply(ts, 'web-1 is as before'))).toContain('Why: the change did not succeed');
  await workspace.waitFor((now) =>
    now.thread('migration', ts).some(({ subtype }) => subtype === 'thread_broadcast'),
  );
});

test('one that the host refused to begin is told in the thread alone', async () => {
  const { workspace } = await begin({
    applyFix: async (request) => ({
      ...endOf(request, undoneOutcome),
      result: 'not-begun',
      because: 'Another change of web-1 is not over yet.',
      commands: [],
    }),
  });
  const ts = await plan();
  await click(ts, 'approve');
  await reply(ts, 'Another change of web-1 is not over yet.');
  await expect.poll(() => queue.backlog(), { timeout: 10_000 }).toBe(0);
  expect(workspace.thread('migration', ts).some(({ subtype }) => subtype === 'thread_broadcast')).toBe(false);
});

test('without a record nothing is changed', async () => {
  const { workspace } = await begin();
  const ts = await plan();
  await workspace.waitFor(() => card(ts) !== '');
  await rm(auditFile);
  await mkdir(auditFile);
  await click(ts, 'approve');
  await reply(ts, /web-1: nothing was changed.*record of changes .* cannot be written/s);
  await rm(auditFile, { recursive: true });
  expect(applied).toEqual([]);
});

describe('where a change breaks off', () => {
  const lost = new FerrymanError('connection-lost', 'web-1 does not answer any more.', 'ferryman doctor');

  test('the host is asked again until it says which end it had', async () => {
    let answers = 0;
    await begin({
      applyFix: () => Promise.reject(lost),
      reconcileFix: async ({ host: { name }, id }) => {
        answers += 1;
        if (answers < 4) throw lost;
        return { ...undoneOutcome, host: name, id };
      },
    });
    const ts = await plan();
    await click(ts, 'approve');
    await reply(
      ts,
      /not known yet how the change ended.*does not answer any more.*state\.confirmed.*asks it again/s,
    );
    await reply(ts, 'web-1 is as before');
    expect(applied).toHaveLength(1);
    const fences = reconciled.map(({ fence }) => fence);
    expect(fences).toEqual(fences.toSorted((one, other) => one - other));
    expect(new Set(fences).size).toBe(4);
    expect(await lastOf(planned[0]?.id)).toBe('undone');
  });

  test('and where it never does, the thread says how to look', async () => {
    await begin(
      { applyFix: () => Promise.reject(lost), reconcileFix: () => Promise.reject(lost) },
      { fix: { everyMs: 30, forMs: 100 } },
    );
    const ts = await plan();
    await click(ts, 'approve');
    await reply(ts, /not known yet.*Ferryman has asked .* and asks no more/s);
    expect(await lastOf(planned[0]?.id)).toBe('pending');
    await expect.poll(() => queue.backlog(), { timeout: 10_000 }).toBe(0);
  });

  test('before the host knew of it, nothing was changed', async () => {
    await begin({ applyFix: () => Promise.reject(lost) });
    const ts = await plan();
    await click(ts, 'approve');
    await reply(ts, /web-1: nothing was changed.*does not answer any more.*ferryman doctor/s);
    expect(reconciled).toMatchObject([{ fence: 1 }]);
  });

  test('a change that takes too long is left to the host, which is asked', async () => {
    await begin(
      {
        applyFix: () => new Promise(() => undefined),
        reconcileFix: async ({ host: { name }, id }) => ({ ...undoneOutcome, host: name, id }),
      },
      { fix: { everyMs: 50, forMs: 60_000, deadlineMs: 200 } },
    );
    const ts = await plan();
    await click(ts, 'approve');
    expect(read(await reply(ts, 'web-1 is as before'))).toContain('asked by');
    expect(reconciled).toHaveLength(1);
  });
});

async function cutOff(known: boolean): Promise<string> {
  const bell = new EventEmitter();
  const begun = once(bell, 'begun');
  const started = await begin({
    applyFix: (request, { signal }) => {
      if (applied.length > 1) return Promise.resolve(endOf(request));
      bell.emit('begun');
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    },
  });
  await started.worker.stop();
  const hasty = await startWorker(configIn(started.workspace, { audit: { file: auditFile } }), {
    logger: quiet,
    queue,
    drainMs: 50,
    flows: onlyFlows(
      recorded({
        applyFix: (_, { signal }) => {
          bell.emit('begun');
          return new Promise((__, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          });
        },
      }),
    ),
  });
  const ts = await plan();
  await click(ts, 'approve');
  await begun;
  await hasty.stop();
  const next = await startWorker(configIn(started.workspace, { audit: { file: auditFile } }), {
    logger: quiet,
    queue,
    flows: onlyFlows(
      recorded({
        reconcileFix: async ({ host: { name }, id }) =>
          known ? { ...undoneOutcome, host: name, id } : undefined,
      }),
    ),
  });
  await reply(ts, known ? 'web-1 is as before' : 'web-1 is fixed');
  await next.stop();
  return ts;
}

describe('a worker that ends in the midst of a change', () => {
  test('leaves it to the next one, which asks the host and begins nothing anew', async () => {
    const ts = await cutOff(true);
    expect(applied).toHaveLength(1);
    expect(reconciled).toMatchObject([{ id: applied[0]?.approved.id, fence: 2 }]);
    // One message of progress, which became the outcome.
    expect(
      conversation?.workspace.thread('migration', ts).filter((one) => read(one).includes('as before:')),
    ).toHaveLength(2);
  }, 30_000);

  test('is followed by another start, with a higher fence, where the host knows nothing of it', async () => {
    await cutOff(false);
    expect(applied.map(({ fence }) => fence)).toEqual([1, 2]);
  }, 30_000);
});

describe('what was mistyped is answered with what to type', () => {
  test.each([
    ['/fix-bridge', 'Which host?'],
    ['/fix-bridge web-3', 'Did you mean /fix-bridge web-1 or /fix-bridge web-2?'],
    ['/fix-bridge web-1 bipp', 'Did you mean bip?'],
    ['/fix-bridge web-1 subnet=172.31', '"172.31" is no subnet'],
    ['/fix-bridge web-1 avoid=10.8.0.0/16,office', '"office" is no subnet'],
    ['/fix-bridge web-1 70000', '70000 is no port'],
    ['/fix-bridge web-1:30003 80', 'A port is said twice.'],
    ['/fix-bridge web-1 bip bridge', 'bip or bridge is said twice.'],
    ['/fix-bridge web-1 bip network=shop_default', 'bip is a way to move docker0'],
    ['/fix-bridge web-1 undo ../../etc', 'is no id of a fix'],
    ['/fix-bridge web-1 bip undo', 'undo stands right behind the host'],
    ['/fix-bridge web-1 subnet=', '"" is no subnet'],
  ])('%s', async (line, sentence) => {
    const { say, workspace } = await begin();
    expect(await say(line)).toMatchObject({ kind: 'whisper', text: expect.stringContaining(sentence) });
    expect(roots(workspace, 'migration')).toEqual([]);
  });
});

test('the button of a diagnosis asks for a plan, into its thread, and is asked for the right like a command', async () => {
  const [cause] = storyReport('web-1').causes;
  if (cause === undefined) throw new Error('the story has a cause');
  const fix = { summary: 'Move it.', commands: [], risk: 'None.', apply: '/fix-bridge web-1' };
  const { workspace, say } = await begin(
    {
      diagnose: async ({ asked }) => ({
        report: { ...storyReport('web-1', asked), causes: [{ ...cause, fix }] },
      }),
    },
    {
      access: {
        teams: ['T0FERRYMAN'],
        rules: { diagnose: { ...nobody, everyone: true }, 'fix-bridge': { ...nobody, users: ['U0ANNA'] } },
      },
    },
  );
  const said = await say('/diagnose web-1 30003');
  if (said.kind !== 'thread') throw new Error(said.text);
  await workspace.click({ messageTs: said.ts, actionId: 'fix_ask', user: 'lin' });
  await whisper('lin', 'You may not use /fix-bridge.');
  await workspace.click({ messageTs: said.ts, actionId: 'fix_ask', user: 'anna' });
  await reply(said.ts, 'web-1: move docker0');
  expect(planned).toMatchObject([{ host: { name: 'web-1' }, options: { port: 30_003 } }]);
  expect(roots(workspace, 'migration')).toHaveLength(1);
});
