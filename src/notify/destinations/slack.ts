import { FerrymanError } from '../../errors.ts';
import { digestContent } from '../../render/digest-content.ts';
import { renderDigest } from '../../render/slack/digest.ts';
import { renderIncident, renderIncidentTurn } from '../../render/slack/incident.ts';
import type { SlackMessage } from '../../render/slack/message.ts';
import type { Incident } from '../../report/incident.ts';
import type { Reader } from '../../text/reader.ts';
import { renderChannelNote, renderNote } from '../../render/slack/notes.ts';
import { escaped } from '../../render/slack/mrkdwn.ts';
import { isGone } from '../failure.ts';
import type { Notifier } from '../notifier.ts';
import type { Destination } from './destination.ts';
import { isTurn } from './turn.ts';

export interface SlackDestination {
  readonly name: string;
  /** The id of a channel, or of a user. */
  readonly channel: string;
  /** Ids of users and user groups that are called when something begins. */
  readonly mention: readonly string[];
}

/** One message for an incident, edited while it lasts; the channel hears of it when it begins, gets worse, flaps and ends. */
export function slackDestination(
  { name, channel, mention }: SlackDestination,
  { notifier, reader, clock }: { notifier: Notifier; reader: Reader; clock: () => number },
): Destination {
  let room: string | undefined;
  async function roomOf(wanted: string): Promise<string> {
    if (!isPerson(wanted)) return wanted;
    room ??= await notifier.direct(wanted);
    return room;
  }

  async function post(incident: Incident, message: SlackMessage, part: string): Promise<string> {
    const channelId = await roomOf(channel);
    // Whoever died after it was posted did not write down where.
    const place = { channelId, since: incident.openedAt, again: true };
    return placeOf(channelId, await notifier.post(place, { job: incident.id, part }, message));
  }

  /** Undefined also where Slack refuses it, as where a workspace takes no files: what it shows stands in words beside it. */
  async function shownIfAllowed(...asked: Parameters<Notifier['picture']>): Promise<string | undefined> {
    try {
      return await notifier.picture(...asked);
    } catch (error) {
      if (error instanceof FerrymanError && error.code === 'slack-refused') return undefined;
      throw error;
    }
  }

  return {
    name,
    channel,
    async tell({ incident, before, watched }) {
      const scene = { reader, watched };
      const { id: job, state, openedAt: since } = incident;
      const part = `incident-${name}`;
      // Nobody is called for what is over before anybody heard of it.
      const fresh = renderIncident(incident, { ...scene, mention: state === 'resolved' ? [] : mention });
      if (before?.place === undefined) return post(incident, fresh, part);
      const stood = readPlace(before.place);
      if (stood === undefined) return undefined;
      const { ts } = stood;
      const at = { channelId: await roomOf(stood.channelId), ts };
      try {
        await notifier.edit(at, renderIncident(incident, { ...scene, mention }));
        if (isTurn(incident, before)) {
          const place = { channelId: at.channelId, threadTs: ts, since, again: true, broadcast: true };
          const called = { ...scene, mention: state === 'open' ? mention : [] };
          // The same until it has been told, whatever happens meanwhile.
          const turn = `${state}-after-${before.revision ?? 0}-${name}`;
          await notifier.post(place, { job, part: turn }, renderIncidentTurn(incident, called));
        }
        return placeOf(at.channelId, ts);
      } catch (error) {
        if (!isGone(error)) throw error;
        return post(incident, fresh, `${part}-after-${ts}`);
      }
    },
    async digest({ facts, picture, id }) {
      const content = digestContent(facts, reader, clock());
      const place = { channelId: await roomOf(channel), since: facts.to, again: true };
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
      const fileId = await shownIfAllowed({ ...place, threadTs: ts }, file);
      if (fileId !== undefined)
        await notifier.edit({ channelId: place.channelId, ts }, renderDigest(content, reader, fileId));
    },
    async note({ id, at, about, ...words }) {
      const place = { channelId: await roomOf(channel), since: at, again: true };
      const [sentence, next] = [reader.tell(words.sentence), reader.tell(words.next)];
      await notifier.post(place, { job: id, part: `note-${name}` }, renderChannelNote(about, sentence, next));
    },
    async test() {
      const { t } = reader;
      const now = new Date(clock()).toISOString();
      const mark = { job: `test-${now}`, part: `test-${name}` };
      const note = renderNote(t`This is only a test: Ferryman would tell of incidents here.`);
      await notifier.post({ channelId: await roomOf(channel), since: now, again: false }, mark, note);
    },
  };
}

function isPerson(id: string): boolean {
  return /^[UW]/.test(id);
}

function placeOf(channelId: string, ts: string): string {
  return `${channelId}/${ts}`;
}

function readPlace(place: string): { channelId: string; ts: string } | undefined {
  const [channelId, ts] = place.split('/');
  return channelId === undefined || ts === undefined ? undefined : { channelId, ts };
}
