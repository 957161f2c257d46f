import { LineCounter, isMap, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { AnsibleGroups } from './ansible-groups.ts';
import { mostAliases, placeOf } from './yaml-place.ts';

/** Undefined where the text is no YAML mapping at all, and may be INI. */
export function parseAnsibleYaml(text: string): AnsibleGroups | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
  });
  if (!isMap(document.contents)) return undefined;
  const inventory = new AnsibleGroups();
  // Of two equal keys Ansible takes the later one, and so does this.
  const error = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (error) {
    // The message may quote a password; the code does not.
    const says = `is no valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`;
    inventory.broken.push({ line: lines.linePos(error.pos[0]).line, says });
    return inventory;
  }
  const lineOf = (path: readonly string[]): number => placeOf(document, lines, path).line;
  const groups = toPlain(document);
  if (groups instanceof Error) inventory.broken.push({ line: 1, says: `cannot be read: ${groups.message}` });
  else for (const [name, data] of entriesOf(groups)) readGroup(inventory, name, data, [name], lineOf);
  return inventory;
}

/** Dangling aliases and merges of what is no map show only here. */
function toPlain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return error instanceof Error ? error : new Error('an alias cannot be resolved');
  }
}

function readGroup(
  inventory: AnsibleGroups,
  name: string,
  data: unknown,
  path: readonly string[],
  lineOf: (path: readonly string[]) => number,
): void {
  // An alias may lead a group back into itself.
  if (path.length > 64) {
    inventory.broken.push({ line: lineOf(path.slice(0, 3)), says: 'groups contain each other in a circle' });
    return;
  }
  const group = inventory.group(name);
  const sections = new Map(entriesOf(data));
  for (const [key, value] of varsOf(sections.get('vars'))) group.vars.set(key, value);
  for (const [pattern, vars] of entriesOf(sections.get('hosts'))) {
    inventory.addHosts(name, pattern, varsOf(vars), lineOf([...path, 'hosts', pattern]));
  }
  for (const [child, below] of entriesOf(sections.get('children'))) {
    group.children.add(child);
    readGroup(inventory, child, below, [...path, 'children', child], lineOf);
  }
}

function varsOf(data: unknown): [string, string][] {
  return entriesOf(data).flatMap(([key, value]): [string, string][] =>
    // Ferryman looks at plain settings only; lists and maps are for playbooks.
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[key, String(value)]]
      : [],
  );
}

/** A single host or group may stand there as a bare word. */
function entriesOf(data: unknown): [string, unknown][] {
  if (typeof data === 'string') return [[data, undefined]];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return [];
  return Object.entries(data);
}
