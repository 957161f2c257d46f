import { z } from 'zod';
import { LANGUAGES } from '../text/language.ts';
import { address, block, listOf, port, text, timeOfDay, word, zone } from './parts.ts';
import { wrong } from './sentences.ts';
import { weekdays } from './types.ts';

/** `notify:` as people write it; destinations and routes are judged one by one. */

function id(what: string, pattern: RegExp, example: string) {
  const message = wrong(`is no ${what}`, `write the id, like ${example}; names change, ids do not`);
  return z.string(message).regex(pattern, message);
}

function webAddressTrouble(input: unknown): string | undefined {
  if (typeof input !== 'string' || !URL.canParse(input)) return 'is no web address';
  const { protocol, username, password, hash } = new URL(input);
  if (!/^https?:$/.test(protocol)) return 'is no web address';
  if (username !== '' || password !== '') return 'holds a login, and no message is sent with one';
  return hash === '' ? undefined : 'holds a #, which no receiver gets';
}

function webAddress(example: string) {
  return z.unknown().transform((input, context) => {
    const trouble = webAddressTrouble(input);
    if (typeof input === 'string' && trouble === undefined) return input;
    const message = wrong(trouble ?? 'is no web address', `write one like ${example}`).error({ input });
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

// A comma or a line's end would be another receiver, or another header.
const mailbox = String.raw`[^\s@<>,;:"()]+@[^\s@<>,;:"()]+`;
const mailMessage = wrong('is no e-mail address', 'write one like ops@example.com');
const mailAddress = z.string(mailMessage).regex(new RegExp(`^${mailbox}$`), mailMessage);

const fromMessage = wrong('is no sender', 'write ferryman@example.com, or Ferryman <ferryman@example.com>');
const sender = z
  .string(fromMessage)
  .regex(new RegExp(String.raw`^(?:${mailbox}|[^<>@\r\n"]+ <${mailbox}>)$`), fromMessage);

const language = z
  .enum(LANGUAGES, wrong('is no language of Ferryman', `write ${LANGUAGES.join(' or ')}`))
  .optional();

/** One of `notify.destinations`; that it is of one kind is said by whoever reads it. */
export const DestinationEntry = block({
  slack: id('channel or person of Slack', /^[CGDUW][A-Z0-9]{2,}$/, 'C024BE91L').optional(),
  webhook: webAddress('https://example.com/ferryman').optional(),
  email: listOf(mailAddress, 'e-mail address', '[ops@example.com]').optional(),
  feishu: id('group of Feishu', /^oc_[a-zA-Z0-9]+$/, 'oc_5ad11d72b830411d72b836c20').optional(),
  mention: listOf(
    id('person or user group of Slack', /^[SUW][A-Z0-9]{2,}$/, 'S0614TZR7'),
    'id',
    '[S0614TZR7]',
  ).optional(),
  language,
});
export type DestinationEntry = z.infer<typeof DestinationEntry>;

const some = (what: string, example: string) => listOf(word(what), what, `[${example}]`).optional();

/** One of `notify.routes`. */
export const RouteEntry = block({
  tags: some('tag', 'prod'),
  sites: some('site', 'hangzhou'),
  causes: some('cause', 'bridge-subnet-equals-host-subnet'),
  severities: listOf(
    z.enum(['critical', 'warning'], wrong('is no severity', 'write critical or warning')),
    'severity',
    '[critical]',
  ).optional(),
  to: some('destination', 'team'),
});
export type RouteEntry = z.infer<typeof RouteEntry>;

const workdays = weekdays.filter((day) => day !== 'sat' && day !== 'sun');

export const NotifyEntry = block({
  default: word('destination').optional(),
  destinations: z.unknown().optional(),
  routes: z.unknown().optional(),
  hours: block({
    zone,
    from: timeOfDay('09:00'),
    to: timeOfDay('19:00'),
    days: listOf(
      z.enum(weekdays, wrong('is no day', `write one of ${weekdays.join(', ')}`)),
      'day',
      '[mon, tue, wed, thu, fri]',
    )
      .refine((days) => days.length > 0, 'is empty: write the days on which people work')
      .default(workdays),
  }).optional(),
  digest: block({
    at: timeOfDay('09:00'),
    to: some('destination', 'team'),
    zone: zone.optional(),
  }).optional(),
  smtp: block({
    host: address,
    port: port.default(587),
    tls: z
      .enum(['implicit', 'starttls', 'none'], wrong('is no way', 'write implicit, starttls or none'))
      .optional(),
    from: sender,
    user: text('write the name of the account').optional(),
  }).optional(),
  feishu: block({ url: webAddress('https://open.larksuite.com').default('https://open.feishu.cn') }).prefault(
    {},
  ),
  owner: id('person of Slack', /^[UW][A-Z0-9]{2,}$/, 'U024BE7LH').optional(),
});
export type NotifyEntry = z.infer<typeof NotifyEntry>;
