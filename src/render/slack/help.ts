import type { Reader } from '../../text/reader.ts';
import type { Text } from '../../text/say.ts';
import { cut, oneLine } from '../untrusted.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { bold, plain, prose, richText, section } from './rich-text.ts';

/** What can be opened to a person. */
type Doing = 'diagnose' | 'logs' | 'fix-bridge' | 'watch' | 'quiet' | 'status' | 'approve';

export interface Help {
  /** What the reader may do here. */
  readonly may: ReadonlySet<Doing>;
  /** Why that is nothing. */
  readonly refusal?: { readonly sentence: Text; readonly next: Text };
  /** Names of the inventory; the first one becomes the example. */
  readonly hosts: readonly string[];
  /** Whether a support group is set, whose mention the bot answers to. */
  readonly support: boolean;
  /** What somebody wrote that begins with no command. */
  readonly notUnderstood?: string;
}

/** What one can do here, for one person: nothing that they would be refused. */
export function renderHelp(help: Help, reader: Reader): SlackMessage {
  const { t, tell } = reader;
  const { may, refusal, notUnderstood } = help;
  const head =
    notUnderstood === undefined
      ? t`What you can do here`
      : t`“${cut(oneLine(notUnderstood), 80)}” is not a command that Ferryman knows. What you can do here:`;
  if (may.size === 0) {
    const why = refusal === undefined ? [] : [tell(refusal.sentence), tell(refusal.next)];
    const told = [t`You can ask Ferryman for nothing here.`, ...why];
    return {
      text: escaped(told.join(' '), 1500),
      blocks: [richText(...told.map((line) => section(...prose(`${line}\n`, 1500))))],
    };
  }
  const items = itemsOf(help, reader);
  return {
    text: `${escaped(head, 300)} ${items.map(({ example }) => `\`${escaped(example, 200)}\``).join(' ')}`,
    blocks: [
      richText(section(bold(head))),
      richText(
        ...items.map(({ example, what }) =>
          section(plain(oneLine(example), { code: true }), plain(`   ${what}\n`)),
        ),
      ),
    ],
  };
}

interface Item {
  readonly example: string;
  readonly what: string;
}

function itemsOf({ may, hosts, support }: Help, { t }: Reader): Item[] {
  const [host = t`<host>`] = hosts;
  return [
    ...(may.has('diagnose')
      ? [
          {
            example: `/diagnose ${host}`,
            what: t`looks at the whole host: finds out what is wrong with it, and proves it`,
          },
          {
            example: `/diagnose ${host} ${t`<port>`}`,
            what: t`why a port does not answer; a container's name or address:port works as well`,
          },
          { example: '/diagnose', what: t`a form with all hosts` },
          { example: `@ferryman diagnose ${host}`, what: t`the same in a thread, answered there` },
          {
            example: t`⋯ → Diagnose here`,
            what: t`in the menu of any message: finds the host in it and in its thread`,
          },
        ]
      : []),
    ...(may.has('diagnose') && support
      ? [
          {
            example: `@support ${host} …`,
            what: t`mention the support group and a host: Ferryman offers to look`,
          },
        ]
      : []),
    ...(may.has('logs')
      ? [
          {
            example: `/logs ${t`<container>`} on ${host} since 30m`,
            what: t`finds a container, reads its log and says what is wrong`,
          },
        ]
      : []),
    ...(may.has('fix-bridge')
      ? [
          {
            example: `/fix-bridge ${host}`,
            what: t`plans how to move a Docker bridge; nothing changes before somebody approves`,
          },
        ]
      : []),
    ...(may.has('watch')
      ? [
          { example: `/watch ${host}`, what: t`looks again and again, and tells once what breaks` },
          {
            example: `@ferryman watch ${host}`,
            what: t`the same by a mention; in direct messages the name is not needed`,
          },
          { example: `/unwatch ${host}`, what: t`ends that; /watch list shows all that is watched` },
        ]
      : []),
    ...(may.has('quiet')
      ? [
          {
            example: `/quiet ${host} for 2h because …`,
            what: t`planned work: nothing new is announced meanwhile; /quiet list shows what is quiet`,
          },
        ]
      : []),
    ...(may.has('status')
      ? [
          {
            example: '/status',
            what: t`all hosts, open incidents and what runs; a host, tag or site behind it`,
          },
        ]
      : []),
    ...(may.has('approve')
      ? [{ example: t`Approve`, what: t`on the card of such a plan: you may approve it` }]
      : []),
  ];
}
