import type { KnownBlock, RichTextElement, RichTextSection, TableBlock } from '@slack/types';
import type { Incident } from '../../report/incident.ts';
import { incidentContent, type IncidentContent, type IncidentFact, type Scene } from '../incident-content.ts';
import type { IncidentRow } from '../incident-members.ts';
import { cut } from '../untrusted.ts';
import { wordsFor, type Words } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, slackDate } from './mrkdwn.ts';
import { person } from './watches.ts';
import { bold, bulletList, moment, plain, preformatted, prose, richText, section } from './rich-text.ts';

/** Whom an incident's message calls: ids of people and user groups. */
export interface IncidentOptions extends Scene {
  readonly mention?: readonly string[];
}

/** The one message of an incident, as it stands now. */
export function renderIncident(incident: Incident, options: IncidentOptions): SlackMessage {
  const content = incidentContent(incident, options);
  const words = wordsFor(options.reader);
  const around = (rows: readonly KnownBlock[]): KnownBlock[] => [
    richText(section(plain(`${content.mark} `), bold(cut(content.headline, 600)))),
    context(content, words),
    ...(content.notes.length > 0 ? [richText(bulletList(content.notes))] : []),
    ...triedList(content),
    ...rows,
    ...whatToDo(content),
    ...called(options),
  ];
  return {
    text: textOf(content, words),
    blocks: around(rowTable(content)),
    plainer: around(rowList(content, words)),
  };
}

/** What the channel hears when it is over, comes and goes, or is worse than it was; the message stands above it. */
export function renderIncidentTurn(incident: Incident, options: IncidentOptions): SlackMessage {
  const content = incidentContent(incident, options);
  const words = wordsFor(options.reader);
  return {
    text: textOf(content, words),
    blocks: [
      richText(section(plain(`${content.mark} `), bold(cut(content.headline, 600)))),
      context(content, words),
      ...called(options),
    ],
  };
}

function textOf({ mark, state, headline, facts, notes, rows }: IncidentContent, words: Words): string {
  const told = facts.map(({ label, ...fact }) => escaped(words.labelled(label, plainFact(fact)), 100));
  const hosts = rows.length > 1 ? [escaped(rows.map(({ host }) => host).join(', '), 600)] : [];
  return words.inARow([
    `${mark} ${escaped(words.labelled(state, headline), 700)}.`,
    ...told.map((one) => `${one}.`),
    ...hosts.map((one) => `${one}.`),
    ...notes.map((note) => escaped(note, 400)),
  ]);
}

type Value = { readonly text: string } | { readonly at: string };

function plainFact(fact: Value): string {
  return 'at' in fact ? `${fact.at.slice(0, 16).replace('T', ' ')} UTC` : fact.text;
}

function context({ state, facts }: IncidentContent, words: Words): KnownBlock {
  const parts = facts.map((fact) => words.labelled(escaped(fact.label, 60), drawn(fact)));
  const text = [escaped(state, 100), ...parts].join(' · ');
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

function drawn(fact: IncidentFact): string {
  return 'at' in fact ? slackDate(fact.at) : escaped(fact.text, 100);
}

/** Of one host all is said above. */
function rowTable({ rows, table, more }: IncidentContent): KnownBlock[] {
  if (rows.length < 2) return [];
  const heads = [table.host, table.about, table.state, table.since, table.until].map((text) => raw(text));
  const block: TableBlock = {
    type: 'table',
    column_settings: [{}, { is_wrapped: true }, {}, {}, {}],
    rows: [heads, ...rows.map((row) => cellsOf(row))],
  };
  return [block, ...rest(more)];
}

function cellsOf({ host, about, state, since, until }: IncidentRow): TableBlock['rows'][number] {
  return [
    raw(host),
    raw(cut(about, 120)),
    raw(state),
    rich(moment(since)),
    until === undefined ? raw('') : rich(moment(until)),
  ];
}

function raw(text: string) {
  // Slack refuses an empty cell.
  return { type: 'raw_text' as const, text: text === '' ? ' ' : text };
}

function rich(...elements: RichTextElement[]) {
  return { type: 'rich_text' as const, elements: [section(...elements)] };
}

/** The same for a Slack that knows no tables. */
function rowList({ rows, table, more }: IncidentContent, words: Words): KnownBlock[] {
  if (rows.length < 2) return [];
  const items = rows.map(({ host, about, state, since, until }): RichTextSection =>
    section(
      bold(host),
      plain(`  ${cut(about, 120)}, ${state}. ${words.labelled(table.since, '')}`),
      moment(since),
      ...(until === undefined ? [] : [plain(` ${words.labelled(table.until, '')}`), moment(until)]),
    ),
  );
  return [richText({ type: 'rich_text_list', style: 'bullet', elements: items }), ...rest(more)];
}

function rest(more: string | undefined): KnownBlock[] {
  return more === undefined ? [] : [richText(section(...prose(more, 100)))];
}

function triedList({ tried }: IncidentContent): KnownBlock[] {
  const items = tried.map(({ text, byUserId }) => section(...prose(text, 400), plain(' '), person(byUserId)));
  return items.length === 0 ? [] : [richText({ type: 'rich_text_list', style: 'bullet', elements: items })];
}

function whatToDo({ todo }: IncidentContent): KnownBlock[] {
  if (todo === undefined) return [];
  return [richText(section(bold(todo.label)), preformatted(cut(todo.commands.join('\n'), 1_000)))];
}

function called({ mention = [] }: IncidentOptions): KnownBlock[] {
  const names = mention.flatMap((id): RichTextElement[] => {
    if (/^S[A-Z0-9]{2,20}$/.test(id)) return [{ type: 'usergroup', usergroup_id: id }, plain(' ')];
    return /^[UW][A-Z0-9]{2,20}$/.test(id) ? [{ type: 'user', user_id: id }, plain(' ')] : [];
  });
  return names.length === 0 ? [] : [richText(section(...names))];
}
