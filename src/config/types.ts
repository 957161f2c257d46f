import type { Host } from '../hosts/host.ts';
import type { RefusedHost } from '../hosts/inventory.ts';
import type { TeamPattern } from '../redact/team-pattern.ts';
import type { Language } from '../text/language.ts';
import type { Secret } from './secret.ts';

/** Everything that the processes are told from outside: the file, the imported inventories and the environment. */
export interface Config {
  /** Absolute path; absent where there is no file and the command allows that. */
  readonly file?: string;
  /** From ferryman.yaml first, then from the inventories; names are unique. */
  readonly hosts: readonly Host[];
  /** Entries of imported inventories that cannot be used, with the reason. */
  readonly refused: readonly RefusedHost[];
  /** What was read and deliberately not followed: `~/.ssh/config:7: IdentityAgent is ignored…`. */
  readonly notes: readonly string[];
  readonly inventories: Inventories;
  /** Absolute paths of folders with rules of the team's own. */
  readonly rules: readonly string[];
  readonly redact: RedactConfig;
  readonly access: Access;
  /** CIDRs that no bridge may get. */
  readonly reserved: readonly string[];
  /** Ids of the user groups that people call for help: where one is mentioned with a host's name, the bot offers to look. */
  readonly support: readonly string[];
  readonly slack: SlackConfig;
  readonly ssh: SshSettings;
  readonly queue: QueueConfig;
  readonly worker: WorkerConfig;
  readonly audit: AuditConfig;
  /** Absolute path of the folder for verdicts that people say are wrong. */
  readonly cases: string;
  readonly health: HealthConfig;
  /** Whether spans are sent; where to is OpenTelemetry's own to read (OTEL_EXPORTER_OTLP_ENDPOINT). */
  readonly traces?: boolean;
  readonly language: LanguageConfig;
  readonly logLevel: LogLevel;
  readonly workspace: WorkspaceConfig;
  readonly dashboard: DashboardConfig;
  readonly watch: WatchConfig;
  readonly notify: NotifyConfig;
}

export interface LanguageConfig {
  /** Of whoever says nothing else: of people whose locale Ferryman does not speak, and at a terminal. */
  readonly default: Language;
  /** By channel id: what is posted there has many readers, so this comes before the asker's own. */
  readonly channels: Readonly<Record<string, Language>>;
}

export interface AuditConfig {
  /** Absolute path of the record of changes, JSON lines. */
  readonly file: string;
}

export interface RedactConfig {
  /** What is masked besides the secrets that Ferryman knows itself; each can be used. */
  readonly patterns: readonly TeamPattern[];
}

/** Absolute paths of the files that hosts are imported from. */
export interface Inventories {
  readonly sshConfig: readonly string[];
  readonly ansible: readonly string[];
}

/** Slash commands that `access:` can open, without the slash; whoever may use /watch may use /unwatch. */
export const governedCommands = ['diagnose', 'logs', 'fix-bridge', 'watch', 'quiet', 'status'] as const;
export type GovernedCommand = (typeof governedCommands)[number];

/** All that `access:` can open: the commands, and to approve what one of them proposes. */
export const governed = [...governedCommands, 'approve'] as const;
export type Governed = (typeof governed)[number];

/** Who may ask for what. Nothing is allowed that is not written down: an absent or empty rule refuses. */
export interface Access {
  /** Slack team (or Enterprise) ids whose people may ask at all; empty means nobody. */
  readonly teams: readonly string[];
  readonly rules: Readonly<Partial<Record<Governed, AccessRule>>>;
}

/** A person passes who is named by `users`, is in one of `groups`, or when `everyone`; and asks in one of `channels`, if any are named. */
export interface AccessRule {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly channels: readonly string[];
}

export interface SlackConfig {
  readonly botToken?: Secret;
  readonly appToken?: Secret;
  readonly signingSecret?: Secret;
  /** Ends in `/api/`; absent means Slack itself. */
  readonly apiUrl?: string;
  readonly mode: 'socket' | 'http';
  /** Where Slack's requests arrive in `http` mode. */
  readonly port: number;
  /** The way out to Slack: HTTPS_PROXY (may hold a password) and NO_PROXY. */
  readonly proxy?: { readonly url: Secret; readonly except: string };
}

export interface SshSettings {
  /** The agent's socket (SSH_AUTH_SOCK). */
  readonly agentSocket?: string;
  /** FERRYMAN_KEY_PASSPHRASE_ID_ED25519 for a key file of that name, else FERRYMAN_KEY_PASSPHRASE. */
  readonly passphraseFor: (keyFile: string) => Secret | undefined;
}

interface RedisLogin {
  readonly username?: string;
  readonly password?: Secret;
}

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Tls {
  readonly tls: boolean;
}

interface Database {
  readonly db: number;
}

export type QueueConfig =
  /** In this process, on disk; `dataDir` is absolute. */
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | ({ readonly kind: 'redis'; readonly host: string; readonly port: number } & Database & Tls & RedisLogin)
  | ({ readonly kind: 'redis-socket'; readonly path: string } & Database & RedisLogin)
  | ({
      readonly kind: 'sentinel';
      readonly master: string;
      readonly nodes: readonly RedisNode[];
      readonly sentinelPassword?: Secret;
    } & Database &
      Tls &
      RedisLogin)
  | ({ readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] } & Tls & RedisLogin);

export interface WorkerConfig {
  /** Sites that this process serves; absent means every host. */
  readonly sites?: readonly string[];
  /** Jobs at the same time. */
  readonly concurrency: number;
}

export interface HealthConfig {
  /** Absent: no health endpoint. */
  readonly port?: number;
  readonly host: string;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface WorkspaceConfig {
  /** 0 takes any free port. */
  readonly port: number;
}

export interface DashboardConfig {
  /** Absent: no dashboard, but beside the local workspace; 0 takes any free one. */
  readonly port?: number;
  readonly host: string;
  /** How people reach it where that is another way than host and port: the origin of a proxy before it. */
  readonly url?: string;
  /** Lets in whoever knows it (FERRYMAN_DASHBOARD_TOKEN); absent: whoever has the link that is printed. */
  readonly token?: Secret;
}

export interface WatchConfig {
  /** Of a watch that says nothing else. */
  readonly everyMs: number;
  /** A whole diagnosis is made at least this often, whether anything changed or not. */
  readonly wholeMs: number;
  /** So many looks in a row see nothing before that is told. */
  readonly unseenLooks: number;
  /** What comes `times` times within `withinMs` flaps, and does so until it has stayed away for `calmMs`. */
  readonly flapping: { readonly times: number; readonly withinMs: number; readonly calmMs: number };
  readonly on: readonly ConfiguredWatch[];
}

export interface ConfiguredWatch {
  /** A host's name or a tag of the inventory. */
  readonly on: string;
  readonly ports: readonly number[];
  readonly everyMs: number;
  /** The name of a destination; absent: as `notify` says. */
  readonly to?: string;
}

export interface NotifyConfig {
  /** The destination of what no route matches; absent: such faults are told nobody. */
  readonly default?: string;
  /** In the order of the file; names are unique. */
  readonly destinations: readonly DestinationConfig[];
  /** The first that matches counts. */
  readonly routes: readonly RouteConfig[];
  /** Absent: everything is told at once. */
  readonly hours?: WorkingHours;
  readonly digest?: DigestConfig;
  readonly smtp?: SmtpConfig;
  readonly feishu: FeishuConfig;
  /** Signs what webhooks get (FERRYMAN_WEBHOOK_SECRET). */
  readonly webhookSecret?: Secret;
  /** The Slack user who hears once of a destination that cannot be reached any more. */
  readonly owner?: string;
}

interface Named {
  readonly name: string;
}

interface InLanguage {
  /** Absent: that of the file. */
  readonly language?: Language;
}

export type DestinationConfig =
  /** `channel` is the id of a channel, or of a user; `mention` the ids of users and user groups. Its language stands under `channels`. */
  | ({ readonly kind: 'slack'; readonly channel: string; readonly mention: readonly string[] } & Named)
  | ({ readonly kind: 'webhook'; readonly url: string } & Named & InLanguage)
  | ({ readonly kind: 'email'; readonly addresses: readonly string[] } & Named & InLanguage)
  | ({ readonly kind: 'feishu'; readonly chat: string } & Named & InLanguage);

/** Matches a fault that is one of each list that is there. */
export interface RouteConfig {
  readonly tags?: readonly string[];
  readonly sites?: readonly string[];
  /** Ids of causes. */
  readonly causes?: readonly string[];
  readonly severities?: readonly ('critical' | 'warning')[];
  /** Names of destinations; none: nobody is told. */
  readonly to: readonly string[];
}

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

export interface WorkingHours {
  /** IANA name. */
  readonly zone: string;
  /** Minutes since midnight, from 0 to 1440. Where `to` comes first they go on over midnight, and `days` are those on which they begin. */
  readonly from: number;
  readonly to: number;
  readonly days: readonly Weekday[];
}

export interface DigestConfig {
  /** Minutes since midnight, by the clock of the zone. */
  readonly at: number;
  /** IANA name. */
  readonly zone: string;
  /** Names of destinations, one at least. */
  readonly to: readonly string[];
}

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** `implicit` from the first byte, `starttls` before anything is said, or `none`. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** `ferryman@example.com`, or `Ferryman <ferryman@example.com>`. */
  readonly from: string;
  readonly user?: string;
  /** FERRYMAN_SMTP_PASSWORD. */
  readonly password?: Secret;
}

export interface FeishuConfig {
  /** Without a slash at its end; https://open.larksuite.com is Lark. */
  readonly url: string;
  /** FERRYMAN_FEISHU_APP_ID. */
  readonly appId?: Secret;
  /** FERRYMAN_FEISHU_APP_SECRET. */
  readonly appSecret?: Secret;
}
