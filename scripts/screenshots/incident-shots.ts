import { daysOf } from '../../src/queue/days.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { DigestHours } from '../../src/report/digest.ts';
import { Incident } from '../../src/report/incident.ts';
import { Told } from '../../src/report/told.ts';
import type { LastingFault } from '../../src/report/watched.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { recordedHost } from '../demo/start-demo.ts';
import { cards, fitTo } from './on-page.ts';
import type { Shot } from './shots.ts';
import { type Stage, stageIn } from './stage.ts';

/** A workspace in which nothing else was said. */
const alone = () => [recordedHost('hz-shop', 'the-story-again')];

const minute = 60_000;
const hour = 60 * minute;

export const incidentShots: readonly Shot[] = [
  {
    name: 'incident',
    width: 1120,
    height: 700,
    scheme: 'light',
    hosts: alone(),
    async play(page, workspace) {
      await onStage(workspace, (stage) => threeHosts(stage));
      await fitTo(page, cards(page).filter({ hasText: '3 of 8 hosts' }).first());
    },
  },
  {
    name: 'incident-resolved',
    width: 1120,
    height: 900,
    scheme: 'light',
    hosts: alone(),
    async play(page, workspace) {
      await onStage(workspace, async (stage) => {
        await threeHosts(stage);
        stage.moveTo(Date.now());
        for (const name of ['hz-shop', 'hz-api', 'sg-shop']) await stage.see(name);
        await stage.desk();
      });
      const over = cards(page).filter({ hasText: '✅' });
      await over.nth(1).waitFor();
      await fitTo(page, over.first(), over.last());
    },
  },
  {
    name: 'digest',
    width: 1000,
    height: 900,
    scheme: 'light',
    async play(page, workspace) {
      await onStage(workspace, (stage) => aWeek(stage));
      const card = cards(page).filter({ hasText: 'Digest of' }).first();
      await page.locator('img.picture').first().waitFor();
      await page.waitForFunction('[...document.images].every(({ complete }) => complete)');
      await fitTo(page, card);
    },
  },
];

async function onStage(workspace: Workspace, play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = stageIn(workspace);
  stage.moveTo(Date.now() - 14 * minute);
  await stage.begin();
  await play(stage);
  await stage.close();
}

/** One has it, then two others as well. */
async function threeHosts(stage: Stage): Promise<void> {
  await stage.desk();
  for (const [name, ago] of [
    ['hz-shop', 12],
    ['hz-api', 9],
    ['sg-shop', 3],
  ] as const) {
    stage.moveTo(Date.now() - ago * minute);
    await stage.see(name, { faults: [bridge(name, stage.at())] });
    await stage.desk();
  }
}

function bridge(host: string, since: string): LastingFault {
  return {
    cause: 'bridge-subnet-equals-host-subnet',
    severity: 'critical',
    subject: { kind: 'bridge', name: 'docker0' },
    title: {
      en: "Docker's bridge holds the same subnet as the network card",
      'zh-CN': 'Docker 网桥与网卡使用同一网段',
    },
    apply: `/fix-bridge ${host}`,
    since,
  };
}

function disk(since: string): LastingFault {
  return {
    cause: 'disk-full',
    severity: 'warning',
    subject: { kind: 'disk', name: '/var' },
    title: { en: 'The disk /var is nearly full', 'zh-CN': '磁盘 /var 将满' },
    since,
  };
}

/** What a team reads on the morning after a night of moving. */
async function aWeek(stage: Stage): Promise<void> {
  const now = Date.now();
  stage.moveTo(now);
  const at = (hoursAgo: number) => new Date(now - hoursAgo * hour).toISOString();
  const { records } = stage;
  const incidents = collectionOf(records, 'incidents', Incident);
  const told = collectionOf(records, 'told', Told);
  let count = 0;
  async function incident(fault: LastingFault, hosts: readonly string[], from: number, to?: number) {
    count += 1;
    const id = `i${count}`;
    const { cause, severity, subject, title } = fault;
    await incidents.change(id, () => ({
      schema: 'ferryman.incident/1',
      id,
      cause,
      severity,
      to: ['team'],
      state: to === undefined ? 'open' : 'resolved',
      openedAt: at(from),
      ...(to === undefined ? {} : { resolvedAt: at(to) }),
      members: hosts.map((host) => ({
        host,
        subject,
        title,
        stints: [{ from: at(from), ...(to === undefined ? {} : { to: at(to) }) }],
      })),
      revision: 1,
    }));
    const firstAt = new Date(now - from * hour + 20_000 + count * 4_000).toISOString();
    const schema = 'ferryman.told/1';
    await told.change(`${id}/team`, () => ({
      schema,
      incident: id,
      destination: 'team',
      revision: 1,
      firstAt,
    }));
  }
  const silent = {
    since: at(2.2),
    looks: 26,
    because: { en: 'no route to sg-mail', 'zh-CN': '到 sg-mail 没有路由' },
  };
  await stage.see('hz-shop', { faults: [bridge('hz-shop', at(5.1))] });
  await stage.see('hz-cache', { faults: [disk(at(31))] });
  await stage.see('sg-mail', { unseen: silent });
  await incident(bridge('hz-shop', at(5.1)), ['hz-shop'], 5.1);
  await incident(disk(at(31)), ['hz-cache'], 31);
  await incident({ ...disk(at(2)), cause: 'could-not-look', title: silent.because }, ['sg-mail'], 2.2);
  await incident(bridge('', at(9)), ['hz-api', 'hz-web', 'sg-shop'], 9, 7.4);
  await incident(disk(at(14)), ['hz-db'], 14, 12.5);
  await incident(bridge('', at(70)), ['hz-api'], 71, 68);
  await incident(disk(at(120)), ['hz-db', 'hz-cache'], 122, 96);
  await incident({ ...disk(at(2)), cause: 'could-not-look' }, ['sg-shop', 'sg-web', 'sg-mail'], 150, 146);

  const days = daysOf(records);
  for (const [job, seconds, withCause] of [
    ['a', 3.1, true],
    ['b', 4.6, true],
    ['c', 2.2, false],
    ['d', 6.8, true],
    ['e', 1.9, false],
  ] as const)
    await days.answered({ job, at: at(6), afterMs: seconds * 1_000, withCause });
  for (const [id, host] of [
    ['fix00001', 'hz-api'],
    ['fix00002', 'sg-shop'],
  ] as const)
    await days.fixed({ id, host, result: 'fixed', reverts: false, at: at(7.5) });
  await collectionOf(records, 'digest-hours', DigestHours).change('hours', () => ({
    since: at(60),
    until: at(24),
  }));
  await stage.digest();
}
