import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSnapshot } from '../../src/flows/snapshot-file.ts';
import { diagnoseSnapshot } from '../../src/flows/diagnose.ts';
import type { Message } from '../../src/workspace/workspace.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;
let cases = '';
beforeEach(() => {
  cases = mkdtempSync(join(tmpdir(), 'ferryman-cases-'));
});
afterEach(() => rmSync(cases, { recursive: true, force: true }));

/** A host that was recorded: what it said, and what comes of that. */
const recorded = new URL('../hosts/bridge-subnet-contains-host-subnet/snapshot.json', import.meta.url);

const fromRecorded: Diagnose = async ({ host, asked }) => {
  const snapshot = { ...parseSnapshot(readFileSync(recorded, 'utf8'), recorded.pathname), host: host.name };
  return { snapshot, report: diagnoseSnapshot(snapshot, asked) };
};

async function card(changes: ConversationChanges = {}, diagnose = fromRecorded) {
  const conversation = await conversations.begin({ diagnose }, { cases, support: ['S0SUPPORT'], ...changes });
  const said = await conversation.say('/diagnose web-1 30003');
  if (said.kind !== 'thread') throw new Error('no thread');
  await jobsEnded();
  return { ...conversation, ts: said.ts };
}

const press = (
  { workspace, ts }: Pick<Conversation, 'workspace'> & { ts: string },
  actionId: string,
  user = 'anna',
) => workspace.click({ messageTs: ts, actionId, user });

function replies({ workspace, ts }: Pick<Conversation, 'workspace'> & { ts: string }): Message[] {
  return workspace.thread('migration', ts).slice(1);
}

function filesOf(message: Message): { id: string; name: string }[] {
  return (message.files ?? []).map(({ id, name }) => ({ id, name }));
}

function text(messages: readonly Message[]): string {
  return messages.map((message) => textOf(message).join('\n')).join('\n');
}

test('the snapshot comes as a file into the thread, once, and replays to the same report', async () => {
  const talk = await card();
  await press(talk, 'operation_snapshot');
  const [file] = await talk.workspace.waitFor(() => {
    const files = replies(talk).flatMap(filesOf);
    return files.length > 0 && files;
  });
  expect(file?.name).toMatch(/^snapshot-web-1-30003-.{8}\.json$/);
  const bytes = talk.workspace.file(file?.id ?? '') ?? new Uint8Array();
  const again = diagnoseSnapshot(parseSnapshot(new TextDecoder().decode(bytes), 'file'), { port: 30003 });
  expect(again.causes[0]?.cause).toBe('bridge-subnet-contains-host-subnet');
  await press(talk, 'operation_snapshot', 'lin');
  await talk.workspace.waitFor((now) =>
    now
      .ephemerals('lin')
      .some((one) => one.text.includes("The snapshot file is in this card's thread already.")),
  );
  await press(talk, 'operation_handoff', 'lin');
  await talk.workspace.waitFor(() => replies(talk).flatMap(filesOf).length > 1);
  expect(
    replies(talk)
      .flatMap(filesOf)
      .filter(({ name }) => name.startsWith('snapshot-')),
  ).toHaveLength(1);
});

test('hand off calls the support staff, and brings question, verdict, evidence, what it is not, and the snapshot', async () => {
  const talk = await card();
  await press(talk, 'operation_handoff');
  const files = await talk.workspace.waitFor(() => {
    const found = replies(talk).flatMap(filesOf);
    return found.length === 2 && found;
  }, 15_000);
  const said = text(replies(talk));
  expect(said).toContain('<!subteam^S0SUPPORT> <@U0ANNA> hands off web-1:30003.');
  expect(said).toMatch(/Asked by <@U0LIN>, <!date\^/);
  expect(said).toMatch(/Ruled out\n?.*\d+ causes; the file lists them\./s);
  const message = replies(talk).filter((one) => textOf(one).join('').includes('hands off'));
  expect(text(message)).toContain('Ruled out');
  expect(text(message)).not.toContain('ip-forward-off');
  const bundle = files.find(({ name }) => name.startsWith('handoff-'));
  const whole = new TextDecoder().decode(talk.workspace.file(bundle?.id ?? '') ?? new Uint8Array());
  const { causes, checked } = diagnoseSnapshot(parseSnapshot(readFileSync(recorded, 'utf8'), 'x'), {
    port: 30003,
  });
  for (const { lines } of causes.flatMap(({ evidence }) => evidence)) {
    for (const line of lines) expect(whole).toContain(line.trim());
  }
  for (const rule of checked) expect(whole).toContain(rule);
  expect(
    files
      .map(({ name }) => name.split('-')[0])
      .toSorted((one, other) => (one ?? '').localeCompare(other ?? '')),
  ).toEqual(['handoff', 'snapshot']);
});

test('a hand-off of a host that could not be read promises nothing that it said', async () => {
  const talk = await card({}, async ({ host, asked }) => ({ report: storyReport(host.name, asked) }));
  await press(talk, 'operation_handoff');
  const files = await talk.workspace.waitFor(() => {
    const found = replies(talk).flatMap(filesOf);
    return found.length > 0 && found;
  }, 15_000);
  expect(files).toHaveLength(1);
  const said = text(replies(talk));
  expect(said).toContain('All evidence is in this thread as a file.');
  expect(said).not.toContain('what the host said');
});

test('a second hand-off adds nothing', async () => {
  const talk = await card();
  await press(talk, 'operation_handoff');
  await talk.workspace.waitFor(() => replies(talk).flatMap(filesOf).length === 2);
  const before = replies(talk).length;
  const click = await press(talk, 'operation_handoff', 'lin');
  await talk.workspace.faults.redeliver(click);
  // Each looks for both of its files.
  await talk.workspace.waitFor(
    (now) => now.journal.calls.filter(({ method }) => method === 'conversations.replies').length >= 6,
    15_000,
  );
  // What a look has not found is posted after it.
  await sleep(500);
  expect(replies(talk)).toHaveLength(before);
  expect(talk.workspace.ephemerals('lin').at(-1)?.text).toContain(
    "The hand-off is in this card's thread already.",
  );
});

describe('this is wrong', () => {
  test('keeps snapshot, verdict and words as a case that replays, and says where', async () => {
    const talk = await card();
    await press(talk, 'operation_wrong');
    await talk.workspace.waitFor((now) => now.modals('anna').stack.length === 1);
    const words = 'The security group blocks it; password=Hunter2Hunter2 worked.';
    const sent = await talk.workspace.submit({ user: 'anna', values: { operation_wrong_words: words } });
    const note = await talk.workspace.waitFor(() =>
      replies(talk).find((one) =>
        textOf(one).join('').includes('says that the verdict on web-1:30003 is wrong'),
      ),
    );
    // Slack delivers a form twice now and then.
    const notes = replies(talk).length;
    await talk.workspace.faults.redeliver(sent);
    // It is acknowledged before it is recorded.
    await sleep(1_000);
    const said = text([note]);
    expect(said).toContain('The security group blocks it');
    expect(said).not.toContain('Hunter2Hunter2');
    const folder = new RegExp(`${cases}/[^\\s\`]+`).exec(said)?.[0] ?? '';
    expect(said).toMatch(/ferryman diagnose --snapshot .*snapshot\.json\n? ?30003/);
    // The second one is written beside the first, and goes when it turns out to be the same.
    await expect.poll(() => readdirSync(cases).length, { timeout: 20_000 }).toBe(1);
    expect(replies(talk)).toHaveLength(notes);
    const [name = ''] = readdirSync(cases);
    expect(folder.startsWith(join(cases, name))).toBe(true);
    const path = join(cases, name, 'snapshot.json');
    const replayed = diagnoseSnapshot(parseSnapshot(readFileSync(path, 'utf8'), path), { port: 30003 });
    const report: unknown = JSON.parse(readFileSync(join(cases, name, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: replayed.verdict, causes: replayed.causes });
    expect(readFileSync(join(cases, name, 'words.txt'), 'utf8')).not.toContain('Hunter2Hunter2');
  });

  test('of a host that could not be read says that there is nothing to replay, and its card has no snapshot', async () => {
    const talk = await card({}, async ({ host, asked }) => ({ report: storyReport(host.name, asked) }));
    const [root] = roots(talk.workspace, 'migration');
    expect(JSON.stringify(root?.blocks)).not.toContain('operation_snapshot');
    await press(talk, 'operation_wrong');
    await talk.workspace.waitFor((now) => now.modals('anna').stack.length === 1);
    await talk.workspace.submit({ user: 'anna', values: { operation_wrong_words: 'No.' } });
    const note = await talk.workspace.waitFor(() =>
      replies(talk).find((one) => textOf(one).join('').includes('is wrong.')),
    );
    expect(text([note])).toContain('nothing to diagnose again');
  });

  test('where the case cannot be written, who sent it hears so and the thread does not claim one', async () => {
    const notAFolder = fileURLToPath(import.meta.url);
    const talk = await card({ cases: notAFolder });
    await press(talk, 'operation_wrong');
    await talk.workspace.waitFor((now) => now.modals('anna').stack.length === 1);
    const before = replies(talk).length;
    await talk.workspace.submit({ user: 'anna', values: { operation_wrong_words: 'No.' } });
    const whisper = await talk.workspace.waitFor((now) =>
      now.ephemerals('anna').find((one) => one.text.includes(`cannot be written to ${notAFolder}`)),
    );
    expect(whisper.text).toContain('cases: in ferryman.yaml');
    expect(replies(talk)).toHaveLength(before);
  });
});

test('evidence that was not posted comes into the thread', async () => {
  const talk = await card();
  await press(talk, 'diagnose_again');
  const again = await talk.workspace.waitFor((now) =>
    roots(now, 'migration').find(
      ({ ts, blocks }) => ts !== talk.ts && JSON.stringify(blocks ?? []).includes('operation_evidence'),
    ),
  );
  await press({ ...talk, ts: again.ts }, 'operation_evidence');
  await talk.workspace.waitFor((now) => now.thread('migration', again.ts).length > 1);
  expect(text(talk.workspace.thread('migration', again.ts).slice(1))).toContain('ip route get');
});

test('who may not ask gets none of it', async () => {
  const talk = await card();
  const before = replies(talk).length;
  for (const actionId of ['operation_snapshot', 'operation_handoff', 'operation_wrong']) {
    await press(talk, actionId, 'gus');
  }
  await talk.workspace.waitFor((now) => now.ephemerals('gus').length === 3);
  expect(talk.workspace.ephemerals('gus').map((one) => one.text)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('Guests may not ask Ferryman.')),
  );
  expect(talk.workspace.modals('gus').stack).toEqual([]);
  expect(replies(talk)).toHaveLength(before);
});

test('a card whose record is gone says so', async () => {
  const talk = await card();
  const [root] = roots(talk.workspace, 'migration');
  const id = /"operation\\*":\\*"([^"\\]+)/.exec(JSON.stringify(root?.blocks))?.[1] ?? '';
  await conversations.queue.kept.write(`operation:${id}`, '', 1);
  await press(talk, 'operation_snapshot');
  const whisper = await talk.workspace.waitFor((now) => now.ephemerals('anna').at(-1));
  expect(whisper.text).toContain('Nothing is kept of this diagnosis any more');
});

test('a lost reply and a full minute leave one hand-off', async () => {
  const talk = await card();
  talk.workspace.faults.dropReply({ method: 'chat.postMessage' });
  talk.workspace.faults.rateLimit({ method: 'files.getUploadURLExternal', retryAfterSeconds: 1 });
  await press(talk, 'operation_handoff');
  await talk.workspace.waitFor(() => replies(talk).flatMap(filesOf).length === 2, 20_000);
  expect(replies(talk).filter((one) => textOf(one).join('').includes('hands off'))).toHaveLength(1);
});

test('in Chinese', async () => {
  const talk = await card({ language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } } });
  expect(text(roots(talk.workspace, 'migration'))).toMatch(
    /再次运行\n(?:修复…\n)?监控\n快照文件\n转交支持\n结论有误/,
  );
  await press(talk, 'operation_handoff');
  await talk.workspace.waitFor(() => replies(talk).flatMap(filesOf).length === 2);
  expect(text(replies(talk))).toContain('<!subteam^S0SUPPORT> <@U0ANNA> 把 web-1:30003 转交支持。');
  await press(talk, 'operation_wrong');
  const [form] = await talk.workspace.waitFor((now) => {
    const { stack } = now.modals('anna');
    return stack.length > 0 && stack;
  });
  expect(JSON.stringify(form)).toContain('哪里不对？实际情况是什么？');
});
