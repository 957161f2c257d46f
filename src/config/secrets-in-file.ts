import { isScalar, visit } from 'yaml';
import { keyOf } from '../hosts/yaml-place.ts';
import type { Mistake } from './mistake.ts';
import type { YamlSource } from './yaml-source.ts';

const slackToken = /^(xox[a-z]|xapp)-/;
const urlWithPassword = /:\/\/[^/\s@]*:[^/\s@]+@/;

const byKey: readonly (readonly [RegExp, string])[] = [
  [/^(bot_?)?token$/i, 'SLACK_BOT_TOKEN'],
  [/^app_?(level_?)?token$/i, 'SLACK_APP_TOKEN'],
  [/^signing_?secret$/i, 'SLACK_SIGNING_SECRET'],
  [/^sentinel_?password$/i, 'REDIS_SENTINEL_PASSWORD'],
  [/pass_?phrase$/i, 'FERRYMAN_KEY_PASSPHRASE'],
  [/^redis_?ur[il]$/i, 'REDIS_URL'],
  [/pass(word|wd)?$/i, 'REDIS_PASSWORD'],
];

/** Secrets come from the environment only. The sentence names the variable and never the value. */
export function secretsInFile(source: YamlSource): Mistake[] {
  const found: Mistake[] = [];
  visit(source.document, {
    Pair(_, pair, ancestors) {
      const path = [...ancestors, pair].flatMap((node) => keyOf(node) ?? []);
      const variable = variableFor(path, pair.value);
      if (variable === undefined) return;
      found.push({
        file: source.file,
        ...source.place(path),
        path: path.join('.'),
        says: `is a secret, and this file is no place for one: remove the line, and set ${variable} in the environment`,
      });
    },
  });
  return found;
}

function variableFor(path: readonly string[], value: unknown): string | undefined {
  const text = isScalar(value) && typeof value.value === 'string' ? value.value : '';
  if (slackToken.test(text)) return text.startsWith('xapp-') ? 'SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN';
  if (urlWithPassword.test(text)) return 'REDIS_URL';
  const inHosts = path[0] === 'hosts' && path.length === 2;
  const key = path.at(-1) ?? '';
  // A host may be called whatever its people like.
  return inHosts ? undefined : byKey.find(([pattern]) => pattern.test(key))?.[1];
}
