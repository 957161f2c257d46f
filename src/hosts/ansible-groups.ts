import { expandRange, splitPort } from './ansible-range.ts';

/** What an Ansible inventory says, whichever way it is written; variables as text. */
export class AnsibleGroups {
  readonly hosts = new Map<string, { readonly vars: Map<string, string>; readonly line: number }>();
  readonly groups = new Map<string, AnsibleGroup>();
  readonly broken: { line: number; says: string }[] = [];

  group(name: string): AnsibleGroup {
    const known = this.groups.get(name);
    if (known) return known;
    const fresh: AnsibleGroup = { vars: new Map(), hosts: new Set(), children: new Set() };
    this.groups.set(name, fresh);
    return fresh;
  }

  /** `pattern` may hold ranges and a port. */
  addHosts(
    groupName: string,
    pattern: string,
    vars: Iterable<readonly [string, string]>,
    line: number,
  ): void {
    const { name, port } = splitPort(pattern);
    const names = expandRange(name);
    if (typeof names === 'string') {
      this.broken.push({ line, says: names });
      return;
    }
    const own = [...vars];
    for (const host of names) {
      const known = this.hosts.get(host) ?? { vars: new Map<string, string>(), line };
      this.hosts.set(host, known);
      if (port !== undefined) known.vars.set('ansible_port', port);
      for (const [key, value] of own) known.vars.set(key, value);
      this.group(groupName).hosts.add(host);
    }
  }

  /** Groups of a host, its own and those around them, without `all`. */
  groupsOf(host: string): string[] {
    const found = new Set<string>();
    const climb = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      for (const [parent, { children }] of this.groups) if (children.has(name)) climb(parent);
    };
    for (const [name, { hosts }] of this.groups) if (hosts.has(host)) climb(name);
    return [...found].filter((name) => name !== 'all' && name !== 'ungrouped');
  }

  /** As Ansible merges: from the outermost group inwards, equals by priority and name, the host's own variables last. */
  varsOf(host: string): Map<string, string> {
    const order = this.groupsOf(host)
      .map((name) => ({
        name,
        depth: this.depth(name),
        priority: Number(this.group(name).vars.get('ansible_group_priority') ?? 1),
      }))
      .toSorted((a, b) => a.depth - b.depth || a.priority - b.priority || (a.name < b.name ? -1 : 1));
    const merged = new Map(this.groups.get('all')?.vars);
    for (const name of this.groups.get('ungrouped')?.hosts.has(host) ? ['ungrouped'] : [])
      this.merge(merged, name);
    for (const { name } of order) this.merge(merged, name);
    for (const [key, value] of this.hosts.get(host)?.vars ?? []) merged.set(key, value);
    return merged;
  }

  private merge(into: Map<string, string>, name: string): void {
    for (const [key, value] of this.group(name).vars) into.set(key, value);
  }

  /** The longest way up to `all`. A circle of groups ends where it closes. */
  private depth(name: string, below: readonly string[] = []): number {
    if (below.includes(name)) return 0;
    const parents = [...this.groups].filter(
      ([parent, { children }]) => parent !== 'all' && children.has(name),
    );
    return 1 + Math.max(0, ...parents.map(([parent]) => this.depth(parent, [...below, name])));
  }
}

export interface AnsibleGroup {
  readonly vars: Map<string, string>;
  readonly hosts: Set<string>;
  readonly children: Set<string>;
}
