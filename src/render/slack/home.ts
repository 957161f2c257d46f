import type { HomeView, KnownBlock } from '@slack/types';
import { type LastVerdict, titleFor } from '../../report/last-verdict.ts';
import type { Asked } from '../../report/report.ts';
import type { Reader } from '../../text/reader.ts';
import { nameTarget } from '../target.ts';
import { cut, oneLine } from '../untrusted.ts';
import { marks, wordsFor } from '../words.ts';
import { context, linked, mrkdwn, plain, section, titled } from './home-blocks.ts';
import {
  type HomeWatched,
  incidentBlocks,
  quietBlocks,
  watchBlocks,
  watchedActions,
} from './home-watched.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';

export const homeActions = { diagnose: 'home_diagnose', host: 'home_host', search: 'home_search' } as const;

export interface HomeHost {
  readonly name: string;
  /** Site and tags. */
  readonly about: readonly string[];
  readonly last?: HomeVerdict | undefined;
}

export type HomeVerdict = Pick<
  LastVerdict,
  'host' | 'asked' | 'verdict' | 'unexplained' | 'title' | 'titles' | 'severity' | 'at'
> & {
  /** Where its card stands, for whoever may see that. */
  readonly link?: string | undefined;
};

export interface HomeJob {
  readonly kind: 'diagnose' | 'logs' | 'fix-plan' | 'fix-apply';
  /** A host, a container, or both. */
  readonly name: string;
  readonly asked?: Asked | undefined;
  /** Slack user id. */
  readonly by: string;
  readonly running: boolean;
  readonly link?: string | undefined;
}

export interface HomeApproval {
  readonly host: string;
  readonly by: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly link?: string | undefined;
}

export interface Home {
  /** Those that are shown, in their order. */
  readonly hosts: readonly HomeHost[];
  /** How many more there are. */
  readonly moreHosts: number;
  readonly jobs: readonly HomeJob[];
  readonly approvals: readonly HomeApproval[];
  readonly findings: readonly HomeVerdict[];
  readonly watched: HomeWatched;
  /** What the reader searched for. */
  readonly search: string;
  /** Comes back with every click; no secret in it. */
  readonly metadata: string;
}

const most = { jobs: 10, approvals: 10, findings: 8 };

/** The home tab of one person: what runs, what waits for them, what was found, and every host a click away. */
export function renderHome(home: Home, reader: Reader): HomeView {
  const { t } = reader;
  const { search } = home;
  return {
    type: 'home',
    private_metadata: home.metadata,
    blocks: [
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: homeActions.diagnose, style: 'primary', text: plain(t`Diagnose…`) },
          ...(home.watched.mayWatch
            ? [{ type: 'button' as const, action_id: watchedActions.watch, text: plain(t`Watch…`) }]
            : []),
          ...(home.watched.mayQuiet
            ? [{ type: 'button' as const, action_id: watchedActions.quiet, text: plain(t`Keep quiet…`) }]
            : []),
        ],
      },
      {
        type: 'input',
        block_id: homeActions.search,
        dispatch_action: true,
        optional: true,
        label: plain(t`Search hosts and findings`),
        element: {
          type: 'plain_text_input',
          action_id: homeActions.search,
          max_length: 100,
          placeholder: plain(t`A name, a site, a tag, words of a finding; Enter searches`),
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
          ...(search === '' ? {} : { initial_value: search }),
        },
      },
      ...titled(
        t`Waiting for your approval`,
        home.approvals.slice(0, most.approvals).map((one) => section(approvalLine(one, reader))),
      ),
      ...incidentBlocks(home.watched, reader),
      ...titled(
        t`Running now`,
        home.jobs.slice(0, most.jobs).map((one) => section(jobLine(one, reader))),
      ),
      ...titled(
        t`Found lately`,
        home.findings.slice(0, most.findings).map((one) => section(verdictLine(one, reader))),
      ),
      ...watchBlocks(home.watched, reader),
      ...quietBlocks(home.watched, reader),
      ...hostBlocks(home, reader),
    ],
  };
}

/** Where somebody may not ask there is nothing to see, only why. */
export function renderHomeRefusal(sentence: string, next: string): HomeView {
  return {
    type: 'home',
    blocks: [{ type: 'section', text: mrkdwn(`${escaped(sentence, 1000)}\n${escaped(next, 1000)}`) }],
  };
}

function hostBlocks({ hosts, moreHosts, search }: Home, reader: Reader): KnownBlock[] {
  const { t } = reader;
  const none =
    search === ''
      ? t`There are no hosts yet: write them into ferryman.yaml.`
      : t`No host is called anything like “${cut(oneLine(search), 100)}”.`;
  return [
    { type: 'header', text: plain(t`Hosts`) },
    ...(hosts.length === 0 ? [section(escaped(none, 500))] : []),
    ...hosts.map((host, index): KnownBlock => ({
      ...section(hostLine(host, reader)),
      accessory: {
        type: 'button',
        action_id: `${homeActions.host}_${index + 1}`,
        text: plain(t`Diagnose`),
        accessibility_label: plain(t`Diagnose ${oneLine(host.name)}`).text,
        value: JSON.stringify({ host: host.name }),
      },
    })),
    ...(moreHosts === 0
      ? []
      : [
          context(
            moreHosts === 1
              ? t`1 more host: search for it above.`
              : t`${moreHosts} more hosts: search for them above.`,
          ),
        ]),
  ];
}

function hostLine({ name, about, last }: HomeHost, reader: Reader): string {
  const { t } = reader;
  const said = about.length === 0 ? '' : ` · ${escaped(about.join(' · '), 200)}`;
  const verdict = last === undefined ? t`not diagnosed lately` : verdictLine(last, reader);
  return `*${escaped(name, 150)}*${said}\n${verdict}`;
}

function verdictLine(last: HomeVerdict, reader: Reader): string {
  const words = wordsFor(reader);
  const word = wordFor(last);
  const name = nameTarget(last.host, last.verdict === 'unreachable' ? undefined : last.asked, words);
  const verdict = words.verdict[word](cut(name, 150));
  const title = titleFor(last, reader.language);
  const sentence =
    last.verdict === 'faulty' && title !== undefined ? words.headline(verdict, oneLine(title)) : verdict;
  const mark =
    last.verdict === 'faulty' ? marks.severity[last.severity ?? 'critical'] : marks.verdict[last.verdict];
  return `${mark} ${linked(sentence, last.link)} · ${slackDate(last.at)}`;
}

function wordFor({ verdict, unexplained, severity = 'critical' }: HomeVerdict) {
  if (verdict === 'unknown' && !unexplained) return 'incomplete';
  return verdict === 'faulty' && severity !== 'critical' ? 'warned' : verdict;
}

function jobLine({ kind, name, asked, by, running, link }: HomeJob, reader: Reader): string {
  const { t } = reader;
  const words = wordsFor(reader);
  const target = kind === 'diagnose' ? nameTarget(name, asked, words) : oneLine(name);
  const what = {
    diagnose: t`Diagnosing ${target}`,
    logs: t`Reading the log of ${target}`,
    'fix-plan': t`Planning a fix of ${target}`,
    'fix-apply': t`Changing ${target}`,
  }[kind];
  const state = running ? '' : ` · ${words.waiting}`;
  return `⏳ ${linked(what, link)}${state} · ${words.askedBy(mention(by))}`;
}

function approvalLine({ host, by, expiresAt, link }: HomeApproval, reader: Reader): string {
  const { t } = reader;
  const until = t`good until ${slackDate(expiresAt)}`;
  return `✋ ${linked(t`A change of ${oneLine(host)}`, link)} · ${wordsFor(reader).askedBy(mention(by))} · ${until}`;
}
