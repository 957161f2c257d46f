import { App } from '@slack/bolt';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bot, startBot } from '../../commands/index.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { configIn, quiet } from '../support/conversation.ts';
import { unusedQueue } from '../support/unused-queue.ts';

const ways = ['command', 'action', 'event', 'view', 'options', 'shortcut'] as const;
type Way = (typeof ways)[number];

/** What the bot registers with Slack's library when it starts: `action logs_stop`. */
const registered: string[] = [];
let workspace: Workspace;
let bot: Bot;

beforeEach(async () => {
  registered.length = 0;
  for (const way of ways) {
    const spied = vi.spyOn(App.prototype, way);
    spied.mockImplementation((constraint: unknown) => {
      const id = idOf(constraint);
      if (id !== undefined) registered.push(`${way} ${id}`);
    });
  }
  workspace = await startWorkspace();
  bot = await startBot(configIn(workspace), { logger: quiet, queue: unusedQueue() });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bot.stop();
  await workspace.stop();
});

/** Undefined for the pattern of all that is unknown. */
function idOf(constraint: unknown): string | undefined {
  if (typeof constraint === 'string') return constraint;
  if (constraint instanceof RegExp) {
    return constraint.source.startsWith('^(?!') ? undefined : constraint.source.replace(/^\^/, '');
  }
  if (typeof constraint !== 'object' || constraint === null) throw new Error('registered by nothing');
  const ids: unknown[] = ['callback_id', 'action_id'].map((key): unknown => Reflect.get(constraint, key));
  const id = ids.find((one) => one !== undefined);
  if (typeof id !== 'string') throw new Error(`registered by ${JSON.stringify(constraint)}`);
  return id;
}

/** What a conversation does that comes in by this way, as its source has it. */
const done: Record<Way, (id: string) => RegExp> = {
  // `say('/logs topapi')`, `slash({ command: '/diagnose' })`
  command: (id) => new RegExp(`(?:say\\(|command: |\\[)['\`]${id}\\b`),
  // `click({ actionId: 'logs_stop' })`, `press(talk, 'operation_handoff')`
  action: (id) => new RegExp(`['\`]${id}`),
  event: (id) => events[id] ?? /no test makes this event/,
  // `submit({ values: { form_host: … } })`
  view: (id) => new RegExp(`submit\\([^)]*${fields[id] ?? id}`),
  options: (id) => new RegExp(`suggest\\([^)]*'${id}'`),
  shortcut: (id) => new RegExp(`'${id}'`),
};
const events: Readonly<Record<string, RegExp>> = {
  app_home_opened: /openHome\(/,
  app_mention: /say\([^)]*<@U0FERRYMAN>/,
  message: /say\([^)]*<!subteam\^/,
};
const fields: Readonly<Record<string, string>> = {
  diagnose_form: 'form_host',
  operation_wrong_form: 'operation_wrong_words',
  watch_form: 'watch_on',
  quiet_form: 'quiet_on',
};

const folder = new URL('.', import.meta.url);
const conversations = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && !import.meta.url.endsWith(file))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');

test('a conversation goes by every way that the bot answers to', () => {
  expect(registered.length).toBeGreaterThan(20);
  const silent = registered.filter((one) => {
    const [way, id = ''] = one.split(' ');
    const known = ways.find((name) => name === way);
    return known === undefined || !done[known](id).test(conversations);
  });
  expect(silent).toEqual([]);
});

test('a button that nobody clicks in a conversation is missed', () => {
  expect(done.action('operation_never_clicked').test(conversations)).toBe(false);
  expect(done.command('/never-typed').test(conversations)).toBe(false);
});
