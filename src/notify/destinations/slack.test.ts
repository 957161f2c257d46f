import { pino } from 'pino';
import { digestOf, quietDay } from '../../../test/support/digests.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chartSvg } from '../../chart/chart-svg.ts';
import { pngOf } from '../../chart/png.ts';
import { type Incident, couldNotLook } from '../../report/incident.ts';
import type { Language } from '../../text/language.ts';
import { readerOf } from '../../text/reader.ts';
import { startWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { createNotifier } from '../notifier.ts';
import type { Destination } from './destination.ts';
import { slackDestination } from './slack.ts';

const minute = 60_000;
let workspace: Workspace;
const begun = Date.now() - 20 * minute;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

function at(minutes: number): string {
  return new Date(begun + minutes * minute).toISOString();
}

/** As another process would open it: nothing is remembered but what the notices bring. */
function team(language: Language = 'en'): Destination {
  const access = { token: workspace.botToken, apiUrl: workspace.apiUrl };
  return slackDestination(
    { name: 'team', channel: 'C0MIGRATION', mention: ['S0SUPPORT'] },
    {
      notifier: createNotifier(access, { logger: pino({ level: 'silent' }) }),
      reader: readerOf(language),
      clock: () => begun + 20 * minute,
    },
  );
}

function member(host: string, from: number, to?: number): Incident['members'][number] {
  return {
    host,
    subject: { kind: 'bridge', name: 'docker0' },
    title: {
      en: "Docker's bridge covers the network card's subnet",
      'zh-CN': 'Docker 网桥的网段覆盖了网卡的网段',
    },
    apply: `/fix-bridge ${host}`,
    stints: [{ from: at(from), ...(to === undefined ? {} : { to: at(to) }) }],
  };
}

function incident(changes: Partial<Incident> = {}): Incident {
  return {
    schema: 'ferryman.incident/1',
    id: 'i1',
    cause: 'bridge-subnet-overlap',
    severity: 'critical',
    to: ['team'],
    state: 'open',
    openedAt: at(0),
    members: [member('hz-shop', 0)],
    revision: 1,
    ...changes,
  };
}

const both = incident({ revision: 2, members: [member('hz-shop', 0), member('hz-web', 5)] });
const over = incident({
  revision: 3,
  state: 'resolved',
  resolvedAt: at(12),
  members: [member('hz-shop', 0, 10), member('hz-web', 5, 12)],
});

async function heard(before: Partial<Incident>, after: Partial<Incident>) {
  const { state, severity, revision } = incident(before);
  const place = await team().tell({ incident: incident(before), watched: 12, id: '1' });
  const told = { state, severity, revision, place };
  await team().tell({ incident: incident({ revision: 2, ...after }), before: told, watched: 12, id: '2' });
  await team().tell({ incident: incident({ revision: 2, ...after }), before: told, watched: 12, id: '2' });
  return workspace.messages('migration').filter(({ subtype }) => subtype === 'thread_broadcast');
}

describe('what the channel hears of an incident that goes on', () => {
  test('is that it is worse, and who is called is called', async () => {
    const said = await heard({ severity: 'warning' }, { severity: 'critical' });
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('open, critical')]);
    expect(JSON.stringify(said)).toContain('S0SUPPORT');
  });

  test('is that it is back where it was over', async () => {
    const said = await heard({ state: 'resolved', resolvedAt: at(10) }, {});
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('open, critical')]);
  });

  test('is not that it is better, nor who has it as well', async () => {
    expect(await heard({}, { severity: 'warning' })).toEqual([]);
    expect(await heard({}, { members: both.members })).toEqual([]);
  });
});

describe.each(['en', 'zh-CN'] as const)('an incident in Slack, in the language %s', (language) => {
  test('is one message that is edited while it lasts, and a broadcast at its end', async () => {
    const place = await team(language).tell({ incident: incident(), watched: 12, id: '1' });
    expect(place).toMatch(/^C0MIGRATION\/\d+\.\d+$/);
    expect(
      await team(language).tell({ incident: both, before: { state: 'open', place }, watched: 12, id: '2' }),
    ).toBe(place);
    const [root, ...others] = workspace.messages('migration');
    expect(others).toEqual([]);
    expect(root?.text).toContain(language === 'en' ? '2 of 12 hosts' : '12 台');
    await team(language).tell({ incident: over, before: { state: 'open', place }, watched: 12, id: '3' });
    const [ended, ...said] = workspace.messages('migration');
    expect(ended?.text).toContain(language === 'en' ? 'resolved' : '已恢复');
    expect(said.map(({ subtype }) => subtype)).toEqual(['thread_broadcast']);
  });
});

test('what is told twice because nobody knew that it had been told stands there once', async () => {
  const first = await team().tell({ incident: incident(), watched: 12, id: '1' });
  expect(await team().tell({ incident: incident(), watched: 12, id: '1' })).toBe(first);
  for (const id of ['3', '3']) {
    await team().tell({ incident: over, before: { state: 'open', place: first }, watched: 12, id });
  }
  expect(workspace.messages('migration')).toHaveLength(2);
});

test('what began and ended while Slack was away is one message that says so', async () => {
  await team().tell({ incident: over, watched: 12, id: '3' });
  const messages = workspace.messages('migration');
  expect(messages).toHaveLength(1);
  expect(messages[0]?.text).toMatch(/resolved.*2 hosts/s);
});

test('a reply that Slack loses is looked for before anything is posted again', async () => {
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  const place = await team().tell({ incident: incident(), watched: 12, id: '1' });
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  await team().tell({ incident: over, before: { state: 'open', place }, watched: 12, id: '3' });
  expect(workspace.messages('migration')).toHaveLength(2);
}, 30_000);

test('flapping is said once in the channel, and its end again', async () => {
  const tell = (one: Incident, state: Incident['state'], place?: string) =>
    team().tell({ incident: one, before: { state, place }, watched: 1, id: String(one.revision) });
  const place = await team().tell({ incident: over, watched: 1, id: '3' });
  const stints = [{ from: at(0), to: at(1) }, { from: at(14), to: at(15) }, { from: at(16) }];
  const flapping = incident({
    revision: 4,
    state: 'flapping',
    members: [{ ...member('hz-shop', 0), stints }],
  });
  await tell(flapping, 'resolved', place);
  await tell({ ...flapping, revision: 5 }, 'flapping', place);
  await tell({ ...over, revision: 6, resolvedAt: at(19) }, 'flapping', place);
  expect(workspace.messages('migration').map(({ text }) => text.match(/^\p{Emoji}/u)?.[0])).toEqual([
    '✅',
    '🔁',
    '✅',
  ]);
});

test('whom it calls, and that nobody could look, stands in the message; many hosts become a table', async () => {
  const members = Array.from({ length: 30 }, (_, index) => member(`web-${index}`, 0));
  await team().tell({ incident: incident({ members }), watched: 500, id: '1' });
  await team().tell({ incident: incident({ id: 'i2', cause: couldNotLook }), watched: 500, id: '1' });
  const [many, blind] = workspace.messages('migration');
  const drawn = JSON.stringify(many?.blocks);
  expect(drawn).toContain('"usergroup_id":"S0SUPPORT"');
  expect(drawn).toContain('"type":"table"');
  expect(drawn).toContain('and 10 more');
  expect(blind?.text).toContain('nobody knows whether anything is wrong');
});

describe('a digest', () => {
  const facts = { ...digestOf(), to: at(19), dueAt: at(19) };
  const id = 'digest-2026-11-23';

  test.each(['en', 'zh-CN'] as const)('is one message that shows its picture: %s', async (language) => {
    const picture = await pngOf(chartSvg(facts.chart, 'UTC'));
    for (const _ of [1, 2]) await team(language).digest({ facts, picture, id });
    const [message, ...others] = roots();
    expect(others).toEqual([]);
    const { ts = '' } = message ?? {};
    const [, below, ...more] = workspace.thread('C0MIGRATION', ts);
    expect(more).toEqual([]);
    const [file] = below?.files ?? [];
    const alt =
      language === 'en' ? 'hz-shop: critical for 3 h, still so' : 'hz-shop：严重，持续 3 小时，仍未恢复';
    expect(file).toMatchObject({ mimetype: 'image/png', alt_txt: expect.stringContaining(alt) });
    expect(Buffer.from(picture).equals(workspace.file(file?.id ?? '') ?? Buffer.of())).toBe(true);
    expect(message?.blocks?.at(1)).toMatchObject({
      type: 'image',
      slack_file: { id: file?.id },
      alt_text: expect.stringContaining(alt),
    });
    expect(message?.text).toContain(language === 'en' ? 'Digest of 2026-11-23: 1 open' : '2026-11-23 日报');
  });

  test('of a day on which nothing happened is a line without a picture', async () => {
    await team().digest({ facts: { ...quietDay(), to: at(19), dueAt: at(19) }, id });
    const [message] = roots();
    expect(message?.text).toBe('Digest of 2026-11-23: nothing happened. All 2 watched hosts are well.');
    expect(workspace.thread('C0MIGRATION', message?.ts ?? '')).toHaveLength(1);
  });

  test('whose picture Slack does not take for a block has it in its thread', async () => {
    const picture = await pngOf(chartSvg(facts.chart, 'UTC'));
    workspace.faults.refuse({ method: 'chat.update', error: 'invalid_blocks' });
    await team().digest({ facts, picture, id });
    const [message] = roots();
    expect(message?.blocks?.some(({ type }) => type === 'image')).toBe(false);
    expect(message?.blocks?.length).toBeGreaterThan(4);
    expect(workspace.thread('C0MIGRATION', message?.ts ?? '')[1]?.files).toHaveLength(1);
  });

  test('is told where no files may be sent', async () => {
    const picture = await pngOf(chartSvg(facts.chart, 'UTC'));
    workspace.faults.refuse({ method: 'files.getUploadURLExternal', error: 'file_uploads_disabled' });
    await team().digest({ facts, picture, id });
    expect(roots()).toHaveLength(1);
  });
});

/** Without what stands in threads. */
function roots() {
  return workspace.messages('migration').filter(({ ts, thread_ts = ts }) => thread_ts === ts);
}
