import type { Config } from '../../src/config/types.ts';
import { statesInOrder } from '../../src/render/status-words.ts';
import type { HomeIncident, HomeWatch, HomeWatched } from '../../src/render/slack/home-watched.ts';
import { collectionOf } from '../../src/queue/records.ts';
import { DeskHours } from '../../src/report/desk-hours.ts';
import { Incident } from '../../src/report/incident.ts';
import { Told } from '../../src/report/told.ts';
import { Quiet, Watch } from '../../src/report/watch.ts';
import { WatchedHost } from '../../src/report/watched.ts';
import type { HostStatus } from '../../src/status/status.ts';
import { statusOf } from '../../src/status/status-of.ts';
import { hostsMeant, quietAt } from '../../src/watches/cover.ts';
import type { FormDeps } from './form.ts';

type Shown = Omit<HomeWatched, 'mayWatch' | 'mayQuiet'>;
type Deps = Pick<FormDeps, 'queue' | 'clock'> & { readonly config: Pick<Config, 'hosts' | 'watch'> };

/** Leads to a message, for whoever may see it. */
export type LinkTo = (place: {
  readonly channelId: string;
  readonly ts: string;
}) => Promise<{ readonly link?: string | undefined }>;

/** What is watched, what is open and what is quiet. @param search part of a name, or of what is found; empty: all */
export async function gatherWatched(
  search: string,
  linkTo: LinkTo,
  { config: { hosts, watch }, queue: { records }, clock }: Deps,
): Promise<Shown> {
  const [watches, watched, incidents, told, quiets, desk] = await Promise.all([
    collectionOf(records, 'watches', Watch).list(),
    collectionOf(records, 'watched', WatchedHost).list(),
    collectionOf(records, 'incidents', Incident).list(),
    collectionOf(records, 'told', Told).list(),
    collectionOf(records, 'quiets', Quiet).list(),
    collectionOf(records, 'desk', DeskHours).read('hours'),
  ]);
  const now = clock();
  const status = statusOf({
    now,
    hosts,
    watches: [...watches.values()],
    watched: [...watched.values()],
    incidents: [...incidents.values()],
    quiets: [...quiets.values()],
    desk,
    unseenLooks: watch.unseenLooks,
    sites: [],
    queues: [],
    jobs: [],
    store: '',
  });
  const namesOf = (one: Watch | Quiet) => hostsMeant(one, hosts).map(({ name }) => name);
  const isMeant = (...texts: readonly string[]) =>
    texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
  const open = status.incidents.filter(({ members }) =>
    isMeant(...members.flatMap(({ host, title }) => [host, ...Object.values(title)])),
  );
  return {
    now,
    watched: status.watched,
    incidents: await Promise.all(open.map((one) => withLink(one, [...told.values()], linkTo))),
    watches: [...watches.values()]
      .filter((one) => isMeant(one.on, ...namesOf(one)))
      .toSorted((one, other) => one.on.localeCompare(other.on) || one.id.localeCompare(other.id))
      .map((one) => watchOf(one, new Set(namesOf(one)), status.hosts, watched)),
    quiets: quietAt(now, quiets.values())
      .filter((one) => isMeant(one.on, one.because, ...namesOf(one)))
      .toSorted((one, other) => Date.parse(one.until) - Date.parse(other.until)),
  };
}

function watchOf(
  watch: Watch,
  names: ReadonlySet<string>,
  all: readonly HostStatus[],
  watched: ReadonlyMap<string, WatchedHost>,
): HomeWatch {
  const mine = all.filter(({ name }) => names.has(name));
  const looks = mine.flatMap(({ name }) => watched.get(name)?.lookedAt ?? []);
  return {
    watch,
    hosts: statesInOrder
      .map((state) => ({ state, count: mine.filter((one) => one.state === state).length }))
      .filter(({ count }) => count > 0),
    lookedAt: looks.toSorted().at(-1),
  };
}

/** To its first message in Slack that the reader may see. */
async function withLink(incident: Incident, told: readonly Told[], linkTo: LinkTo): Promise<HomeIncident> {
  for (const { incident: id, place = '' } of told) {
    const { channelId, ts } = /^(?<channelId>[CGD][A-Z0-9]+)\/(?<ts>\d+\.\d+)$/.exec(place)?.groups ?? {};
    if (id !== incident.id || channelId === undefined || ts === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- one, hardly ever two
    const { link } = await linkTo({ channelId, ts });
    if (link !== undefined) return { incident, link };
  }
  return { incident };
}
