import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwatchCommand } from '../commands/unwatch.ts';
import { watchCommand } from '../commands/watch.ts';
import { ferrymanCommand } from '../commands/ways/ferryman.ts';
import { diagnoseHereId } from '../commands/ways/shortcut.ts';
import { slackCommands } from '../src/cli/slack-commands.ts';
import { governedCommands } from '../src/config/types.ts';
import { slackError } from '../src/notify/failure.ts';

const Manifest = z.looseObject({
  display_information: z.looseObject({ name: z.string() }),
  features: z.looseObject({
    bot_user: z.looseObject({ display_name: z.string() }),
    slash_commands: z.array(z.looseObject({ command: z.string() })),
    shortcuts: z.array(z.looseObject({ callback_id: z.string(), name: z.string(), type: z.string() })),
    app_home: z.looseObject({}),
  }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({ event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }) }),
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

const schema = z
  .record(z.string(), z.unknown())
  .parse(readJson('support/slack-manifest-schema/manifest.schema.2.0.0.json'));
const isManifest = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

/** `app.event('…')` in every file of the bot. */
function listenedEvents(): string[] {
  const folder = new URL('../commands/ways/', import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/app\.event\('(\w+)'/g)].map(([, name = '']) => name),
  );
}

describe('the manifest of the Slack app', () => {
  const manifest = Manifest.parse(readJson('../manifest.json'));

  it("satisfies Slack's own schema", () => {
    isManifest(manifest);
    expect(isManifest.errors).toBeNull();
  });

  it('would not, with a command that Slack does not allow', () => {
    const slash_commands = [{ command: 'diagnose', description: 'No slash', should_escape: true }];
    expect(isManifest({ ...manifest, features: { ...manifest.features, slash_commands } })).toBe(false);
  });

  it('offers exactly the commands that there are', () => {
    const offered = manifest.features.slash_commands.map(({ command }) => command);
    const governed = governedCommands.flatMap((name) =>
      name === 'watch' ? [watchCommand, unwatchCommand] : [`/${name}`],
    );
    expect(offered).toEqual([...governed, ferrymanCommand]);
    expect(slackCommands.map(({ command }) => command)).toEqual(offered);
  });

  it('offers exactly the message shortcuts that there are, with names that fit into the menu', () => {
    const { shortcuts } = manifest.features;
    expect(shortcuts).toMatchObject([{ callback_id: diagnoseHereId, type: 'message' }]);
    for (const { name } of shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  });

  it('has a home tab and messages that people can write into', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it('subscribes to exactly the events that the bot listens to, and may read what they bring', () => {
    const events = manifest.settings.event_subscriptions.bot_events;
    expect(new Set(events.map((event) => event.split('.')[0]))).toEqual(new Set(listenedEvents()));
    // docs.slack.dev/reference/events: the scope that each of them needs.
    const scopeOf: Readonly<Record<string, string>> = {
      app_mention: 'app_mentions:read',
      'message.channels': 'channels:history',
      'message.groups': 'groups:history',
      'message.im': 'im:history',
    };
    const needed = events.flatMap((event) => scopeOf[event] ?? []);
    expect(needed).toHaveLength(4);
    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(needed));
  });

  it('calls the bot by the name that people are told to invite', () => {
    const { next } = slackError({ kind: 'refused', error: 'not_in_channel' }, undefined);
    expect(next).toContain(`/invite @${manifest.features.bot_user.display_name} in`);
  });

  it('keeps the lengths that the schema does not know', () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    for (const { command } of manifest.features.slash_commands)
      expect(command.length).toBeLessThanOrEqual(32);
  });
});
