import type { Reader } from '../text/reader.ts';
import type { IncidentContent } from './incident-content.ts';
import { escapedHtml } from './html.ts';
import { tellMoment } from './incident-moment.ts';
import { tellFact } from './incident-text.ts';

/** An incident as the HTML of a mail: no script, no picture, no link, and nothing that a host said is markup. @param zone IANA name, of the times */
export function renderIncidentHtml(content: IncidentContent, { language }: Reader, zone?: string): string {
  const { mark, state, headline, facts, notes, tried, table, rows, more, todo } = content;
  const moment = (at: string | undefined): string => (at === undefined ? '' : tellMoment(at, zone));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapedHtml(headline)}</title></head>`,
    `<body style="${bodyStyle}">`,
    `<p><strong>${escapedHtml(`${mark} ${state}`)}</strong></p>`,
    `<h2 style="font-size:18px">${escapedHtml(headline)}</h2>`,
    `<table style="${tableStyle}">${facts.map((fact) => cells('td', [fact.label, tellFact(fact, zone)])).join('')}</table>`,
    ...[...notes, ...tried.map(({ text }) => text)].map((note) => `<p>${escapedHtml(note)}</p>`),
    `<table style="${tableStyle}">`,
    cells('th', [table.host, table.about, table.state, table.since, table.until]),
    ...rows.map(({ host, about, state: standing, since, until }) =>
      cells('td', [host, about, standing, moment(since), moment(until)]),
    ),
    '</table>',
    ...(more === undefined ? [] : [`<p>${escapedHtml(more)}</p>`]),
    ...(todo === undefined
      ? []
      : [
          `<p>${escapedHtml(todo.label)}</p><pre>${todo.commands.map((command) => escapedHtml(command)).join('\n')}</pre>`,
        ]),
    '</body></html>',
  ].join('\n');
}

const bodyStyle = 'font-family:sans-serif;font-size:14px';
const tableStyle = 'border-collapse:collapse;margin:8px 0';
const cellStyle = 'text-align:left;vertical-align:top;padding:3px 12px 3px 0;border-bottom:1px solid #ddd';

function cells(tag: 'td' | 'th', texts: readonly string[]): string {
  return `<tr>${texts.map((text) => `<${tag} style="${cellStyle}">${escapedHtml(text)}</${tag}>`).join('')}</tr>`;
}
