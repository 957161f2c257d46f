import { AnsibleGroups } from './ansible-groups.ts';
import { splitWords } from './ansible-words.ts';

const section = /^\[(?<group>[^:\]\s]+)(?::(?<kind>\w+))?\]\s*(?:#.*)?$/;
const childLine = /^(?<group>[^:\]\s]+)\s*(?:#.*)?$/;

/** Ansible's own dialect of INI: host lines are shell words, `[x:children]` and `[x:vars]` are no groups. */
export function parseAnsibleIni(text: string): AnsibleGroups {
  const inventory = new AnsibleGroups();
  const declared = new Set(['all', 'ungrouped']);
  const mentioned: { group: string; line: number; as: string }[] = [];
  let group = 'ungrouped';
  let kind = 'hosts';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.trim();
    const fail = (says: string): number => inventory.broken.push({ line, says });
    if (content === '' || /^[#;]/.test(content)) continue;
    const header = section.exec(content)?.groups;
    if (header) {
      group = header['group'] ?? group;
      kind = header['kind'] ?? 'hosts';
      if (!['hosts', 'children', 'vars'].includes(kind))
        fail(`[${group}:${kind}] is no kind of section: write :children or :vars`);
      if (kind === 'vars') mentioned.push({ group, line, as: `[${group}:vars]` });
      else declared.add(group);
      inventory.group(group);
    } else if (/^\[.*\]$/.test(content)) {
      fail('is no section: write [group], [group:children] or [group:vars], without spaces');
    } else if (kind === 'hosts') {
      addHostLine(inventory, group, content, line);
    } else if (kind === 'vars') {
      const [key = '', ...value] = content.split('=');
      if (value.length === 0) fail('is no variable: write key=value');
      else inventory.group(group).vars.set(key.trim(), plainValue(value.join('=').trim()));
    } else if (kind === 'children') {
      const child = childLine.exec(content)?.groups?.['group'];
      if (child === undefined) {
        fail('is no group name');
        continue;
      }
      mentioned.push({ group: child, line, as: `[${group}:children]` });
      inventory.group(group).children.add(child);
    }
  }
  for (const { group: name, line, as } of mentioned) {
    if (!declared.has(name))
      inventory.broken.push({ line, says: `${as} names the group ${name}, which is defined nowhere` });
  }
  return inventory;
}

function addHostLine(inventory: AnsibleGroups, group: string, content: string, line: number): void {
  const words = splitWords(content);
  if (!words) {
    inventory.broken.push({ line, says: 'a quote is not closed' });
    return;
  }
  const [pattern, ...assignments] = words;
  if (pattern === undefined) return;
  const vars = assignments.map((word): [string, string] => {
    const [key = '', ...value] = word.split('=');
    // The word itself may be half a password, so it is not shown.
    if (value.length === 0) inventory.broken.push({ line, says: 'a word after the host is no key=value' });
    return [key, plainValue(value.join('='))];
  });
  inventory.addHosts(group, pattern, vars, line);
}

/** Ansible reads values as Python literals; of those only a quoted text differs from what is written. */
function plainValue(value: string): string {
  return /^(?<quote>['"])(?<inner>.*)\k<quote>$/.exec(value)?.groups?.['inner'] ?? value;
}
