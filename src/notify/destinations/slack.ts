import { digestContent } from '../../render/digest-content.ts';
import { renderDigest } from '../../render/slack/digest.ts';
import { renderIncident, renderIncidentTurn } from '../../render/slack/incident.ts';
import type { Incident } from '../../report/incident.ts';
import type { Reader } from '../../text/reader.ts';
import { renderChannelNote, renderNote } from '../../render/slack/notes.ts';
import { escaped } from '../../render/slack/mrkdwn.ts';
import type { Notifier } from '../notifier.ts';
import type { Destination } from './destination.ts';

export interface SlackDestination {
  readonly name: string;
  /** The id of a channel, or of a user. */
  readonly channel: string;
  /** Ids of users and user groups that are called when something begins. */
  readonly mention: readonly string[];
}

/** One message for an incident, edited while it lasts; the channel hears of it when it begins, flaps and ends. */
export function slackDestination(
  { name, channel, mention }: SlackDestination,
  { notifier, reader, clock }: { notifier: Notifier; reader: Reader; clock: () => number },
): Destination {
  return {
    name,
    channel,
    async tell({ incident, before, watched }) {
      const scene = { reader, watched, now: clock() };
      const stands = renderIncident(incident, { ...scene, mention });
      const since = incident.openedAt;
      if (before?.place === undefined) {
        const mark = { job: incident.id, part: `incident-${name}` };
        // Whoever died after it was posted did not write down where.
        const ts = await notifier.post({ channelId: channel, since, again: true }, mark, stands);
        return placeOf(channel, ts);
      }
      const at = readPlace(before.place);
      if (at === undefined) return undefined;
      if (before.state !== incident.state && incident.state !== 'open') {
        const place = { channelId: at.channelId, threadTs: at.ts, since, again: true, broadcast: true };
        await notifier.post(
          place,
          { job: incident.id, part: turnOf(incident, name) },
          renderIncidentTurn(incident, scene),
        );
      }
      await notifier.edit(at, stands);
      return before.place;
    },
    async digest({ facts, picture, id }) {
      const content = digestContent(facts, reader, clock());
      const place = { channelId: channel, since: facts.to, again: true };
      const ts = await notifier.post(
        place,
        { job: id, part: `digest-${name}` },
        renderDigest(content, reader),
      );
      if (picture === undefined || content.picture === undefined) return;
      const { alt, legend } = content.picture;
      const file = {
        name: `${id}.png`,
        title: content.headline,
        bytes: picture,
        alt,
        comment: escaped(legend, 400),
      };
      const fileId = await notifier.picture({ ...place, threadTs: ts }, file);
      if (fileId !== undefined)
        await notifier.edit({ channelId: channel, ts }, renderDigest(content, reader, fileId));
    },
    async note({ id, at, about, ...words }) {
      const place = { channelId: channel, since: at, again: true };
      const [sentence, next] = [reader.tell(words.sentence), reader.tell(words.next)];
      await notifier.post(place, { job: id, part: `note-${name}` }, renderChannelNote(about, sentence, next));
    },
    async test() {
      const { t } = reader;
      const now = new Date(clock()).toISOString();
      const mark = { job: `test-${now}`, part: `test-${name}` };
      const note = renderNote(t`This is only a test: Ferryman would tell of incidents here.`);
      await notifier.post({ channelId: channel, since: now, again: false }, mark, note);
    },
  };
}

/** The same for a retry, another for the next time that it ends. */
function turnOf({ state, resolvedAt, members }: Incident, name: string): string {
  const last = members.flatMap(({ stints }) => stints.map(({ from }) => Date.parse(from)));
  return `${state}-${resolvedAt === undefined ? Math.max(...last) : Date.parse(resolvedAt)}-${name}`;
}

function placeOf(channelId: string, ts: string): string {
  return `${channelId}/${ts}`;
}

function readPlace(place: string): { channelId: string; ts: string } | undefined {
  const [channelId, ts] = place.split('/');
  return channelId === undefined || ts === undefined ? undefined : { channelId, ts };
}
