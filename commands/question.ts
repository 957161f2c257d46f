import { type Inventory, isHostName, lookUpHost } from '../src/hosts/inventory.ts';
import type { Host } from '../src/hosts/host.ts';
import { readAsked } from '../src/report/asked.ts';
import type { Asked } from '../src/report/report.ts';
import type { Unclear } from './ask.ts';
import { list, say, type Text } from '../src/text/say.ts';
import { plainText } from './slack-text.ts';

export type Question =
  | { readonly kind: 'clear'; readonly host: Host; readonly asked: Asked | undefined }
  | Unclear;

/** What stands behind `/diagnose`: `<host> [port | container | address:port | to <need>]`. */
export function readQuestion(text: string, inventory: Inventory): Question {
  const [name, ...words] = plainText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const example = inventory.hosts[0]?.name ?? 'web-1';
  if (name === undefined) return unclear(say`Which host?`, usage(example));
  const length = words[0]?.toLowerCase() === 'to' ? 2 : 1;
  const rest = words.slice(length);
  const target = words.length === 0 ? undefined : words.slice(0, length).join(' ');
  if (rest.length > 0) {
    return unclear(say`That is more than a host and one target: ${rest.join(' ')}.`, usage(example));
  }
  const host = readHostAndPort(name, inventory);
  if (host.kind === 'unclear') return host;
  if (target === undefined) return host;
  if (host.asked !== undefined) return unclear(say`${name} names a port already.`, usage(host.host.name));
  return readTarget(target, host.host);
}

/** A button's target, or the second word of a command. */
export function readTarget(target: string | undefined, host: Host): Question {
  if (target === undefined) return { kind: 'clear', host, asked: undefined };
  const read = readAsked(target);
  if (read.kind === 'asked') return { kind: 'clear', host, asked: read.asked };
  return unclear(read.sentence, say`${read.hint}: /diagnose ${host.name} ${read.example}`);
}

/** `web-1`, or `web-1:30003` where no host is called that. */
function readHostAndPort(name: string, inventory: Inventory): Question {
  const split = isHostName(name) ? undefined : /^(?<host>.+):(?<port>\d+)$/.exec(name)?.groups;
  const host = split?.['host'] === undefined ? undefined : readHostAndPort(split['host'], inventory);
  if (host?.kind === 'clear') return readTarget(split?.['port'], host.host);
  return host ?? readHost(name, inventory, '/diagnose ');
}

/**
 * A host by its name in the inventory.
 * @param before what one types in front of a host's name
 */
export function readHost(
  name: string,
  inventory: Inventory,
  before: string,
): Unclear | { readonly kind: 'clear'; readonly host: Host; readonly asked: undefined } {
  const found = lookUpHost(inventory, name);
  switch (found.kind) {
    case 'found':
      return { kind: 'clear', host: found.host, asked: undefined };
    case 'refused':
      return unclear(
        say`${name} (${found.source}) cannot be used: ${found.because}.`,
        say`Write ${name} into ferryman.yaml; an entry there takes precedence.`,
      );
    case 'bad-name':
      return unclear(say`${JSON.stringify(name)} is not a host name: ${found.because}.`, listing(inventory));
    case 'unknown':
      return unclear(
        say`${name} is not in the inventory.`,
        found.near.length === 0
          ? listing(inventory)
          : say`Did you mean ${list(
              found.near.map((near) => `${before}${near}`),
              'or',
            )}?`,
      );
    default:
      return found satisfies never;
  }
}

function usage(host: string): Text {
  return say`Type /diagnose <host> [port | container | address:port | to <need>], for example /diagnose ${host} 80`;
}

function listing({ hosts }: Inventory): Text {
  if (hosts.length === 0) return say`There are no hosts yet: write them into ferryman.yaml.`;
  const names = hosts.slice(0, 10).map(({ name }) => name);
  const more = hosts.length - names.length;
  return more > 0
    ? say`The inventory has ${list(names)} and ${more} more.`
    : say`The inventory has ${list(names)}.`;
}

function unclear(sentence: Text, next: Text): Unclear {
  return { kind: 'unclear', sentence, next };
}
