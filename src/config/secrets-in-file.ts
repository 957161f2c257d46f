import { isScalar, isSeq, visit } from 'yaml';
import { keyOf } from '../hosts/yaml-place.ts';
import { at } from './judge.ts';
import type { Mistake } from './mistake.ts';
import type { YamlSource } from './yaml-source.ts';

const slackToken = /^(xox[a-z]|xapp)-/;
const urlWithPassword = /:\/\/[^/\s@]*:[^/\s@]+@/;

type Names = readonly (readonly [RegExp, string])[];

const underNotify: Names = [
  [/pass(word|wd)?$/i, 'FERRYMAN_SMTP_PASSWORD'],
  [/^app_?secret$/i, 'FERRYMAN_FEISHU_APP_SECRET'],
  [/^app_?id$/i, 'FERRYMAN_FEISHU_APP_ID'],
  [/secret$/i, 'FERRYMAN_WEBHOOK_SECRET'],
];

const underKey: ReadonlyMap<string, Names> = new Map([
  ['notify', underNotify],
  ['dashboard', [[/token$/i, 'FERRYMAN_DASHBOARD_TOKEN']]],
]);

const byKey: Names = [
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
  const report = (path: readonly string[], variable: string | undefined): void => {
    if (variable === undefined) return;
    const says = `is a secret, and this file is no place for one: remove the line, and set ${variable} in the environment`;
    found.push(at(source, path, says));
  };
  visit(source.document, {
    Pair(_, pair, ancestors) {
      const path = pathOf([...ancestors, pair]);
      report(path, variableFor(path, pair.value));
    },
    Scalar(index, item, ancestors) {
      // Values of keys are judged with their keys.
      if (typeof index === 'number') report([...pathOf(ancestors), String(index)], variableOf(item.value));
    },
  });
  return found;
}

function pathOf(nodes: readonly unknown[]): string[] {
  return nodes.flatMap((node, position) => {
    const above = nodes[position - 1];
    return isSeq(above) ? String(above.items.indexOf(node)) : (keyOf(node) ?? []);
  });
}

function variableFor(path: readonly string[], value: unknown): string | undefined {
  const byValue = isScalar(value) ? variableOf(value.value) : undefined;
  if (isGivenName(path)) return byValue;
  const key = path.at(-1) ?? '';
  const names = [...(underKey.get(path[0] ?? '') ?? []), ...byKey];
  return byValue ?? names.find(([pattern]) => pattern.test(key))?.[1];
}

/** A host, or a destination, may be called whatever its people like. */
function isGivenName([first, second, ...more]: readonly string[]): boolean {
  return first === 'hosts'
    ? second !== undefined && more.length === 0
    : first === 'notify' && second === 'destinations' && more.length === 1;
}

function variableOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (slackToken.test(value)) return value.startsWith('xapp-') ? 'SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN';
  if (!urlWithPassword.test(value)) return undefined;
  return /^https?:/.test(value) ? 'FERRYMAN_WEBHOOK_SECRET' : 'REDIS_URL';
}
