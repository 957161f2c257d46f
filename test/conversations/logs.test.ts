import { EventEmitter, on, once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { FerrymanError } from '../../src/errors.ts';
import type { LookUp } from '../../src/flows/find-container/directory.ts';
import type { LogsRequest } from '../../src/flows/logs/read-logs.ts';
import type { Host } from '../../src/hosts/host.ts';
import type { LogLine, LogReport } from '../../src/report/logs.ts';
import { renderFollow } from '../../src/render/slack/log-follow.ts';
import { say as saying } from '../../src/text/say.ts';
import type { Message } from '../../src/workspace/workspace.ts';
import { type Flows, startWorker, type Worker } from '../../workers/index.ts';
import { configIn, type Conversation, quiet, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { dotnetLog } from '../support/log-report.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;
let read: LogsRequest[] = [];
afterEach(() => {
  read = [];
});

function hostNamed(name: string, site?: string): Host {
  const host = { name, via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' } as const;
  return site === undefined ? host : { ...host, site };
}

function found(host: string, name = 'topapi') {
  const container = {
    id: `${host}-${name}`,
    name,
    image: 'topapi:2',
    state: 'running',
    status: 'Up 3 hours',
  };
  return { host: hostNamed(host), container };
}

const nowhere: LookUp = { kind: 'none', near: [], notAsked: [] };

/** Containers by the host that has them. */
function fleet(known: Record<string, LookUp>): Flows['lookUp'] {
  return async (name) => known[name] ?? nowhere;
}

function reportOf(request: LogsRequest, changes: Partial<LogReport> = {}): LogReport {
  return {
    ...dotnetLog,
    host: request.host.name,
    asked: request.query,
    container: { ...dotnetLog.container, id: request.containerId, name: request.name },
    ...changes,
  };
}

const oneTopapi: LookUp = { kind: 'found', match: found('web-1'), others: [], notAsked: [] };

async function begin(flows: Partial<Flows> = {}, changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin(
    {
      lookUp: fleet({ topapi: oneTopapi }),
      ...flows,
      readLogs: async (request, run) => {
        read.push(request);
        return flows.readLogs === undefined ? reportOf(request) : flows.readLogs(request, run);
      },
    },
    { follow: { gapMs: 20, lookAgainMs: 20, askMs: 50 }, ...changes },
  );
}

function filesOf(messages: readonly Message[]) {
  return messages.flatMap(({ files = [] }) => files);
}

test('a container that is on one host becomes a card, with every line as a file in its thread', async () => {
  const { say, workspace } = await begin();
  const said = await say('/logs topapi since 30m grep "framework version" tail 50');
  if (said.kind !== 'thread') throw new Error(said.text);
  const [card = ''] = said.text;
  expect(card).toContain('web-1, container topapi is faulty: The image of topapi has no ASP.NET Core');
  expect(card).toContain('<@U0LIN>');
  const [file] = filesOf(workspace.thread('migration', said.ts));
  expect(file).toMatchObject({ title: 'topapi on web-1' });
  expect(new TextDecoder().decode(workspace.file(file?.id ?? ''))).toContain(
    "stderr The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.",
  );
  const evidence = await workspace.waitFor((now) => now.thread('migration', said.ts)[2]);
  expect(textOf(evidence).join(' ')).toContain('Evidence for web-1, container topapi');
  expect(read).toMatchObject([
    {
      containerId: 'web-1-topapi',
      query: { grep: 'framework version', tail: 50, since: expect.any(String) },
    },
  ]);
  expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Queued: the log of topapi \(since .*, last 50\)\. Ferryman replies here\.$/),
  ]);
});

test('with a host only that one is asked', async () => {
  const asked: unknown[] = [];
  const { say } = await begin({
    lookUp: async (name, { host }) => {
      asked.push([name, host]);
      return oneTopapi;
    },
  });
  expect(await say('/logs topapi on web-1')).toMatchObject({ kind: 'thread' });
  expect(asked).toEqual([['topapi', 'web-1']]);
});

test('several become buttons, and each reads its own into the thread', async () => {
  const matches = [found('web-1'), found('web-2')];
  const { say, workspace } = await begin({
    lookUp: fleet({ topapi: { kind: 'several', matches, notAsked: [] } }),
  });
  const said = await say('/logs topapi errors');
  if (said.kind !== 'thread') throw new Error(said.text);
  expect(said.text[0]).toContain('topapi is 2 containers. Which one?');
  expect(said.text[0]).toContain('web-2: topapi (Up 3 hours)');
  expect(read).toEqual([]);
  await jobsEnded();

  await workspace.click({ messageTs: said.ts, actionId: 'logs_read_pick_1', user: 'anna' });
  const [, card] = await workspace.waitFor((now) => {
    const thread = now.thread('migration', said.ts);
    return filesOf(thread).length > 0 && thread;
  });
  expect(textOf(card ?? { text: '' }).join(' ')).toContain('web-2, container topapi is faulty');
  expect(read).toMatchObject([{ containerId: 'web-2-topapi', query: { onlyErrors: true } }]);
  // The choice stays for whoever wants the other one.
  expect(textOf(roots(workspace, 'migration')[0] ?? { text: '' }).join(' ')).toContain('Which one?');
});

test('none becomes what is near and the hosts that could not be asked', async () => {
  const notAsked = [{ host: 'web-2', because: 'web-2 does not answer on port 22.' }];
  const { say, workspace } = await begin({
    lookUp: fleet({ topapo: { kind: 'none', near: [found('web-1')], notAsked } }),
  });
  const said = await say('/logs topapo');
  if (said.kind !== 'thread') throw new Error(said.text);
  expect(said.text[0]).toContain('No container is called topapo on any host that could be asked.');
  expect(said.text[0]).toContain('Did you mean one of these?');
  expect(said.text[0]).toContain('Could not be asked web-2: web-2 does not answer on port 22.');
  await workspace.click({ messageTs: said.ts, actionId: 'logs_read_pick_0' });
  await workspace.waitFor((now) => filesOf(now.thread('migration', said.ts)).length > 0);
  expect(read).toMatchObject([{ containerId: 'web-1-topapi' }]);
});

test('one that nobody knows at all can be looked for again', async () => {
  const known: Record<string, LookUp> = {};
  const { say, workspace } = await begin({ lookUp: fleet(known) });
  const said = await say('/logs topapi');
  if (said.kind !== 'thread') throw new Error(said.text);
  expect(said.text[0]).toContain(
    'None of the hosts with Docker that were asked has a container called topapi.',
  );
  expect(said.text[0]).toContain('compose services and stacks');
  await jobsEnded();
  known['topapi'] = oneTopapi;
  await workspace.click({ messageTs: said.ts, actionId: 'logs_read_again' });
  await workspace.waitFor((now) => filesOf(now.thread('migration', said.ts)).length > 0);
});

test('a host that cannot be reached, and a container that is gone, end in the thread with what to do', async () => {
  const { say } = await begin({
    readLogs: () =>
      Promise.reject(
        new FerrymanError('unreachable', 'web-1 does not answer on port 22.', 'ferryman doctor tries it.'),
      ),
  });
  expect(await say('/logs topapi')).toMatchObject({
    text: [
      expect.stringMatching(/The log of topapi was not read.*does not answer on port 22.*ferryman doctor/),
    ],
  });
});

test('a container that was made anew since it was found is read as it is now', async () => {
  const gone = new FerrymanError('container-gone', 'Docker shows no topapi.', 'Look for it again.');
  const renewed: LookUp = {
    ...oneTopapi,
    match: { ...found('web-1'), container: { ...found('web-1').container, id: 'new' } },
  };
  const { say } = await begin({
    lookUp: async (_, { fresh }) => (fresh === true ? renewed : oneTopapi),
    readLogs: async (request) => {
      if (request.containerId !== 'new') throw gone;
      return reportOf(request);
    },
  });
  expect(await say('/logs topapi')).toMatchObject({
    text: [expect.stringContaining('is faulty'), expect.anything()],
  });
  expect(read.map(({ containerId }) => containerId)).toEqual(['web-1-topapi', 'new']);
});

test('the buttons of the card read more, since the restart and errors only, into its thread', async () => {
  const { say, workspace } = await begin({
    readLogs: async (request) => reportOf(request),
  });
  const said = await say('/logs topapi tail 8');
  if (said.kind !== 'thread') throw new Error(said.text);
  for (const [index, which] of ['more', 'restart', 'errors'].entries()) {
    await jobsEnded();
    await workspace.click({ messageTs: said.ts, actionId: `logs_read_${which}` });
    await workspace.waitFor((now) => filesOf(now.thread('migration', said.ts)).length === index + 2);
  }
  expect(read.map(({ query }) => query)).toEqual([
    { tail: 8 },
    { tail: 40 },
    { sinceRestart: true, tail: 8 },
    { tail: 8, onlyErrors: true },
  ]);
  expect(roots(workspace, 'migration')).toHaveLength(1);
  expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual([
    'Queued: the log of topapi (last 8). Ferryman replies here.',
    'Queued: the log of topapi on web-1 (last 40). Ferryman replies in this thread.',
    'Queued: the log of topapi on web-1 (since its last start, last 8). Ferryman replies in this thread.',
    'Queued: the log of topapi on web-1 (errors only, last 8). Ferryman replies in this thread.',
  ]);
});

test('the same question asked twice is read once', async () => {
  const bell = new EventEmitter();
  const { say, workspace } = await begin({
    readLogs: async (request) => {
      bell.emit('started');
      await once(bell, 'go on');
      return reportOf(request);
    },
  });
  const started = once(bell, 'started');
  const first = say('/logs topapi since 30m');
  await started;
  const [root] = roots(workspace, 'migration');
  expect(await say('/logs topapi  since 30m', { user: 'anna', channel: 'ops-private' })).toMatchObject({
    kind: 'whisper',
    text: expect.stringContaining('The log of topapi is being read right now.'),
  });
  const [whisper] = workspace.ephemerals('anna');
  expect(JSON.stringify(whisper?.blocks)).toContain(`/p${root?.ts.replace('.', '')}`);
  bell.emit('go on');
  await first;
  expect(read).toHaveLength(1);
});

describe('what was mistyped, or is not allowed, is answered with what to type', () => {
  test.each([
    ['/logs', 'Type /logs topapi since 30m'],
    ['/logs topapi on', 'Which host?'],
    ['/logs topapi on web-3', 'Did you mean /logs topapi on web-1 or /logs topapi on web-2?'],
    ['/logs topapi tail lots', 'takes a number of lines'],
    ['/logs topapi grep "open', 'is not closed'],
    ['/logs topapi follow 30m', 'in Slack for ten minutes at most'],
    ['/logs topapi follow 2h grep x', 'Type /logs topapi follow 10m grep x'],
    ['/logs topapi grep (abc', "Type /logs topapi grep '\\(abc'"],
  ])('%s', async (line, sentence) => {
    const { say, workspace } = await begin();
    expect(await say(line)).toMatchObject({ kind: 'whisper', text: expect.stringContaining(sentence) });
    expect(roots(workspace, 'migration')).toEqual([]);
  });

  test('who may diagnose may not therefore read logs', async () => {
    const nobody = { everyone: false, users: [], groups: [], channels: [] };
    const { say } = await begin(
      {},
      {
        access: {
          teams: ['T0FERRYMAN'],
          rules: { diagnose: { ...nobody, everyone: true }, logs: { ...nobody, users: ['U0ANNA'] } },
        },
      },
    );
    expect(await say('/logs topapi')).toMatchObject({
      kind: 'whisper',
      text: expect.stringContaining('You may not use /logs.'),
    });
    expect(await say('/logs topapi', { user: 'anna' })).toMatchObject({ kind: 'thread' });
  });

  test('a click counts as asking', async () => {
    const nobody = { everyone: false, users: [], groups: [], channels: [] };
    const { say, workspace } = await begin(
      {},
      { access: { teams: ['T0FERRYMAN'], rules: { logs: { ...nobody, users: ['U0ANNA'] } } } },
    );
    const said = await say('/logs topapi', { user: 'anna' });
    if (said.kind !== 'thread') throw new Error(said.text);
    for (const actionId of ['logs_read_errors', 'logs_follow']) {
      await workspace.click({ messageTs: said.ts, actionId, user: 'lin' });
    }
    const whispers = await workspace.waitFor(
      (now) => now.ephemerals('lin').length === 2 && now.ephemerals('lin'),
    );
    expect(whispers.every(({ text }) => text.includes('You may not use /logs.'))).toBe(true);
    expect(read).toHaveLength(1);
  });
});

const line = (n: number): LogLine => ({
  at: `2026-11-22T12:00:${String(n).padStart(2, '0')}.000000000Z`,
  stream: 'stdout',
  text: `line ${n}`,
});

/** A log into which the test writes. */
function written() {
  const bell = new EventEmitter();
  const opened: LogsRequest[] = [];
  const followLog: Flows['followLog'] = async function* follow(request, { signal }) {
    opened.push(request);
    for await (const [lines] of on(bell, 'lines', { signal })) {
      if (lines === 'end') break;
      yield lines;
    }
    return { kind: 'ended' };
  };
  return {
    followLog,
    opened,
    write: (...lines: unknown[]) => bell.emit('lines', lines[0] === 'end' ? 'end' : lines),
  };
}

async function followed(flows: Partial<Flows>, asking = '/logs topapi follow 1s') {
  const started = await begin(flows);
  const thread = await started.say(asking);
  if (thread.kind !== 'thread') throw new Error(thread.text);
  const message = () =>
    started.workspace.thread('migration', thread.ts).find(({ text }) => text.startsWith('Following'));
  return { ...started, ts: thread.ts, message, shown: () => textOf(message() ?? { text: '' }).join('\n') };
}

describe('a log that is followed', () => {
  test('is one message that is edited, goes on through a restart of the container, and ends', async () => {
    const { followLog, opened, write } = written();
    const { shown, message } = await followed({ followLog }, '/logs topapi grep line follow 3s');
    await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(1);
    expect(opened[0]?.query).toEqual({ grep: 'line', tail: 0 });
    write(line(1), line(2));
    await expect.poll(shown).toContain('12:00:01 line 1\n12:00:02 line 2');
    write('end');
    await expect.poll(() => opened.length).toBe(2);
    expect(opened[1]?.query.since).toBe(line(2).at);
    write(line(2), line(3));
    await expect.poll(shown).toContain('line 2\n12:00:03 line 3');
    await expect.poll(shown, { timeout: 10_000 }).toMatch(/⏹ Ended after 3\.\d s: 3 new lines\./);
    expect(message()?.text).toContain('Ended after');
  }, 30_000);

  test('a second click joins, and a worker that stops says so in the message', async () => {
    const { followLog, opened } = written();
    const { ts, workspace, shown, message, worker } = await followed({ followLog }, '/logs topapi');
    await workspace.click({ messageTs: ts, actionId: 'logs_follow' });
    await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(1);
    await workspace.click({ messageTs: ts, actionId: 'logs_follow', user: 'anna' });
    const [whisper] = await workspace.waitFor(
      (now) => now.ephemerals('anna').length > 0 && now.ephemerals('anna'),
    );
    expect(whisper?.text).toContain('The log of topapi on web-1 is being followed right now.');
    expect(JSON.stringify(whisper?.blocks)).toContain(message()?.ts.replace('.', ''));
    await worker.stop();
    expect(shown()).toMatch(/Ended after .*This worker was stopped\./);
    expect(opened).toHaveLength(1);
  }, 30_000);

  test('is stopped by whoever has seen enough, and the message names them', async () => {
    const { followLog, opened, write } = written();
    const { shown, message, workspace } = await followed({ followLog }, '/logs topapi follow 10m');
    await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(1);
    write(line(1));
    await expect.poll(shown).toContain('12:00:01 line 1');
    await workspace.click({ messageTs: message()?.ts ?? '', actionId: 'logs_stop', user: 'anna' });
    await expect
      .poll(shown, { timeout: 5_000 })
      .toMatch(/⏹ Stopped after \d\S* m?s: 1 new line\..* stopped by <@U0ANNA> at /);
    expect(workspace.ephemerals('anna')).toEqual([]);
    expect(JSON.stringify(message()?.blocks)).not.toContain('logs_stop');
  }, 30_000);

  test('a message that nobody follows any more says so to whoever would stop it', async () => {
    const { workspace } = await begin();
    const left = renderFollow({
      container: 'topapi',
      host: 'web-1',
      count: 0,
      lines: [],
      state: { kind: 'running', until: '2026-11-22T12:00:00.000Z', job: 'gone' },
    });
    await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0MIGRATION', ...left }),
    });
    const [message] = workspace.messages('migration');
    await workspace.click({ messageTs: message?.ts ?? '', actionId: 'logs_stop' });
    const [whisper] = await workspace.waitFor(
      (now) => now.ephemerals('lin').length > 0 && now.ephemerals('lin'),
    );
    expect(whisper?.text).toContain('The log of topapi on web-1 is not followed any more.');
  });

  test('many lines cost few edits, and the message keeps the last that fit', async () => {
    const { followLog, opened, write } = written();
    const { workspace, shown } = await followed({ followLog }, '/logs topapi follow 2s');
    await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(1);
    const before = workspace.journal.calls.length;
    for (let n = 0; n < 500; n += 1) write({ ...line(n % 60), text: `${n} ${'x'.repeat(400)}` });
    await expect
      .poll(shown, { timeout: 10_000 })
      .toMatch(/⏹ Ended after [\d.]+ s: 500 new lines\. The last \d+ are shown\./);
    expect(shown()).toContain('499 xxx');
    expect(workspace.journal.calls.length - before).toBeLessThan(60);
  }, 30_000);

  test('a host that is lost meanwhile is named at the end', async () => {
    const { shown } = await followed({
      // oxlint-disable-next-line require-yield -- the connection is lost before a line comes
      async *followLog() {
        await Promise.resolve();
        throw new FerrymanError('connection-lost', 'The connection to web-1 was lost.', 'Ask again.');
      },
    });
    await expect.poll(shown, { timeout: 10_000 }).toContain('The connection to web-1 was lost. Ask again.');
  });
});

test('lost replies, rate limits and a broken Slack leave one card and one file', async () => {
  const { say, workspace } = await begin();
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  workspace.faults.rateLimit({ method: 'chat.update', retryAfterSeconds: 1 });
  workspace.faults.dropReply({ method: 'files.completeUploadExternal' });
  workspace.faults.error503({ method: 'files.getUploadURLExternal' });
  const said = await say('/logs topapi');
  if (said.kind !== 'thread') throw new Error(said.text);
  await jobsEnded();
  expect(roots(workspace, 'migration')).toHaveLength(1);
  expect(filesOf(workspace.thread('migration', said.ts))).toHaveLength(1);
});

test('a file that Slack refuses is missed in the thread, and the card stands', async () => {
  const { say, workspace } = await begin();
  workspace.faults.rateLimit({
    method: 'files.getUploadURLExternal',
    retryAfterSeconds: 3_600,
    times: Infinity,
  });
  const said = await say('/logs topapi');
  if (said.kind !== 'thread') throw new Error(said.text);
  expect(said.text[0]).toContain('is faulty');
  expect(said.text[1]).toContain(
    'The lines themselves could not be sent as a file. Slack takes no more messages for 3600 s.',
  );
});

describe('with a worker for each site', () => {
  const hosts = [hostNamed('hz-shop', 'hangzhou'), hostNamed('fra-shop', 'frankfurt')];
  let far: Worker | undefined;
  afterEach(async () => {
    await far?.stop();
    far = undefined;
  });

  /** Two workers; the bot's question goes to the one of hangzhou first. */
  async function twoSites(frankfurt: Partial<Flows> | undefined, hangzhou: Partial<Flows>) {
    const started = await begin(hangzhou, { hosts, worker: { concurrency: 2, sites: ['hangzhou'] } });
    if (frankfurt === undefined) return started;
    const config = configIn(started.workspace, { hosts, worker: { concurrency: 2, sites: ['frankfurt'] } });
    far = await startWorker(config, {
      logger: quiet,
      flows: onlyFlows(frankfurt),
      queue: conversations.queue,
      drainMs: 5_000,
    });
    return started;
  }

  const there: LookUp = { ...oneTopapi, match: found('fra-shop') };

  test('a container of another site is found by its worker, which goes on in the same message', async () => {
    const farRead: LogsRequest[] = [];
    const { say, workspace } = await twoSites(
      {
        lookUp: fleet({ topapi: there }),
        readLogs: async (request) => {
          farRead.push(request);
          return reportOf(request);
        },
      },
      { lookUp: fleet({}) },
    );
    const said = await say('/logs topapi');
    if (said.kind !== 'thread') throw new Error(said.text);
    expect(said.text[0]).toContain('fra-shop, container topapi is faulty');
    expect(filesOf(workspace.thread('migration', said.ts))).toHaveLength(1);
    expect(roots(workspace, 'migration')).toHaveLength(1);
    expect(farRead).toMatchObject([{ containerId: 'fra-shop-topapi', host: { name: 'fra-shop' } }]);
    expect(read).toEqual([]);
  });

  test('one that both have is several, and a choice is read where it is', async () => {
    const { say, workspace } = await twoSites(
      { lookUp: fleet({ topapi: there }), readLogs: async (request) => reportOf(request) },
      { lookUp: fleet({ topapi: { ...oneTopapi, match: found('hz-shop') } }) },
    );
    const said = await say('/logs topapi');
    if (said.kind !== 'thread') throw new Error(said.text);
    expect(said.text[0]).toContain('topapi is 2 containers.');
    await jobsEnded();
    await workspace.click({ messageTs: said.ts, actionId: 'logs_read_pick_1' });
    await workspace.waitFor((now) => filesOf(now.thread('migration', said.ts)).length > 0);
    expect(read).toEqual([]);
  });

  test('a site without a worker leaves its hosts unasked, and the card says so', async () => {
    const { say } = await twoSites(undefined, {
      lookUp: fleet({ topapi: { ...oneTopapi, match: found('hz-shop') } }),
    });
    const said = await say('/logs topapi');
    if (said.kind !== 'thread') throw new Error(said.text);
    expect(said.text[0]).toContain(
      '1 host could not be asked (fra-shop: No worker serves frankfurt just now)',
    );
  });
});

test('what the log says rings nobody and makes no link', async () => {
  const hostile = '<!channel> <@U0ANNA> <https://evil.example|log in> ``` *bold*';
  const lines: LogLine[] = [{ stream: 'stdout', text: hostile }];
  const { say, workspace } = await begin({
    readLogs: async (request) =>
      reportOf(request, {
        causes: [],
        verdict: 'healthy',
        lastError: { lines },
        excerpt: lines,
        patterns: [{ template: hostile, level: 'error', count: 1, isNew: false, example: hostile }],
      }),
  });
  const said = await say('/logs topapi');
  if (said.kind !== 'thread') throw new Error(said.text);
  const [card] = workspace.thread('migration', said.ts);
  expect(card?.text).not.toMatch(/[<>]/);
  const markup = (card?.blocks ?? []).filter(({ type }) => type !== 'rich_text' && type !== 'table');
  expect(JSON.stringify(markup)).not.toContain('evil.example');
  expect(said.text[0]).toContain(hostile);
});

describe('somebody who reads Chinese', () => {
  test('hears of their log in Chinese from the receipt to the lines that follow', async () => {
    const { followLog, opened, write } = written();
    const languages: unknown[] = [];
    const notAsked = [{ host: 'web-2', because: saying`It did not answer within ${5} s.` }];
    const { say, workspace } = await begin({
      followLog,
      lookUp: fleet({ topapi: { ...oneTopapi, notAsked } }),
      readLogs: async (request, { language }) => {
        languages.push(language);
        return reportOf(request);
      },
    });
    const said = await say('/logs topapi errors tail 8 follow 2s', { user: 'chen' });
    if (said.kind !== 'thread') throw new Error(said.text);
    expect(workspace.ephemerals('chen').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^已加入队列：topapi 的日志（只看错误，最后 8 行）。\s?Ferryman 会在这里回复。$/),
    ]);
    expect(languages).toEqual(['zh-CN']);
    const [card = ''] = said.text;
    for (const words of [
      'web-1 的容器 topapi 有故障：',
      '未能查询 1 台主机（web-2：5 秒内没有响应）',
      '重启以来',
      '发起人 <@U0CHEN>',
    ])
      expect(card).toContain(words);
    const [file] = filesOf(workspace.thread('migration', said.ts));
    expect(file).toMatchObject({ title: 'topapi（web-1）' });
    const following = () =>
      textOf(
        workspace.thread('migration', said.ts).find(({ text }) => text.startsWith('跟踪')) ?? {
          text: '',
        },
      ).join('\n');
    await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(1);
    write(line(1));
    await expect
      .poll(following, { timeout: 10_000 })
      .toMatch(/跟踪 topapi（web-1）的日志[^]*⏹ 跟踪 2\.\d 秒后结束：新增 1 行。 ·.* 发起人/);
  }, 30_000);

  test('is told in Chinese what was mistyped, and what went wrong', async () => {
    const { say } = await begin({
      readLogs: () =>
        Promise.reject(
          new FerrymanError(
            'docker-not-running',
            saying`Docker cannot be asked on ${'web-1'}: ${'EIO'}.`,
            '',
          ),
        ),
    });
    expect(await say('/logs topapi tail lots', { user: 'chen' })).toMatchObject({
      kind: 'whisper',
      text: expect.stringMatching(/后面要写行数，1 到 10,000。\s+请输入 \/logs topapi tail 200/),
    });
    expect(await say('/logs topapi', { user: 'chen' })).toMatchObject({
      kind: 'thread',
      text: [expect.stringMatching(/未能读取 topapi 的日志.*无法查询 web-1 上的 Docker：EIO。/s)],
    });
  });
});

test('where the bot is not in the channel, the person hears how to invite it', async () => {
  const { say } = await begin();
  expect(await say('/logs topapi', { channel: 'random' })).toMatchObject({
    kind: 'whisper',
    text: expect.stringContaining('/invite @ferryman'),
  });
});
