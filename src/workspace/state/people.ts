/** Who is in the local workspace: what Slack's users.info and conversations.info would answer about them. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  readonly locale: string;
  readonly zone: string;
  readonly zoneLabel: string;
  readonly zoneOffset: number;
  readonly standing: 'member' | 'guest' | 'single-channel guest' | 'external' | 'bot';
}

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly topic: string;
  /** Slack Connect: people of another organisation sit in it. */
  readonly shared: boolean;
  readonly members: readonly string[];
  /** Nobody writes there any more. */
  readonly archived?: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
}

export const TEAM = { id: 'T0FERRYMAN', domain: 'ferryman-local', name: 'Ferryman local' } as const;
const PARTNER_TEAM = { id: 'T0PARTNER', domain: 'partner', name: 'Partner Ltd' } as const;
export const APP_ID = 'A0FERRYMAN';
export const BOT_ID = 'B0FERRYMAN';
export const BOT_USER = 'U0FERRYMAN';
export const SLACKBOT = 'USLACKBOT';

const shanghai = { zone: 'Asia/Shanghai', zoneLabel: 'China Standard Time', zoneOffset: 28_800 };
const berlin = { zone: 'Europe/Berlin', zoneLabel: 'Central European Time', zoneOffset: 3_600 };

const person = (
  id: string,
  realName: string,
  standing: Person['standing'],
  rest: Partial<Person> & Pick<Person, 'name'>,
): Person => ({ id, realName, standing, teamId: TEAM.id, locale: 'en-US', ...berlin, ...rest });

export const people: readonly Person[] = [
  person('U0LIN', 'Lin Wei', 'member', { name: 'lin', ...shanghai }),
  person('U0CHEN', 'Chen Jie', 'member', { name: 'chen', locale: 'zh-CN', ...shanghai }),
  person('U0ANNA', 'Anna Berg', 'member', { name: 'anna' }),
  person('U0GUS', 'Gus Moreau', 'guest', { name: 'gus', locale: 'fr-FR' }),
  person('U0EVE', 'Eve Stone', 'external', { name: 'eve', teamId: PARTNER_TEAM.id, locale: 'en-GB' }),
  person(BOT_USER, 'Ferryman', 'bot', { name: 'ferryman' }),
  person(SLACKBOT, 'Slackbot', 'bot', { name: 'slackbot' }),
];

export const rooms: readonly Room[] = [
  {
    id: 'C0MIGRATION',
    name: 'migration',
    kind: 'public',
    topic: 'Moving the shop to Hangzhou, one server at a time',
    shared: false,
    members: ['U0LIN', 'U0CHEN', 'U0ANNA', 'U0GUS', BOT_USER],
  },
  {
    id: 'C0PARTNER',
    name: 'partner-hangzhou',
    kind: 'public',
    topic: 'Shared with Partner Ltd',
    shared: true,
    members: ['U0LIN', 'U0CHEN', 'U0ANNA', 'U0EVE', BOT_USER],
  },
  {
    id: 'C0OPS',
    name: 'ops-private',
    kind: 'private',
    topic: 'On call',
    shared: false,
    members: ['U0LIN', 'U0CHEN', 'U0ANNA', BOT_USER],
  },
  {
    id: 'C0RANDOM',
    name: 'random',
    kind: 'public',
    topic: 'Ferryman is not a member here',
    shared: false,
    members: ['U0LIN', 'U0CHEN', 'U0ANNA', 'U0GUS'],
  },
  ...people
    .filter(({ standing }) => standing !== 'bot')
    .map(({ id }): Room => ({
      id: `D${id.slice(1)}`,
      name: id,
      kind: 'direct',
      topic: '',
      shared: false,
      members: [id, BOT_USER],
    })),
];

/** Whom people call for help. */
export const SUPPORT: Group = {
  id: 'S0SUPPORT',
  handle: 'support',
  name: 'Support',
  members: ['U0LIN', 'U0ANNA'],
};

export const groups: readonly Group[] = [
  { id: 'S0APPROVERS', handle: 'approvers', name: 'Approvers', members: ['U0ANNA'] },
  SUPPORT,
];
