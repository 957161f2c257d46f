import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { governedCommands } from '../src/config/types.ts';
import { slackError } from '../src/notify/failure.ts';

const Manifest = z.looseObject({
  display_information: z.looseObject({ name: z.string() }),
  features: z.looseObject({
    bot_user: z.looseObject({ display_name: z.string() }),
    slash_commands: z.array(z.looseObject({ command: z.string() })),
  }),
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

const schema = z
  .record(z.string(), z.unknown())
  .parse(readJson('support/slack-manifest-schema/manifest.schema.2.0.0.json'));
const isManifest = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

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
    expect(offered).toEqual(governedCommands.map((name) => `/${name}`));
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
