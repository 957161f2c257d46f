import { nearMatches } from '../hosts/inventory.ts';
import { at } from './judge.ts';
import { judgeNamed, keysOf } from './judge-each.ts';
import { unknownName } from './known-names.ts';
import type { Mistake } from './mistake.ts';
import { DestinationEntry, type NotifyEntry } from './notify-schema.ts';
import type { DestinationConfig } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * `notify.destinations`: where people are told, by names that they chose.
 * @param canMail there is a mail server, or a mistake about one
 */
export function destinationsInFile(
  source: YamlSource,
  { destinations: data }: NotifyEntry,
  canMail: boolean,
): { names: string[]; destinations: DestinationConfig[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const above = ['notify', 'destinations'];
  const items = judgeNamed(
    { source, path: above, data, mistakes },
    DestinationEntry,
    'team: { slack: C024BE91L }',
  );
  const names = keysOf(data);
  for (const name of names) {
    if (/^[a-zA-Z0-9][\w.-]{0,63}$/.test(name)) continue;
    mistakes.push(at(source, [...above, name], 'is no name for a destination: write letters, digits, . _ -'));
  }
  const destinations = items.flatMap(({ key: name, path, raw, value }) => {
    const trouble = troubleWith(keysOf(raw), canMail);
    if (trouble !== undefined) mistakes.push(at(source, [...path, ...trouble.key], trouble.says));
    return toDestination(name, value);
  });
  return { names, destinations, mistakes };
}

const kinds = ['slack', 'webhook', 'email', 'feishu'];

function troubleWith(keys: readonly string[], canMail: boolean): { key: string[]; says: string } | undefined {
  const [kind, another] = kinds.filter((one) => keys.includes(one));
  if (another !== undefined) {
    return { key: [another], says: `comes with ${kind}, and a destination is of one kind: make two of them` };
  }
  // "slak" is reported as an unknown key already.
  if (kind === undefined && keys.some((key) => nearMatches(key, kinds).length > 0)) return undefined;
  if (kind === undefined) return { key: [], says: `says not where it is: write one of ${kinds.join(', ')}` };
  if (kind !== 'slack' && keys.includes('mention')) {
    return { key: ['mention'], says: `is of Slack, and this one is of ${kind}: take the line out` };
  }
  if (kind === 'slack' && keys.includes('language')) {
    return {
      key: ['language'],
      says: 'of a channel stands under channels: write it there, by the id of the channel',
    };
  }
  if (kind === 'email' && !canMail) {
    return { key: ['email'], says: 'needs a mail server: write notify.smtp, with host and from below it' };
  }
  return undefined;
}

function toDestination(name: string, entry: DestinationEntry): DestinationConfig[] {
  const { slack, webhook, email, feishu, mention = [], language } = entry;
  const speaks = language === undefined ? {} : { language };
  if (slack !== undefined) return [{ kind: 'slack', name, channel: slack, mention }];
  if (webhook !== undefined) return [{ kind: 'webhook', name, url: webhook, ...speaks }];
  if (email !== undefined) return [{ kind: 'email', name, addresses: email, ...speaks }];
  return feishu === undefined ? [] : [{ kind: 'feishu', name, chat: feishu, ...speaks }];
}

/** What is wrong with a name that should be that of a destination. */
export function unknownDestination(
  source: YamlSource,
  path: readonly string[],
  name: string,
  names: readonly string[],
): Mistake[] {
  return names.includes(name) ? [] : [at(source, path, unknownName(name, 'destination', names))];
}
