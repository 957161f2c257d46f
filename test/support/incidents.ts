import type { Incident, Member } from '../../src/report/incident.ts';

/** Minutes after 2026-11-23 02:00 UTC. */
export function minute(n: number): string {
  return new Date(Date.parse('2026-11-23T02:00:00.000Z') + n * 60_000).toISOString();
}

/** @param times minutes at which it came and went, in turn; an odd number of them: it is still there */
export function member(host: string, times: readonly number[] = [0], more: Partial<Member> = {}): Member {
  const stints = times.flatMap((from, index) => {
    if (index % 2 === 1) return [];
    const to = times[index + 1];
    return [{ from: minute(from), ...(to === undefined ? {} : { to: minute(to) }) }];
  });
  return {
    host,
    subject: { kind: 'bridge', name: 'docker0' },
    title: {
      en: "Docker's bridge covers the network card's subnet",
      'zh-CN': 'Docker 网桥的网段覆盖了网卡所在网段',
    },
    stints,
    ...more,
  };
}

export function incidentOf(members: readonly Member[], more: Partial<Incident> = {}): Incident {
  return {
    schema: 'ferryman.incident/1',
    id: 'i1',
    cause: 'bridge-subnet-overlap',
    severity: 'critical',
    to: ['team'],
    state: 'open',
    openedAt: members[0]?.stints[0]?.from ?? minute(0),
    members: [...members],
    revision: 1,
    ...more,
  };
}
