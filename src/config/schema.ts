import { z } from 'zod';
import { troubleWith } from '../redact/team-pattern.ts';
import { LANGUAGES } from '../text/language.ts';
import { logLevels } from './types.ts';
import { CHANNEL_ID } from '../report/channel-id.ts';
import { isSubnet } from '../report/subnet.ts';
import type { Governed } from './types.ts';
import { address, block, ids, oneOrMore, path, port, text, word, words } from './parts.ts';
import { quote, wrong } from './sentences.ts';

/** ferryman.yaml as people write it. Every sentence says what is wrong and what to write instead. */

const userMessage = wrong('is no user name', 'write a login name');
const user = z.string(userMessage).regex(/^[a-zA-Z0-9_][\w.@\\-]*\$?$/, userMessage);

const hostReference = text('write the name of another host');

const NeedEntry = block({
  name: text('write what people call it, for example rds'),
  address,
  port: port.optional(),
});

export const HostEntry = block({
  address: address.optional(),
  local: z.literal(true, wrong('has no meaning', 'write true, or leave the line out')).optional(),
  snapshot: path.optional(),
  port: port.optional(),
  user: user.optional(),
  identityFile: oneOrMore(path).optional(),
  knownHostsFile: oneOrMore(path).optional(),
  hostKeyAlias: text('write the name under which the key stands in known_hosts').optional(),
  jump: hostReference.optional(),
  site: word('site').optional(),
  tags: words('tag').optional(),
  needs: z
    .array(NeedEntry, wrong('is no list', 'write - { name: rds, address: 192.168.0.20, port: 1433 }'))
    .optional(),
});
export type HostEntry = z.infer<typeof HostEntry>;

const InventoriesEntry = block({
  sshConfig: z
    .union(
      [z.literal(true), z.literal(false), oneOrMore(path)],
      wrong('is no path', 'write true for ~/.ssh/config, or the path of a file'),
    )
    .optional(),
  ansible: oneOrMore(path).optional(),
});

const AccessRuleEntry = block({
  everyone: z
    .boolean(wrong('is neither true nor false', 'write true to let everybody of the teams ask'))
    .default(false),
  users: ids('user', /^[UW][A-Z0-9]{2,}$/, 'U024BE7LH'),
  groups: ids('user group', /^S[A-Z0-9]{2,}$/, 'S0614TZR7'),
  channels: ids('channel', CHANNEL_ID, 'C024BE91L'),
});

const AccessEntry = block({
  teams: ids('team', /^[TE][A-Z0-9]{2,}$/, 'T0001'),
  // One line for each of `governed`.
  diagnose: AccessRuleEntry.optional(),
  logs: AccessRuleEntry.optional(),
  'fix-bridge': AccessRuleEntry.optional(),
  watch: AccessRuleEntry.optional(),
  quiet: AccessRuleEntry.optional(),
  status: AccessRuleEntry.optional(),
  approve: AccessRuleEntry.optional(),
} satisfies Record<Governed | 'teams', z.ZodType>);

const subnetMessage = wrong('is no subnet', 'write one like 10.8.0.0/16');
const subnet = z.string(subnetMessage).refine(isSubnet, subnetMessage);

const SlackEntry = block({
  mode: z
    .enum(['socket', 'http'], wrong('is no way to talk to Slack', 'write socket or http'))
    .default('socket'),
  port: port.default(3000),
});

const RedisNodeEntry = block({ host: address, port: port.default(6379) });
const SentinelNodeEntry = block({ host: address, port: port.default(26_379) });
const nodesMessage = wrong('names no node', 'write - { host: 10.0.0.1 }');
const dbMessage = wrong('is no database number', 'write 0 or another number');
const db = z.int(dbMessage).min(0, dbMessage).default(0);
const username = text('write a user name').optional();
const tls = z.boolean(wrong('is neither true nor false', 'write true or false')).default(false);

const QueueEntry = block({
  dataDir: path.optional(),
  sentinel: block({
    master: text('write the name of the master set, often mymaster'),
    nodes: z.array(SentinelNodeEntry, nodesMessage).min(1, nodesMessage),
    db,
    username,
    tls,
  }).optional(),
  cluster: block({
    nodes: z.array(RedisNodeEntry, nodesMessage).min(1, nodesMessage),
    username,
    tls,
  }).optional(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

const concurrencyMessage = wrong('is no number of jobs', 'write a number from 1 to 64');
const WorkerEntry = block({
  sites: words('site').optional(),
  concurrency: z.int(concurrencyMessage).min(1, concurrencyMessage).max(64, concurrencyMessage).default(4),
});

const hintMessage = wrong('is no fixed text', 'write three characters or more that every match holds');
const PatternEntry = block({
  name: text('write what such a secret is called, for example customer number'),
  pattern: text('write a regular expression in RE2’s syntax'),
  hints: z
    .array(z.string(hintMessage).min(3, hintMessage), wrong('is no list', 'write [CUST-, ACCT-]'))
    .max(20, 'are too many: write 20 at most')
    .optional(),
}).transform((entry, context) => {
  const { hints, ...rest } = entry;
  const pattern = { ...rest, ...(hints && { hints }) };
  const trouble = troubleWith(pattern);
  if (trouble !== undefined)
    context.addIssue({ code: 'custom', path: ['pattern'], message: `${quote(entry.pattern)} ${trouble}` });
  return pattern;
});
const RedactEntry = block({
  patterns: z
    .array(PatternEntry, wrong('is no list', 'write - { name: customer number, pattern: CUST-[0-9]{8} }'))
    .max(100, 'are too many: write 100 at most')
    .default([]),
});

const HealthEntry = block({ port: port.optional(), host: address.default('127.0.0.1') });

const workspacePortMessage = wrong('is no port', 'write a number from 1 to 65535, or 0 for any free one');
const WorkspaceEntry = block({
  port: z.int(workspacePortMessage).min(0, workspacePortMessage).max(65_535, workspacePortMessage).default(0),
});

const originMessage = wrong('is no address of a page', 'write one like https://ferryman.example.com');
const DashboardEntry = block({
  port: port.optional(),
  host: address.default('127.0.0.1'),
  url: z
    .string(originMessage)
    .refine((url) => isOrigin(url), originMessage)
    .transform((url) => new URL(url).origin)
    .optional(),
});

/** Below a path its cookie and its files would not be found. */
function isOrigin(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const url = new URL(given);
  return (
    /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === ''
  );
}

const language = z.enum(LANGUAGES, wrong('is no language of Ferryman', `write ${LANGUAGES.join(' or ')}`));
const channelMessage = wrong('is no channel id', 'write the id, like C024BE91L; names change, ids do not');
const ChannelsEntry = z.record(
  z.string().regex(CHANNEL_ID, channelMessage),
  block({ language }),
  wrong('is no list of channels', 'write C024BE91L: { language: zh-CN }'),
);

/** The file as a whole. The entries of the first three are judged one by one, so that one mistake does not hide the next. */
export const FileEntry = block({
  hosts: z.unknown().optional(),
  watch: z.unknown().optional(),
  notify: z.unknown().optional(),
  inventories: InventoriesEntry.prefault({}),
  rules: oneOrMore(text('write the path of a folder with rules of your own')).default([]),
  redact: RedactEntry.prefault({}),
  access: AccessEntry.prefault({}),
  reserved: z.array(subnet, wrong('is no list', 'write [10.8.0.0/16]')).default([]),
  support: ids('user group', /^S[A-Z0-9]{2,}$/, 'S0614TZR7'),
  slack: SlackEntry.prefault({}),
  queue: QueueEntry.prefault({}),
  worker: WorkerEntry.prefault({}),
  audit: block({ file: path.optional() }).prefault({}),
  cases: path.optional(),
  health: HealthEntry.prefault({}),
  language: language.default('en'),
  channels: ChannelsEntry.default({}),
  workspace: WorkspaceEntry.prefault({}),
  dashboard: DashboardEntry.prefault({}),
  logLevel: z
    .enum(logLevels, wrong('is no log level', `write one of ${logLevels.join(', ')}`))
    .default('info'),
});
export type FileEntry = z.infer<typeof FileEntry>;
