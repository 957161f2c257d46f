import { pino } from 'pino';
import { createNotifier } from '../../src/notify/notifier.ts';
import { slackDestination } from '../../src/notify/destinations/slack.ts';
import { collectionOf, memoryRecords } from '../../src/queue/records.ts';
import { Watch } from '../../src/report/watch.ts';
import { type LastingFault, WatchedHost } from '../../src/report/watched.ts';
import { readerOf } from '../../src/text/reader.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { runDesk } from '../../workers/desk.ts';
import { tellDigest } from '../../workers/digest.ts';

/** What is on the hosts of a picture, site by site. */
const sites = {
  hangzhou: ['hz-shop', 'hz-api', 'hz-web', 'hz-db', 'hz-cache'],
  singapore: ['sg-shop', 'sg-web', 'sg-mail'],
};
const stageHosts = Object.entries(sites).flatMap(([site, names]) =>
  names.map((name) => ({ name, site, tags: ['shop'] })),
);

export type Stage = ReturnType<typeof stageIn>;

/** The desk and the digest as a worker runs them, over hosts that are said to be so or so at a time that is chosen. */
export function stageIn(workspace: Workspace) {
  const records = memoryRecords();
  const logger = pino({ level: 'silent' });
  const notifier = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger });
  let now = Date.now();
  const clock = () => now;
  const team = slackDestination(
    { name: 'team', channel: 'C0MIGRATION', mention: [] },
    { notifier, reader: readerOf('en'), clock },
  );
  const deps = {
    records,
    hosts: stageHosts,
    watch: { unseenLooks: 3, flapping: { times: 3, withinMs: 3_600_000, calmMs: 1_800_000 } },
    destinationOf: () => team,
    owner: undefined,
    underRepair: async () => new Set<string>(),
    logger,
    clock,
  };
  const at = () => new Date(now).toISOString();
  return {
    records,
    at,
    /** Milliseconds since 1970. */
    moveTo(moment: number) {
      now = moment;
    },
    async begin(): Promise<void> {
      await collectionOf(records, 'watches', Watch).change('w', () => ({
        schema: 'ferryman.watch/1',
        id: 'w',
        on: 'shop',
        ports: [],
        everyMs: 300_000,
        by: { kind: 'config' },
      }));
      for (const { name } of stageHosts) await see(name);
    },
    see,
    desk: () => runDesk({ ...deps, notify: { default: 'team', routes: [] } }),
    async digest(): Promise<void> {
      const wall = new Date(now);
      const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
      await tellDigest({ ...deps, notify: { digest: { at: minute, zone: 'UTC', to: ['team'] } } });
    },
    close: () => notifier.close(),
  };

  async function see(name: string, more: Partial<WatchedHost> & { readonly faults?: LastingFault[] } = {}) {
    const host = stageHosts.find((one) => one.name === name);
    await collectionOf(records, 'watched', WatchedHost).change(name, () => ({
      schema: 'ferryman.watched/1',
      host: name,
      site: host?.site,
      tags: ['shop'],
      lookedAt: at(),
      seenAt: at(),
      faults: [],
      ...more,
    }));
  }
}
