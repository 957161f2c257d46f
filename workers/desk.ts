import type { Logger } from 'pino';
import type { NotifyConfig, WatchConfig } from '../src/config/types.ts';
import { incidentId } from '../src/incidents/incident-id.ts';
import { nobodyLooks } from '../src/incidents/nobody-looks.ts';
import { withOverdue } from '../src/incidents/overdue.ts';
import { destinationsOf } from '../src/incidents/route.ts';
import { settle } from '../src/incidents/settle.ts';
import { type Collection, collectionOf, type Records } from '../src/queue/records.ts';
import { DeskHours } from '../src/report/desk-hours.ts';
import { Incident } from '../src/report/incident.ts';
import { LostChannel } from '../src/report/lost-channel.ts';
import { Told } from '../src/report/told.ts';
import { Quiet, Watch } from '../src/report/watch.ts';
import { WatchedHost } from '../src/report/watched.ts';
import { cover, covers, type Watchable } from '../src/watches/cover.ts';
import { type TellDeps, tellIncidents } from './tell-incidents.ts';

export interface DeskDeps extends Pick<TellDeps, 'destinationOf' | 'owner'> {
  readonly records: Records;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly watch: Pick<WatchConfig, 'unseenLooks' | 'flapping'>;
  readonly notify: Pick<NotifyConfig, 'default' | 'routes' | 'hours'>;
  /** Names of hosts that are being changed by Ferryman just now. */
  readonly underRepair: () => Promise<ReadonlySet<string>>;
  readonly logger: Logger;
  readonly clock: () => number;
}

const longestGapMs = 60_000;
const keptMs = 30 * 24 * 3_600_000;

/** Brings the incidents, and what people were told of them, in line with what is known of the watched hosts. */
export async function runDesk(deps: DeskDeps): Promise<void> {
  const { records, watch, notify, clock, logger } = deps;
  const now = clock();
  const desk = {
    hours: collectionOf(records, 'desk', DeskHours),
    watched: collectionOf(records, 'watched', WatchedHost),
    incidents: collectionOf(records, 'incidents', Incident),
    told: collectionOf(records, 'told', Told),
    lost: collectionOf(records, 'lost', LostChannel),
  };
  const [awakeSince, watches, watched, incidents, quiets, repaired] = await Promise.all([
    clockIn(desk.hours, now),
    collectionOf(records, 'watches', Watch).list(),
    desk.watched.list(),
    desk.incidents.list(),
    collectionOf(records, 'quiets', Quiet).list(),
    deps.underRepair(),
  ]);
  const covered = new Map(cover([...watches.values()], deps.hosts).map((one) => [one.host, one]));
  await forget(desk.watched, watched, ({ host }) => !covered.has(host));
  const hosts = withOverdue(
    [...watched.values()].filter(({ host }) => covered.has(host)),
    covered,
    { now, awakeSince, unseenLooks: watch.unseenLooks, because: nobodyLooks },
  );
  const quietNow = [...quiets.values()].filter(
    ({ from, until }) => Date.parse(from) <= now && now < Date.parse(until),
  );
  const changed = settle({
    now,
    hosts,
    incidents: [...incidents.values()],
    times: watch,
    isQuiet: (name) => {
      const host = deps.hosts.find((one) => one.name === name);
      if (host === undefined || repaired.has(name)) return true;
      return quietNow.some((quiet) => covers(quiet, host, deps.hosts));
    },
    routeOf: (host, fault) => destinationsOf(notify, covered.get(host.host)?.watches ?? [], host, fault),
    idOf: incidentId,
  });
  for (const incident of changed) {
    const { id, cause, state, revision } = incident;
    logger.info({ incident: id, cause, state, revision }, 'incident');
    // Two desks at once would each settle the same: whoever writes a revision first has made it.
    await desk.incidents.change(id, (before) =>
      before !== undefined && before.revision >= revision ? before : incident,
    );
  }
  const settled = await desk.incidents.list();
  const old = (one: Incident) => one.resolvedAt !== undefined && Date.parse(one.resolvedAt) < now - keptMs;
  await tellIncidents(
    [...settled.values()].filter((one) => !old(one)),
    {
      ...deps,
      told: desk.told,
      lost: desk.lost,
      standIn: notify.default,
      watched: hosts.length,
      hours: notify.hours,
    },
  );
  await forget(desk.incidents, settled, old);
  await forget(desk.told, await desk.told.list(), ({ incident }) => !settled.has(incident));
}

/** Since when the desk has looked without a gap, this time included. */
async function clockIn(hours: Collection<DeskHours>, now: number): Promise<number> {
  const at = new Date(now).toISOString();
  const after = await hours.change('hours', (before) => {
    const isAwake = before !== undefined && now - Date.parse(before.lookedAt) < longestGapMs;
    return { lookedAt: at, awakeSince: isAwake ? before.awakeSince : at };
  });
  return Date.parse(after?.awakeSince ?? at);
}

async function forget<T>(
  collection: Collection<T>,
  records: ReadonlyMap<string, T>,
  isOld: (record: T) => boolean,
): Promise<void> {
  for (const [key, record] of records) {
    if (isOld(record)) await collection.change(key, () => undefined);
  }
}
