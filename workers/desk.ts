import type { NotifyConfig, WatchConfig } from '../src/config/types.ts';
import { deskHoursAfter, isHeld } from '../src/incidents/desk-hours.ts';
import { incidentId } from '../src/incidents/incident-id.ts';
import { nobodyLooks } from '../src/incidents/nobody-looks.ts';
import { withOverdue } from '../src/incidents/overdue.ts';
import { destinationsOf } from '../src/incidents/route.ts';
import { settle } from '../src/incidents/settle.ts';
import { withTried } from '../src/incidents/tried.ts';
import { collectionOf } from '../src/queue/records.ts';
import { triesOf } from '../src/queue/tries.ts';
import { DeskHours } from '../src/report/desk-hours.ts';
import { Incident } from '../src/report/incident.ts';
import { LostChannel } from '../src/report/lost-channel.ts';
import { Told } from '../src/report/told.ts';
import { Quiet, Watch } from '../src/report/watch.ts';
import { WatchedHost } from '../src/report/watched.ts';
import { cover, hostsMeant, quietAt, type Watchable } from '../src/watches/cover.ts';
import { clearDesk } from './clear-desk.ts';
import { forget } from './forget.ts';
import { inTurn, type TurnDeps } from './in-turn.ts';
import { type TellDeps, tellIncidents } from './tell-incidents.ts';

export interface DeskDeps extends TurnDeps, Pick<TellDeps, 'destinationOf' | 'owner'> {
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly watch: Pick<WatchConfig, 'unseenLooks' | 'flapping'>;
  readonly notify: Pick<NotifyConfig, 'default' | 'routes' | 'hours'>;
  /** Names of hosts that are being changed by Ferryman just now. */
  readonly underRepair: () => Promise<ReadonlySet<string>>;
}

/**
 * Brings the incidents, and what people were told of them, in line with what is known of the watched hosts; nothing where another
 * worker is at that.
 */
export async function runDesk(deps: DeskDeps): Promise<void> {
  const { records, notify } = deps;
  const settled = await inTurn('settle', () => settleIncidents(deps), deps);
  if (settled === undefined) return;
  await tellIncidents(settled.incidents, {
    ...deps,
    told: collectionOf(records, 'told', Told),
    lost: collectionOf(records, 'lost', LostChannel),
    standIn: notify.default,
    watched: settled.watched,
    hours: notify.hours,
  });
}

/** The incidents by what is known now, and how many hosts are watched. */
async function settleIncidents(deps: DeskDeps): Promise<{ incidents: Incident[]; watched: number }> {
  const { records, watch, notify, clock, logger } = deps;
  const now = clock();
  const desk = {
    hours: collectionOf(records, 'desk', DeskHours),
    watched: collectionOf(records, 'watched', WatchedHost),
    incidents: collectionOf(records, 'incidents', Incident),
  };
  await clearDesk(records, now);
  const [watches, watched, incidents, quiets, tries, repaired] = await Promise.all([
    collectionOf(records, 'watches', Watch).list(),
    desk.watched.list(),
    desk.incidents.list(),
    collectionOf(records, 'quiets', Quiet).list(),
    triesOf(records).list(),
    deps.underRepair(),
  ]);
  const covered = new Map(cover([...watches.values()], deps.hosts).map((one) => [one.host, one]));
  await forget(desk.watched, watched, ({ host }) => !covered.has(host));
  const quietHosts = quietAt(now, quiets.values()).flatMap((quiet) => hostsMeant(quiet, deps.hosts));
  const busy = new Set([...repaired, ...quietHosts.map(({ name }) => name)]);
  const hours = await desk.hours.change('hours', (before) =>
    deskHoursAfter(before, { now, watched, expected: covered.keys(), busy }),
  );
  const hosts = withOverdue(
    [...watched.values()].filter(({ host }) => covered.has(host)),
    covered,
    {
      now,
      desk: hours,
      unseenLooks: watch.unseenLooks,
      incidents: incidents.values(),
      because: nobodyLooks,
    },
  );
  // What ferryman.yaml does not name any more tells nobody: then routes say who hears.
  const routed = ({ to }: Pick<Watch, 'to'>) =>
    to === undefined || deps.destinationOf(to) === undefined ? {} : { to };
  const changed = settle({
    now,
    hosts,
    incidents: [...incidents.values()],
    times: watch,
    isHeld: (host, cause) =>
      isHeld(host, cause, { quiet: hours?.quiet, now, unseenLooks: watch.unseenLooks }),
    routeOf: (host, fault) => {
      const wanted = covered.get(host.host)?.watches ?? [];
      return destinationsOf(
        notify,
        wanted.map((one) => routed(one)),
        host,
        fault,
      );
    },
    idOf: incidentId,
  });
  const settled = new Map(incidents);
  for (const one of new Map([...incidents, ...changed.map((news) => [news.id, news] as const)]).values()) {
    const known = incidents.get(one.id);
    if (one === known && one.state === 'resolved') continue;
    const incident = withTried(known, one, { watched, tries });
    if (incident === known) continue;
    const { id, cause, state, revision } = incident;
    logger.info({ incident: id, cause, state, revision }, 'incident');
    // Two desks at once would each settle the same: whoever writes a revision first has made it.
    const after = await desk.incidents.change(id, (before) =>
      before !== undefined && before.revision >= revision ? before : incident,
    );
    settled.set(id, after ?? incident);
  }
  return { incidents: [...settled.values()], watched: hosts.length };
}
