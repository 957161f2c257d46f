import type { Reader } from '../text/reader.ts';
import type { IncidentContent } from './incident-content.ts';
import { tellMoment } from './incident-moment.ts';
import { tellFact } from './incident-text.ts';

/**
 * A card of Feishu, JSON 1.0: https://open.feishu.cn/document/feishu-cards/card-json-structure
 * All of its text is plain, so that nothing in it rings anybody or is a link. Less than the 30 KB that Feishu takes.
 */
export interface FeishuCard {
  /** Without `update_multi`, also in what it becomes, a card cannot be changed. */
  readonly config: { readonly update_multi: true; readonly wide_screen_mode: true };
  readonly header: { readonly template: string; readonly title: PlainText; readonly subtitle: PlainText };
  readonly elements: readonly object[];
}

interface PlainText {
  readonly tag: 'plain_text';
  readonly content: string;
}

/** The whole of it. @param zone IANA name, of the times */
export function renderIncidentCard(content: IncidentContent, reader: Reader, zone?: string): FeishuCard {
  const { notes, tried, more, todo } = content;
  return cardOf(content, [
    factsOf(content, reader, zone),
    ...[...notes, ...tried.map(({ text }) => text)].map(paragraph),
    tableOf(content, zone),
    ...(more === undefined ? [] : [paragraph(more)]),
    ...(todo === undefined ? [] : [paragraph([todo.label, ...todo.commands].join('\n'))]),
  ]);
}

/** The news that it flaps or is over, below the card that tells all. */
export function renderIncidentTurnCard(content: IncidentContent, reader: Reader, zone?: string): FeishuCard {
  return cardOf(content, [factsOf(content, reader, zone), ...content.notes.map(paragraph)]);
}

export function renderNoteCard(title: string, ...notes: readonly string[]): FeishuCard {
  const { config } = frame;
  return {
    config,
    header: { template: 'blue', title: plain(title), subtitle: plain('') },
    elements: notes.map(paragraph),
  };
}

const frame = { config: { update_multi: true, wide_screen_mode: true } } as const;

/** Beside the mark and the state in words, which say the same. */
const templates: Readonly<Record<string, string>> = {
  '🔴': 'red',
  '🟠': 'orange',
  '🔁': 'purple',
  '✅': 'green',
};

function cardOf({ mark, state, headline }: IncidentContent, elements: readonly object[]): FeishuCard {
  const template = templates[mark] ?? 'grey';
  const header = { template, title: plain(headline), subtitle: plain(`${mark} ${state}`) };
  return { ...frame, header, elements };
}

function factsOf({ facts }: IncidentContent, { t }: Reader, zone: string | undefined): object {
  const fields = facts.map((fact) => ({
    is_short: true,
    text: plain(t`${fact.label}: ${tellFact(fact, zone)}`),
  }));
  return { tag: 'div', fields };
}

function tableOf({ table, rows }: IncidentContent, zone: string | undefined): object {
  return {
    tag: 'table',
    page_size: 10,
    row_height: 'low',
    // `text` is what no markup is looked for in.
    columns: Object.entries(table).map(([name, label]) => ({
      name,
      display_name: label,
      data_type: 'text',
      width: 'auto',
    })),
    rows: rows.map(({ host, about, state, since, until }) => ({
      host,
      about,
      state,
      since: tellMoment(since, zone),
      until: until === undefined ? '' : tellMoment(until, zone),
    })),
  };
}

function paragraph(text: string): object {
  return { tag: 'div', text: plain(text) };
}

function plain(content: string): PlainText {
  return { tag: 'plain_text', content };
}
