import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { incidentOf, member, minute } from '../test/support/incidents.ts';
import type { Destination, Notice } from '../src/notify/destinations/destination.ts';
import { collectionOf, memoryRecords } from '../src/queue/records.ts';
import type { Incident } from '../src/report/incident.ts';
import { LostChannel } from '../src/report/lost-channel.ts';
import { Told } from '../src/report/told.ts';
import { type TellDeps, tellIncidents } from './tell-incidents.ts';

/** What is told waits until it is let through, where the destination is slow. */
function gate() {
  let open: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open?.() };
}

interface SceneOptions {
  readonly standIn?: string;
  readonly names?: string[];
  /** Of the mail. */
  readonly gapMs?: number;
}

function scene({ standIn, names = ['team', 'mail'], gapMs }: SceneOptions = {}) {
  let now = Date.parse(minute(5));
  const records = memoryRecords();
  const told = collectionOf(records, 'told', Told);
  const said: string[] = [];
  const slow = new Map<string, ReturnType<typeof gate>>();
  const destination = (name: string): Destination => ({
    name,
    ...(name === 'mail' && { gapMs }),
    async tell({ incident, before }: Notice) {
      said.push(`${name}: ${incident.id} ${before?.state ?? 'new'} → ${incident.state} ${incident.revision}`);
      await slow.get(name)?.opened;
      return `${name}/1`;
    },
    note: async () => undefined,
    digest: async () => undefined,
    test: async () => undefined,
  });
  const deps: TellDeps = {
    records,
    destinationOf: (name) => (names.includes(name) ? destination(name) : undefined),
    told,
    lost: collectionOf(records, 'lost', LostChannel),
    standIn,
    watched: 12,
    hours: undefined,
    waitMs: 50,
    logger: pino({ level: 'silent' }),
    clock: () => now,
  };
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { said, slow, told, pass, tell: (...incidents: Incident[]) => tellIncidents(incidents, deps) };
}

const opened = incidentOf([member('web-1')], { to: ['team', 'mail'] });
const changed: Incident = { ...opened, members: [...opened.members, member('web-2')], revision: 2 };

describe('telling', () => {
  test('goes on without a destination that takes long, and tells that one the rest afterwards', async () => {
    const desk = scene();
    const slack = gate();
    desk.slow.set('team', slack);
    await desk.tell(opened);
    await desk.tell(changed);
    expect(desk.said).toEqual(['team: i1 new → open 1', 'mail: i1 new → open 1', 'mail: i1 open → open 2']);
    slack.open();
    await expect.poll(async () => (await desk.told.read('i1/team'))?.revision).toBe(1);
    await desk.tell(changed);
    expect(desk.said.slice(3)).toEqual(['team: i1 open → open 2']);
    expect((await desk.told.read('i1/team'))?.revision).toBe(2);
  });

  test('does so once where two are at it at the same time', async () => {
    const desk = scene();
    await Promise.all([desk.tell(opened), desk.tell(opened)]);
    await desk.tell(opened);
    expect(desk.said).toEqual(['team: i1 new → open 1', 'mail: i1 new → open 1']);
  });

  test('takes nothing back that somebody else has told meanwhile', async () => {
    const desk = scene();
    const slack = gate();
    desk.slow.set('team', slack);
    await desk.tell(opened);
    const newer = { schema: 'ferryman.told/1', incident: 'i1', destination: 'team', revision: 7 } as const;
    await desk.told.change('i1/team', () => newer);
    slack.open();
    await desk.tell({ ...changed, revision: 7 });
    await expect.poll(async () => desk.told.read('i1/team')).toEqual(newer);
  });

  test('reaches the default where nobody is known any more by the name that somebody gave', async () => {
    const desk = scene({ standIn: 'mail' });
    await desk.tell({ ...opened, to: ['oncall'] });
    expect(desk.said).toEqual(['mail: i1 new → open 1']);
  });

  test('says who else has it at most so often where nothing can be edited, and at once what it became', async () => {
    const desk = scene({ names: ['mail'], gapMs: 30 * 60_000 });
    const mail: Incident = { ...opened, severity: 'warning', to: ['mail'] };
    await desk.tell(mail);
    desk.pass(29);
    await desk.tell({ ...mail, revision: 2 });
    expect(desk.said).toEqual(['mail: i1 new → open 1']);
    desk.pass(1);
    await desk.tell({ ...mail, revision: 3 });
    desk.pass(1);
    await desk.tell({ ...mail, revision: 4 });
    await desk.tell({ ...mail, revision: 5, severity: 'critical' });
    desk.pass(1);
    await desk.tell({
      ...mail,
      revision: 6,
      state: 'resolved',
      resolvedAt: minute(37),
      severity: 'critical',
    });
    expect(desk.said.slice(1)).toEqual([
      'mail: i1 open → open 3',
      'mail: i1 open → open 5',
      'mail: i1 open → resolved 6',
    ]);
  });
});
