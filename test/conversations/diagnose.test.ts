import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { FerrymanError } from '../../src/errors.ts';
import type { DiagnoseRequest } from '../../src/flows/diagnose.ts';
import type { Diagnose, DiagnoseRun } from '../../workers/diagnose.ts';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;
let asked: DiagnoseRequest[] = [];
afterEach(() => {
  asked = [];
});

const atOnce: Diagnose = async (request) => ({ report: storyReport(request.host.name, request.asked) });

/** A flow that runs until the test says so. */
function held() {
  const bell = new EventEmitter();
  const flow: Diagnose = async (request, run: DiagnoseRun) => {
    run.onStage('connecting');
    run.onStage('reading');
    bell.emit('started');
    await once(bell, 'go on');
    return atOnce(request, run);
  };
  return { flow, started: () => once(bell, 'started'), goOn: () => bell.emit('go on') };
}

function begin(flow: Diagnose = atOnce, changes?: ConversationChanges): Promise<Conversation> {
  const diagnose: Diagnose = (request, run) => {
    asked.push(request);
    return flow(request, run);
  };
  return conversations.begin({ diagnose }, changes);
}

test('a question for a site that no worker serves is queued, and the receipt says for what it waits', async () => {
  const host = { via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' } as const;
  const { workspace } = await begin(atOnce, {
    hosts: [
      { ...host, name: 'here' },
      { ...host, name: 'far', site: 'hangzhou' },
    ],
    worker: { concurrency: 1, sites: ['singapore'] },
  });
  for (const text of ['far', 'here']) await workspace.slash({ command: '/diagnose', text, user: 'lin' });
  const receipts = await workspace.waitFor((now) => {
    const whispers = now.ephemerals('lin').map((whisper) => whisper.text);
    return whispers.length === 2 ? whispers.toSorted() : undefined;
  });
  expect(receipts).toEqual([
    'Queued: far. No worker serves hangzhou right now; the answer comes when one does, within the next 15 minutes.',
    'Queued: here. No worker serves hosts without a site right now; the answer comes when one does, within the next 15 minutes.',
  ]);
  expect(asked).toEqual([]);
  await conversations.stop();
  // What waits is done by the next worker, so that nothing is left over for the other tests.
  await begin(atOnce, {
    hosts: [
      { ...host, name: 'here' },
      { ...host, name: 'far', site: 'hangzhou' },
    ],
  });
  await jobsEnded();
});

test('a question becomes a thread that names the cause, proves it and says what to do', async () => {
  const { say, workspace } = await begin();
  const said = await say('/diagnose web-1 30003');
  expect(said).toMatchObject({
    kind: 'thread',
    text: [expect.stringContaining("Docker's bridge covers the network card's subnet"), expect.anything()],
  });
  const [card, evidence] = said.kind === 'thread' ? said.text : [];
  expect(card).toContain('Move docker0 to 192.168.64.1/24.');
  expect(card).toContain('<@U0LIN>');
  expect(evidence).toContain('192.168.0.2 dev eth0 src 192.168.0.10 uid 0');
  expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual([
    'Queued: web-1:30003. Ferryman replies here.',
  ]);
  expect(asked).toMatchObject([{ host: { name: 'web-1' }, asked: { port: 30003 } }]);
});

test('while it runs the message says what is being done', async () => {
  const { flow, started, goOn } = held();
  const { workspace, say } = await begin(flow);
  const running = started();
  const said = say('/diagnose web-1');
  await running;
  await expect
    .poll(() => roots(workspace, 'migration').map((root) => textOf(root).join(' ')), { timeout: 5_000 })
    .toEqual([expect.stringContaining('reading the host')]);
  goOn();
  await said;
});

test('a redelivered command and a redelivered click run nothing twice', async () => {
  const { workspace, say } = await begin();
  const said = await say('/diagnose web-1');
  const [command] = workspace.journal.deliveries;
  if (command === undefined || said.kind !== 'thread') throw new Error('nothing was asked');
  await jobsEnded();
  await workspace.faults.redeliver(command);
  const click = await workspace.click({ messageTs: said.ts, actionId: 'diagnose_again' });
  await workspace.faults.redeliver(click);
  await workspace.waitFor((now) => roots(now, 'migration').length === 2);
  await say('/diagnose web-2');
  expect(asked.map(({ host }) => host.name)).toEqual(['web-1', 'web-1', 'web-2']);
});

test('who asks for what is running is sent to its thread', async () => {
  const { flow, started, goOn } = held();
  const { workspace, say } = await begin(flow);
  const running = started();
  const first = say('/diagnose web-1 30003');
  await running;
  const [root] = await workspace.waitFor(
    (now) => roots(now, 'migration').length > 0 && roots(now, 'migration'),
  );
  const second = await say('/diagnose web-1 30003', { user: 'anna', channel: 'ops-private' });
  expect(second).toMatchObject({
    kind: 'whisper',
    text: expect.stringContaining('is being diagnosed right now'),
  });
  const [whisper] = workspace.ephemerals('anna');
  expect(JSON.stringify(whisper?.blocks)).toContain(`/archives/C0MIGRATION/p${root?.ts.replace('.', '')}`);
  goOn();
  await first;
  expect(asked).toHaveLength(1);
  expect(roots(workspace, 'ops-private')).toEqual([]);
});

test('two people who ask the same in their own direct messages both get the answer there', async () => {
  const { flow, started, goOn } = held();
  const { workspace } = await begin(flow);
  const rooms = ['D0ANNA', 'D0LIN'];
  for (const [user, channel] of [
    ['anna', 'D0ANNA'],
    ['lin', 'D0LIN'],
  ] as const) {
    const running = started();
    await workspace.slash({ command: '/diagnose', text: 'web-1', user, channel });
    await running;
  }
  goOn();
  await workspace.waitFor((now) =>
    rooms.every((room) =>
      roots(now, room).some((root) => textOf(root).join(' ').includes("Docker's bridge")),
    ),
  );
  expect(rooms.map((room) => roots(workspace, room).length)).toEqual([1, 1]);
  await jobsEnded();
});

test('the button asks the same question once more, in a message of its own', async () => {
  const { workspace, say, threads } = await begin();
  const said = await say('/diagnose web-1 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  await jobsEnded();
  await workspace.click({ messageTs: said.ts, actionId: 'diagnose_again', user: 'anna' });
  await workspace.waitFor(() => threads()[1]?.[0]?.includes('Nothing has changed since then.'));
  expect(threads()[1]?.[0]).toContain('<@U0ANNA>');
  expect(asked.map((request) => request.asked)).toEqual([{ port: 30003 }, { port: 30003 }]);
});

describe('a person who may not, or who types something else, reads what to do', () => {
  test.each([
    ['gus', 'migration', 'Guests may not ask Ferryman.'],
    ['eve', 'partner-hangzhou', 'Only people of this organisation may ask Ferryman.'],
  ])('%s', async (user, channel, sentence) => {
    const { say } = await begin();
    expect(await say('/diagnose web-1', { user, channel })).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining(sentence),
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['/diagnose web-3', 'Did you mean /diagnose web-1 or /diagnose web-2?'],
    ['/diagnose web-1 99999', 'Ports go from 1 to 65535'],
    ['/diagnose web-1 $(reboot)', 'is no port, container, address:port or'],
    ['/diagnose -oProxyCommand=x', 'is not a host name'],
  ])('%s', async (line, sentence) => {
    const { say, workspace } = await begin();
    expect(await say(line)).toMatchObject({ kind: 'whisper', text: expect.stringContaining(sentence) });
    expect(asked).toEqual([]);
    expect(roots(workspace, 'migration')).toEqual([]);
  });

  test('a command that nobody wrote', async () => {
    const { say } = await begin();
    expect(await say('/forgotten')).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('/forgotten is not known to this Ferryman.'),
    });
  });

  test('an empty rule refuses everybody', async () => {
    const { say } = await begin(atOnce, {
      access: {
        teams: ['T0FERRYMAN'],
        rules: { diagnose: { everyone: false, users: [], groups: [], channels: [] } },
      },
    });
    expect(await say('/diagnose web-1')).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('Nobody may use /diagnose yet.'),
    });
  });

  test('a user group opens it for its members, and the click of another is refused', async () => {
    const { say, workspace } = await begin(atOnce, {
      access: {
        teams: ['T0FERRYMAN'],
        rules: { diagnose: { everyone: false, users: [], groups: ['S0APPROVERS'], channels: [] } },
      },
    });
    const said = await say('/diagnose web-1', { user: 'anna' });
    if (said.kind !== 'thread') throw new Error('no thread');
    await workspace.click({ messageTs: said.ts, actionId: 'diagnose_again', user: 'lin' });
    const [whisper] = await workspace.waitFor(
      (now) => now.ephemerals('lin').length > 0 && now.ephemerals('lin'),
    );
    expect(whisper?.text).toContain('You may not use /diagnose.');
    expect(asked).toHaveLength(1);
  });

  test('a channel that the rule does not name is refused', async () => {
    const { say } = await begin(atOnce, {
      access: {
        teams: ['T0FERRYMAN'],
        rules: { diagnose: { everyone: true, users: [], groups: [], channels: ['C0OPS'] } },
      },
    });
    expect(await say('/diagnose web-1')).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('You may not use /diagnose in this channel'),
    });
  });

  test('nobody gets in while Slack does not say who they are', async () => {
    const { say, workspace } = await begin();
    workspace.faults.error503({ method: 'users.info', times: Infinity });
    expect(await say('/diagnose web-1')).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('Slack did not say who you are'),
    });
    expect(asked).toEqual([]);
  });

  test('a channel that the bot is not in is named, with the way in', async () => {
    const { say } = await begin();
    expect(await say('/diagnose web-1', { channel: 'random' })).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('/invite @ferryman'),
    });
  });
});

describe('what goes wrong ends in the thread, never in silence', () => {
  test('an error with a next step', async () => {
    const { say } = await begin(() =>
      Promise.reject(
        new FerrymanError(
          'host-key-changed',
          'web-1 presented a new host key.',
          'ferryman hosts trust web-1',
        ),
      ),
    );
    expect(await say('/diagnose web-1')).toMatchObject({
      kind: 'thread',
      text: [
        expect.stringMatching(
          /web-1 was not diagnosed.*presented a new host key.*ferryman hosts trust web-1/,
        ),
      ],
    });
  });

  test('a bug', async () => {
    const { say } = await begin(() => Promise.reject(new TypeError('x is undefined')));
    expect(await say('/diagnose web-1')).toMatchObject({
      text: [expect.stringMatching(/Ferryman itself failed: x is undefined/)],
    });
  });

  test('a run that never ends, though it ignores its signal', async () => {
    const { say } = await begin(() => new Promise(() => undefined), { deadlineMs: 300 });
    expect(await say('/diagnose web-1')).toMatchObject({
      text: [expect.stringContaining('was not done after 0 s and was stopped')],
    });
  });
});

test('lost replies and rate limits leave one thread, complete', async () => {
  const { say, workspace, threads } = await begin();
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  workspace.faults.rateLimit({ method: 'chat.update', retryAfterSeconds: 1 });
  workspace.faults.error503({ method: 'chat.update' });
  await say('/diagnose web-1');
  expect(threads()).toEqual([
    [expect.stringContaining("Docker's bridge"), expect.stringContaining('ip route get')],
  ]);
});

test('the bot is not ready while it is cut off from Slack, and says why', async () => {
  const { bot, workspace } = await begin();
  expect(await bot.readiness()).toEqual([]);
  workspace.faults.cut('all');
  await expect.poll(() => bot.readiness(), { timeout: 4_000 }).toEqual(['Slack is not connected']);
  await expect.poll(() => bot.readiness(), { timeout: 15_000 }).toEqual([]);
});

test('a bot that is stopped while it connects anew leaves nothing behind', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const { bot, workspace } = await begin();
  workspace.faults.slow({ method: 'apps.connections.open', ms: 1_500, times: 2 });
  workspace.faults.cut('all');
  // Slack's client waits for five seconds; then its request for a new address is on its way for one and a half.
  await sleep(5_700);
  await bot.stop();
  await sleep(2_000);
  expect(workspace.connections).toBe(0);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('a refresh of one connection loses no command', async () => {
  const { say, workspace } = await begin();
  workspace.faults.disconnect('refresh_requested');
  expect(await say('/diagnose web-1')).toMatchObject({ kind: 'thread' });
});

test('two at once in two places are two threads', async () => {
  const { say } = await begin();
  const both = await Promise.all([
    say('/diagnose web-1'),
    say('/diagnose web-2', { channel: 'ops-private', user: 'anna' }),
  ]);
  expect(both).toMatchObject([{ kind: 'thread' }, { kind: 'thread' }]);
});
