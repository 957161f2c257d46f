import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { incidentOf, member } from '../../../test/support/incidents.ts';
import type { Incident, Stint } from '../../report/incident.ts';
import { readerOf } from '../../text/reader.ts';
import { startWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { createNotifier } from '../notifier.ts';
import { slackDestination } from './slack.ts';

const minute = 60_000;
const begun = Date.now() - 20 * minute;
let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

function at(minutes: number): string {
  return new Date(begun + minutes * minute).toISOString();
}

/** As another process would open it: nothing is remembered but what the notices bring. */
function destination(channel = 'C0MIGRATION') {
  const access = { token: workspace.botToken, apiUrl: workspace.apiUrl };
  const notifier = createNotifier(access, { logger: pino({ level: 'silent' }) });
  return slackDestination(
    { name: 'team', channel, mention: ['S0SUPPORT'] },
    { notifier, reader: readerOf('en'), clock: () => begun + 20 * minute },
  );
}

function incident(revision: number, stints: readonly Stint[], more: Partial<Incident> = {}): Incident {
  return incidentOf([member('hz-shop', [0], { stints: [...stints] })], {
    openedAt: at(0),
    revision,
    ...more,
  });
}

const open = incident(1, [{ from: at(0) }]);
const over = incident(2, [{ from: at(0), to: at(12) }], { state: 'resolved', resolvedAt: at(12) });

async function remove(place = ''): Promise<void> {
  const [channel = '', ts = ''] = place.split('/');
  const response = await fetch(`${workspace.apiUrl}chat.delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.botToken}` },
    body: new URLSearchParams({ channel, ts }),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}

describe('a person', () => {
  test('is told in the direct messages, and reads there that it is over', async () => {
    const place = await destination('U0LIN').tell({ incident: open, watched: 1, id: '1' });
    expect(place).toMatch(/^D\w+\/\d+\.\d+$/);
    const before = { state: 'open', place, revision: 1 } as const;
    await destination('U0LIN').tell({ incident: over, before, watched: 1, id: '2' });
    const [channel = ''] = place?.split('/') ?? [];
    expect(workspace.messages(channel).map(({ text }) => text.match(/^\p{Emoji}/u)?.[0])).toEqual([
      '✅',
      '✅',
    ]);
  });

  test('whose place an earlier version wrote down by the person is told there too', async () => {
    const [, ts] =
      (await destination('U0LIN').tell({ incident: open, watched: 1, id: '1' }))?.split('/') ?? [];
    const before = { state: 'open', place: `U0LIN/${ts}`, revision: 1 } as const;
    expect(await destination('U0LIN').tell({ incident: over, before, watched: 1, id: '2' })).toMatch(/^D/);
  });

  test('hears once of what is told twice', async () => {
    for (const _ of [1, 2]) {
      workspace.faults.dropReply({ method: 'chat.postMessage' });
      await destination('U0LIN').tell({ incident: open, watched: 1, id: '1' });
    }
    const room = workspace.messages('D0LIN');
    expect(room).toHaveLength(1);
  }, 30_000);
});

describe('a message that somebody deleted', () => {
  test.each([
    ['open', incident(2, [{ from: at(0) }, { from: at(3) }])],
    ['over', over],
  ])('is posted anew, once, where it is %s', async (_, next) => {
    const place = await destination().tell({ incident: open, watched: 1, id: '1' });
    await remove(place);
    const tell = () =>
      destination().tell({
        incident: next,
        before: { state: 'open', place, revision: 1 },
        watched: 1,
        id: '2',
      });
    const second = await tell();
    expect(second).not.toBe(place);
    expect(await tell()).toBe(second);
    expect(workspace.messages('migration')).toHaveLength(1);
  });
});

test('nobody is called for what is over already', async () => {
  await destination().tell({ incident: over, watched: 1, id: '2' });
  await destination().tell({ incident: { ...open, id: 'i2' }, watched: 1, id: '1' });
  const called = workspace
    .messages('migration')
    .map(({ blocks }) => JSON.stringify(blocks).includes('S0SUPPORT'));
  expect(called).toEqual([false, true]);
});

test('that it comes and goes is said once, though it came again before that was known to be said', async () => {
  const place = await destination().tell({ incident: open, watched: 1, id: '1' });
  const stints = [
    { from: at(0), to: at(1) },
    { from: at(2), to: at(3) },
    { from: at(4), to: at(5) },
  ];
  const flapping = incident(5, stints, { state: 'flapping' });
  const again = incident(6, [...stints, { from: at(6) }], { state: 'flapping' });
  for (const one of [flapping, again]) {
    const before = { state: 'open', place, revision: 1 } as const;
    await destination().tell({ incident: one, before, watched: 1, id: String(one.revision) });
  }
  expect(workspace.messages('migration').map(({ subtype }) => subtype)).toEqual([
    undefined,
    'thread_broadcast',
  ]);
});
