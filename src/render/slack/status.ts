import type { RichTextElement } from '@slack/types';
import { tellSpan } from '../incident-span.ts';
import type { Reader } from '../../text/reader.ts';
import type { StatusContent, StatusHost, StatusIncident, StatusSite } from '../status-content.ts';
import { cut } from '../untrusted.ts';
import type { SlackMessage } from './message.ts';
import { escaped, slackDate } from './mrkdwn.ts';
import { bold, moment, plain, richText, section } from './rich-text.ts';

/** More than anybody reads in a message; all of it is on the dashboard. */
const most = { troubles: 8, incidents: 12, sites: 20, hosts: 30, jobs: 12, queues: 10 } as const;

/** A piece of a line, as blocks and as text: both say the same. */
interface Piece {
  readonly element: RichTextElement;
  readonly text: string;
}
type Line = readonly Piece[];
interface Part {
  readonly head?: Line;
  readonly lines: readonly Line[];
}

/** How everything stands, for who asked. */
export function renderStatus(content: StatusContent, reader: Reader): SlackMessage {
  const parts = partsOf(content, reader);
  return {
    text: parts
      .flatMap(({ head, lines }) => [...(head ? [head] : []), ...lines])
      .map((line) => line.map(({ text }) => text).join(''))
      .join('\n'),
    blocks: parts.flatMap(({ head, lines }) => [
      richText(
        ...(head ? [section(...elements(head))] : []),
        ...(lines.length === 0
          ? []
          : [
              {
                type: 'rich_text_list' as const,
                style: 'bullet' as const,
                elements: lines.map((line) => section(...elements(line))),
              },
            ]),
      ),
    ]),
  };
}

function partsOf(content: StatusContent, reader: Reader): Part[] {
  const { t } = reader;
  const { headline, troubles, incidents, sites, jobs, queues, at } = content;
  const waiting = queues.filter((one) => one.waiting > 0);
  const parts: Part[] = [
    { head: [loud(headline)], lines: [] },
    {
      head: [loud(`⚠️ ${t`Ferryman itself`}`)],
      lines: few(
        troubles.map((one) => [word(one)]),
        most.troubles,
        reader,
      ),
    },
    {
      head: [loud(t`Open incidents`)],
      lines: few(
        incidents.map((one) => incidentLine(one, at, reader)),
        most.incidents,
        reader,
      ),
    },
    ...hostParts(sites, reader),
    {
      head: [loud(t`Running now`)],
      lines: few(
        jobs.map((job) => [
          word(job.running ? job.text : t`${job.text} (waits)`),
          word(` · ${t`since`} `),
          time(job.since),
        ]),
        most.jobs,
        reader,
      ),
    },
    {
      head: [loud(t`Waiting for a worker`)],
      lines: few(
        waiting.map((one) => [
          word([t`${one.waiting} ${one.kind}`, one.site].filter((part) => part !== '').join(' · ')),
        ]),
        most.queues,
        reader,
      ),
    },
  ];
  const told = parts.filter((part, index) => index === 0 || part.lines.length > 0);
  // Beside a host that is bad and about which nothing is said yet, it would read as an all-clear.
  const isAllWell = incidents.length === 0 && sites.every(({ hosts }) => hosts.every(({ calm }) => calm));
  return [
    ...told.slice(0, 1),
    ...(isAllWell ? [{ head: [word(t`No incident is open.`)], lines: [] }] : []),
    ...told.slice(1),
    { head: [word(`${t`As of`} `), time(at)], lines: [] },
  ];
}

function incidentLine(
  { mark, headline, state, since, hosts, moreHosts = '' }: StatusIncident,
  at: string,
  reader: Reader,
): Line {
  const { t } = reader;
  return [
    word(`${mark} ${headline}`),
    word(` · ${state} · ${t`since`} `),
    time(since),
    word(` (${tellSpan(Date.parse(at) - Date.parse(since), reader)})`),
    ...(hosts.length === 0 ? [] : [word(` · ${hosts.join(', ')} ${moreHosts}`.trimEnd())]),
  ];
}

/** A line for each site that counts, and one for each host of which there is something to say. */
function hostParts(sites: readonly StatusSite[], reader: Reader): Part[] {
  const { t } = reader;
  const shown = sites.slice(0, most.sites);
  const counts = shown.map(({ name, tally, workers }): Line => [
    loud(name),
    word(`  ${tally.map(({ mark, text }) => `${mark} ${text}`).join('  ')}`),
    word(workers === undefined ? '' : ` · ${workers}`),
  ]);
  const hosts = sites.flatMap((site) => site.hosts).filter(isWorthALine);
  return [
    ...(sites.length > 1 ? [{ head: [loud(t`By site`)], lines: few(counts, sites.length, reader) }] : []),
    {
      head: [loud(t`Hosts`)],
      lines: few(
        hosts.map((host) => hostLine(host, reader)),
        most.hosts,
        reader,
      ),
    },
  ];
}

function isWorthALine({ state, calm, announced, late, quiet }: StatusHost): boolean {
  return late || quiet !== undefined || (!announced && (!calm || state === 'unknown'));
}

function hostLine({ mark, name, stateText, about, late, quiet }: StatusHost, { t }: Reader): Line {
  return [
    word(`${mark} `),
    loud(name),
    word(about.length === 0 ? ` · ${stateText}` : ''),
    ...about.flatMap(({ text, since }) => [
      word(` · ${text}`),
      ...(since === undefined ? [] : [word(` · ${t`since`} `), time(since)]),
    ]),
    ...(late ? [word(` · ${t`its look is late`}`)] : []),
    ...(quiet === undefined
      ? []
      : [word(` · 🔕 ${t`quiet until`} `), time(quiet.until), word(`: ${quiet.because}`)]),
  ];
}

function few(lines: readonly Line[], count: number, { t }: Reader): Line[] {
  const left = lines.length - count;
  return left > 0 ? [...lines.slice(0, count), [word(t`… and ${left} more`)]] : [...lines];
}

function elements(line: Line): RichTextElement[] {
  return line.filter(({ text }) => text !== '').map(({ element }) => element);
}

function word(text: string): Piece {
  const shown = cut(text, 700);
  // Text of a message loses the space at its ends.
  const [before = '', after = ''] = [/^\s*/.exec(shown)?.[0], /\s*$/.exec(shown)?.[0]];
  return {
    element: plain(shown),
    text: shown.trim() === '' ? before : `${before}${escaped(shown, 800)}${after}`,
  };
}

function loud(text: string): Piece {
  const shown = cut(text, 700);
  return { element: bold(shown), text: escaped(shown, 800) };
}

function time(at: string): Piece {
  return { element: moment(at), text: slackDate(at) };
}
