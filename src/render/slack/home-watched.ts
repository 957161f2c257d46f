import type { ConfirmationDialog, KnownBlock } from '@slack/types';
import { isChannelId } from '../../report/channel-id.ts';
import type { Incident } from '../../report/incident.ts';
import type { Quiet, Watch } from '../../report/watch.ts';
import type { HostStatus } from '../../status/status.ts';
import type { Reader } from '../../text/reader.ts';
import { markOf } from '../incident-content.ts';
import { incidentHeadline } from '../incident-headline.ts';
import { tellSpan } from '../incident-span.ts';
import { countOf, stateMarks } from '../status-words.ts';
import { cut, oneLine } from '../untrusted.ts';
import { context, linked, plain, section, titled } from './home-blocks.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';
import { watchSubject } from './watches.ts';

export const watchedActions = {
  watch: 'home_watch',
  quiet: 'home_quiet',
  unwatch: 'home_unwatch',
  unquiet: 'home_unquiet',
} as const;

export interface HomeIncident {
  readonly incident: Incident;
  /** Where its message stands, for whoever may see that. */
  readonly link?: string | undefined;
}

export interface HomeWatch {
  readonly watch: Watch;
  /** How many of its hosts are how, the gravest first. */
  readonly hosts: readonly { readonly state: HostStatus['state']; readonly count: number }[];
  /** The last look at any of them, ISO 8601. */
  readonly lookedAt?: string | undefined;
}

export interface HomeWatched {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How many hosts are watched. */
  readonly watched: number;
  /** Those that are not over, the gravest first. */
  readonly incidents: readonly HomeIncident[];
  readonly watches: readonly HomeWatch[];
  /** Those that last, the first to end first. */
  readonly quiets: readonly Quiet[];
  readonly mayWatch: boolean;
  readonly mayQuiet: boolean;
}

const most = { incidents: 8, watches: 10, quiets: 6 };

/** What is open now, with its age. */
export function incidentBlocks({ incidents, watched, now }: HomeWatched, reader: Reader): KnownBlock[] {
  const { t } = reader;
  const shown = incidents.slice(0, most.incidents).map(({ incident, link }) => {
    const age = t`for ${tellSpan(now - Date.parse(incident.openedAt), reader)}`;
    const flaps = incident.state === 'flapping' ? ` · ${t`comes and goes`}` : '';
    return section(
      `${markOf(incident)} ${linked(incidentHeadline(incident, { reader, watched }), link)}${flaps} · ${age}`,
    );
  });
  return titled(t`Open incidents`, shown, more(incidents.length - shown.length, '/status', reader));
}

/** What is watched and how it is, with a button that ends a watch for whoever may. */
export function watchBlocks({ watches, mayWatch }: HomeWatched, reader: Reader): KnownBlock[] {
  const { t } = reader;
  const shown = watches.slice(0, most.watches).map((one, index) => {
    const { watch } = one;
    const subject = cut(oneLine(watchSubject(watch)), 100);
    return ended(section(watchLine(one, reader)), mayWatch && watch.by.kind === 'person', {
      action_id: `${watchedActions.unwatch}_${index + 1}`,
      value: watch.id,
      label: t`End the watch of ${subject}`,
      confirm: confirmation(
        t`End this watch?`,
        t`${subject}: nobody is told any more of what breaks there.`,
        reader,
      ),
      reader,
    });
  });
  return titled(t`Watched`, shown, more(watches.length - shown.length, '/watch list', reader));
}

/** Planned work, until when and why, with a button that ends it early for whoever may. */
export function quietBlocks({ quiets, mayQuiet }: HomeWatched, reader: Reader): KnownBlock[] {
  const { t } = reader;
  const shown = quiets.slice(0, most.quiets).map(({ id, on, until, because, byUserId }, index) => {
    const name = cut(oneLine(on), 100);
    const line = `🔕 *${escaped(on, 100)}* · ${t`until ${slackDate(until)}`} · ${mention(byUserId)}\n${escaped(because, 300)}`;
    return ended(section(line), mayQuiet, {
      action_id: `${watchedActions.unquiet}_${index + 1}`,
      value: id,
      label: t`End the silence of ${name}`,
      confirm: confirmation(
        t`End this silence?`,
        t`${name}: what is broken there is announced from now on.`,
        reader,
      ),
      reader,
    });
  });
  return titled(t`Quiet: planned work`, shown, more(quiets.length - shown.length, '/quiet list', reader));
}

function watchLine({ watch, hosts, lookedAt }: HomeWatch, reader: Reader): string {
  const { t } = reader;
  const by = watch.by.kind === 'config' ? 'ferryman.yaml' : mention(watch.by.userId);
  const about = [t`every ${tellSpan(watch.everyMs, reader)}`, placeOf(watch, reader), by].join(' · ');
  const states = hosts.map(({ state, count }) => `${stateMarks[state]} ${countOf(state, count, reader)}`);
  const last = lookedAt === undefined ? [] : [t`last look ${slackDate(lookedAt)}`];
  const how = hosts.length === 0 ? [t`no host has this name or tag any more`] : [...states, ...last];
  return `*${escaped(watchSubject(watch), 200)}* · ${about}\n${how.join(' · ')}`;
}

function placeOf({ to }: Watch, { t }: Reader): string {
  if (to === undefined) return t`told as ferryman.yaml says`;
  if (!isChannelId(to)) return escaped(to, 100);
  return to.startsWith('D') ? t`in direct messages` : `<#${to}>`;
}

interface EndButton {
  readonly action_id: string;
  readonly value: string;
  readonly label: string;
  readonly confirm: ConfirmationDialog;
  readonly reader: Reader;
}

function ended(
  block: ReturnType<typeof section>,
  mayEnd: boolean,
  { action_id, value, label, confirm, reader: { t } }: EndButton,
): KnownBlock {
  if (!mayEnd) return block;
  const text = plain(t`End`);
  const accessibility_label = plain(label).text;
  return { ...block, accessory: { type: 'button', action_id, text, accessibility_label, value, confirm } };
}

function confirmation(title: string, text: string, { t }: Reader): ConfirmationDialog {
  return {
    title: plain(title),
    text: { type: 'plain_text', text: cut(text, 300) },
    confirm: plain(t`End`),
    deny: plain(t`Cancel`),
  };
}

function more(left: number, command: string, { t }: Reader): KnownBlock[] {
  return left > 0 ? [context(t`and ${left} more: ${command}`)] : [];
}
