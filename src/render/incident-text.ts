import type { Reader } from '../text/reader.ts';
import type { IncidentContent, IncidentFact } from './incident-content.ts';
import type { IncidentRow } from './incident-members.ts';
import { tellMoment } from './incident-moment.ts';

/** An incident as plain text. @param zone IANA name, of the times */
export function renderIncidentText(content: IncidentContent, reader: Reader, zone?: string): string {
  const { mark, state, headline, facts, notes, tried, rows, more, todo, table } = content;
  const labelled = (label: string, text: string): string => reader.t`${label}: ${text}`;
  const rowLine = ({ host, about, state: standing, since, until }: IncidentRow): string =>
    [
      `- ${host}`,
      about,
      standing,
      labelled(table.since, tellMoment(since, zone)),
      ...(until === undefined ? [] : [labelled(table.until, tellMoment(until, zone))]),
    ].join(' | ');
  const paragraphs = [
    [`${mark} ${state}`, headline],
    facts.map((fact) => labelled(fact.label, tellFact(fact, zone))),
    [...notes, ...tried.map(({ text }) => text)],
    [...rows.map(rowLine), ...(more === undefined ? [] : [more])],
    todo === undefined ? [] : [todo.label, ...todo.commands.map((command) => `    ${command}`)],
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

export function tellFact(fact: IncidentFact, zone?: string): string {
  return 'at' in fact ? tellMoment(fact.at, zone) : fact.text;
}
