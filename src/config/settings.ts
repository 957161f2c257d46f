import { basename, dirname, join, resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { at } from './judge.ts';
import type { Locations } from './locations.ts';
import type { Mistake } from './mistake.ts';
import type { FileEntry } from './schema.ts';
import { inEnvironment, secretFrom, urlFrom } from './environment-values.ts';
import type { Variables } from './environment-values.ts';
import { queueSettings } from './queue-settings.ts';
import type { Secret } from './secret.ts';
import type { Config, DashboardConfig, SlackConfig, SshSettings } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** The part of `Config` that is neither hosts nor where they came from, nor speaks of them. */
export function readSettings(
  source: YamlSource,
  entry: FileEntry,
  { env, cwd }: Environment,
  locations: Locations,
): { settings: Settings; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const sites = listOf(env['FERRYMAN_SITES']) ?? entry.worker.sites;
  const port = healthPort(env, mistakes) ?? entry.health.port;
  const { dataDir } = entry.queue;
  const embedded = dataDir === undefined ? resolve(cwd, '.ferryman/queue') : locations.resolve(dataDir);
  if (entry.queue.sentinel && entry.queue.cluster) {
    mistakes.push(at(source, ['queue', 'cluster'], 'comes with sentinel: keep one of the two'));
  }
  const settings: Settings = {
    rules: entry.rules.map((folder) => locations.resolve(folder)),
    redact: entry.redact,
    access: {
      teams: entry.access.teams,
      rules: {
        ...(entry.access.diagnose && { diagnose: entry.access.diagnose }),
        ...(entry.access.logs && { logs: entry.access.logs }),
        ...(entry.access['fix-bridge'] && { 'fix-bridge': entry.access['fix-bridge'] }),
        ...(entry.access.watch && { watch: entry.access.watch }),
        ...(entry.access.quiet && { quiet: entry.access.quiet }),
        ...(entry.access.status && { status: entry.access.status }),
        ...(entry.access.approve && { approve: entry.access.approve }),
      },
    },
    reserved: entry.reserved,
    support: entry.support,
    slack: slackSettings(env, entry.slack, mistakes),
    ssh: sshSettings(env),
    queue: queueSettings(env, entry.queue, embedded, mistakes),
    worker: { concurrency: entry.worker.concurrency, ...(sites && { sites }) },
    audit: {
      file:
        entry.audit.file === undefined
          ? join(dirname(embedded), 'audit.jsonl')
          : locations.resolve(entry.audit.file),
    },
    cases: entry.cases === undefined ? join(dirname(embedded), 'cases') : locations.resolve(entry.cases),
    health: { host: entry.health.host, ...(port !== undefined && { port }) },
    ...(sendsTraces(env, mistakes) && { traces: true }),
    language: {
      default: entry.language,
      channels: Object.fromEntries(
        Object.entries(entry.channels).map(([id, channel]) => [id, channel.language]),
      ),
    },
    logLevel: entry.logLevel,
    workspace: entry.workspace,
    dashboard: dashboardSettings(env, entry.dashboard, mistakes),
  };
  return { settings, mistakes };
}

type Settings = Omit<Config, 'file' | 'hosts' | 'refused' | 'notes' | 'inventories' | 'watch' | 'notify'>;

/** An image has one health check for every ferryman.yaml, so the environment may fix the port. */
function healthPort(env: Variables, mistakes: Mistake[]): number | undefined {
  const text = env['FERRYMAN_HEALTH_PORT']?.trim();
  if (!text) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  mistakes.push(inEnvironment('FERRYMAN_HEALTH_PORT', 'is no port: write a number from 1 to 65535'));
  return undefined;
}

/** By the names that OpenTelemetry gives them: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function sendsTraces(env: Variables, mistakes: Mistake[]): boolean {
  for (const variable of ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']) {
    const endpoint = env[variable]?.trim();
    if (!endpoint) continue;
    if (/^https?:$/.test(urlFrom(endpoint)?.protocol ?? '')) return true;
    mistakes.push(
      inEnvironment(variable, 'is no web address: write one like http://127.0.0.1:4318, or unset it'),
    );
  }
  return false;
}

function listOf(text: string | undefined): string[] | undefined {
  const items = (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 0 ? undefined : items;
}

/** Whoever guesses it reads everything, as often as they like to try. */
const leastTokenLength = 20;

function dashboardSettings(
  env: Variables,
  { port, host, url }: FileEntry['dashboard'],
  mistakes: Mistake[],
): DashboardConfig {
  const secret = secretFrom(env, 'FERRYMAN_DASHBOARD_TOKEN');
  if (secret !== undefined && secret.reveal().length < leastTokenLength) {
    mistakes.push(
      inEnvironment(
        'FERRYMAN_DASHBOARD_TOKEN',
        `is short enough to be guessed: make one of ${leastTokenLength} characters or more, for example with openssl rand -hex 24`,
      ),
    );
  }
  return {
    host,
    ...(port !== undefined && { port }),
    ...(url !== undefined && { url }),
    ...(secret && { token: secret }),
  };
}

function slackSettings(env: Variables, entry: FileEntry['slack'], mistakes: Mistake[]): SlackConfig {
  const botToken = token(env, 'SLACK_BOT_TOKEN', 'xoxb-', mistakes);
  const appToken = token(env, 'SLACK_APP_TOKEN', 'xapp-', mistakes);
  const signingSecret = secretFrom(env, 'SLACK_SIGNING_SECRET');
  const apiUrl = env['SLACK_API_URL']?.trim();
  if (apiUrl && !/^https?:$/.test(urlFrom(apiUrl)?.protocol ?? '')) {
    mistakes.push(
      inEnvironment(
        'SLACK_API_URL',
        'is no web address: write one like http://127.0.0.1:3100/api/, or unset it',
      ),
    );
  }
  const proxy = slackProxy(env, mistakes);
  return {
    ...entry,
    ...(proxy && { proxy }),
    ...(botToken && { botToken }),
    ...(appToken && { appToken }),
    ...(signingSecret && { signingSecret }),
    ...(apiUrl && { apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  };
}

/** Both spellings are in use; the lower case one wins, as in curl. */
function slackProxy(env: Variables, mistakes: Mistake[]): SlackConfig['proxy'] {
  const variable = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
  const url = secretFrom(env, variable);
  if (!url) return undefined;
  if (!/^https?:$/.test(urlFrom(url.reveal())?.protocol ?? '')) {
    mistakes.push(
      inEnvironment(variable, 'is no address of a proxy: write one like http://proxy:3128, or unset it'),
    );
    return undefined;
  }
  return { url, except: env['no_proxy'] ?? env['NO_PROXY'] ?? '' };
}

function token(env: Variables, variable: string, prefix: string, mistakes: Mistake[]): Secret | undefined {
  const value = secretFrom(env, variable);
  if (value && !value.reveal().startsWith(prefix)) {
    mistakes.push(inEnvironment(variable, `is a token of another kind: this one begins with ${prefix}`));
  }
  return value;
}

function sshSettings(env: Variables): SshSettings {
  const agentSocket = env['SSH_AUTH_SOCK'];
  return {
    ...(agentSocket && { agentSocket }),
    passphraseFor: (keyFile) =>
      secretFrom(env, passphraseVariable(keyFile)) ?? secretFrom(env, 'FERRYMAN_KEY_PASSPHRASE'),
  };
}

function passphraseVariable(keyFile: string): string {
  return `FERRYMAN_KEY_PASSPHRASE_${basename(keyFile)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')}`;
}
