import type { Reader } from '../text/reader.ts';

/** Stands where the page puts a span of time, which moves on while nothing is heard. */
const span = '{span}';

/** All that the page says by itself; the rest comes with what it hears. */
export function pageWords({ t }: Reader) {
  return {
    title: t`Ferryman: how everything is`,
    opening: t`Looking at how everything is…`,
    live: t`live · heard ${span} ago`,
    lost: t`connection lost · last heard ${span} ago`,
    lostLong: t`Nothing has been heard for ${span}. What stands here may be over; the page goes on trying.`,
    unreadable: t`For ${span} Ferryman could not read how things are: its queue does not answer. What stands here may be over.`,
    shutOut: t`This browser is not let in any more: Ferryman was started anew. Open its new link, or load this page again.`,
    reload: t`Load again`,
    itself: t`Ferryman itself`,
    incidents: t`Open incidents`,
    noIncident: t`No incident is open.`,
    since: t`since`,
    hosts: t`Hosts`,
    filter: t`Filter hosts`,
    filterHint: t`Name, site, tag or fault`,
    nothingLike: t`No host fits.`,
    late: t`its look is late`,
    seen: t`seen ${span} ago`,
    quietUntil: t`quiet until`,
    running: t`Running now`,
    waits: t`waits`,
    nothingRuns: t`Nothing that people asked for runs or waits.`,
    queues: t`Queues`,
    emptyQueues: t`No job runs or waits.`,
    kind: t`Jobs`,
    site: t`Site`,
    isRunning: t`Running`,
    isWaiting: t`Waiting`,
    firstWaits: t`First waits`,
    store: t`Kept in`,
    single: t`Single jobs (Bull Board)`,
    theme: t`Theme`,
    themes: { system: t`System theme`, light: t`Light`, dark: t`Dark` },
    language: t`Language`,
  };
}

export type PageWords = ReturnType<typeof pageWords>;
