import { expect, test } from 'vitest';
import { renderIncident, renderIncidentTurn } from '../../../src/render/slack/incident.ts';
import type { SlackMessage } from '../../../src/render/slack/message.ts';
import type { Incident } from '../../../src/report/incident.ts';
import { readerOf } from '../../../src/text/reader.ts';
import type { Block, Message } from '../../../src/workspace/state/message.ts';
import { incidentOf, member, minute } from '../../support/incidents.ts';
import { readChannel, type Version } from './channel.ts';

const options = { reader: readerOf('en'), watched: 12, now: Date.parse(minute(30)) };

function version(
  at: number,
  ts: string,
  { text, blocks }: SlackMessage,
  more: Partial<Message> = {},
): Version {
  const named = blocks.map((block, index): Block => ({ ...block, block_id: String(index) }));
  const metadata = { event_type: 'ferryman', event_payload: { job: 'i1' } };
  const message = { type: 'message' as const, ts, user: 'U0', team: 'T0', text, blocks: named, metadata };
  return { at, channel: 'C0OPS', message: { ...message, ...more } };
}

const stands = (at: number, incident: Incident) => version(at, '1.1', renderIncident(incident, options));

test('hosts that join and leave, and the end, are read off one message', () => {
  const over = incidentOf([member('hz-01', [0, 5]), member('hz-02', [2, 7])], {
    state: 'resolved',
    resolvedAt: minute(7),
  });
  const channel = readChannel(
    {
      deleted: [],
      versions: [
        stands(1, incidentOf([member('hz-01')])),
        stands(2, incidentOf([member('hz-01'), member('hz-02', [2])])),
        stands(5, incidentOf([member('hz-01', [0, 5]), member('hz-02', [2])])),
        version(7, '1.2', renderIncidentTurn(over, options), {
          thread_ts: '1.1',
          subtype: 'thread_broadcast',
        }),
        stands(7, over),
      ],
    },
    'C0OPS',
  );
  expect(channel.others).toEqual([]);
  expect(channel.told).toMatchObject([{ incident: 'i1', turns: [{ at: 7, mark: '✅' }] }]);
  const [told] = channel.told;
  expect(told?.readings.map(({ mark, there }) => [mark, ...there])).toEqual([
    ['🔴', 'hz-01'],
    ['🔴', 'hz-01', 'hz-02'],
    ['🔴', 'hz-02'],
    ['✅'],
  ]);
  expect(told?.readings[1]?.headline).toBe("2 of 12 hosts: Docker's bridge covers the network card's subnet");
});

test('what is said elsewhere, by others, in a thread alone or is taken back stands beside it', () => {
  const said = renderIncident(incidentOf([member('hz-01')]), options);
  const { others } = readChannel(
    {
      deleted: ['1.9'],
      versions: [
        { ...version(1, '1.1', said), channel: 'C0RANDOM' },
        version(1, '1.2', said),
        version(2, '1.3', said, { thread_ts: '1.2' }),
        version(3, '1.4', { text: 'good morning', blocks: [] }),
        version(4, '1.5', said, { thread_ts: '1.8', subtype: 'thread_broadcast' }),
      ],
    },
    'C0OPS',
  );
  expect(others.map((line) => line.slice(0, 20))).toEqual([
    'deleted: 1.9',
    expect.stringContaining('C0RANDOM'),
    expect.stringContaining('in the thread 1.2'),
    'C0OPS: good morning',
    expect.stringContaining('a reply to nothing'),
  ]);
});
