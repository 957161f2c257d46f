import type { Fact } from './fact.ts';
import { unlessFailed, value } from './parsed.ts';

export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** `192.168.0.20	db.internal db` */
export const hostsFile: Fact<'hosts-file', readonly HostsEntry[]> = {
  id: 'hosts-file',
  title: 'hosts file',
  read: { kind: 'command', candidates: [['cat', '/etc/hosts']] },
  parse: unlessFailed((raw) => {
    const found: HostsEntry[] = [];
    const unread: string[] = [];
    for (const [index, line] of raw.stdout.split('\n').entries()) {
      const text = line.replace(/#.*$/, '').trim();
      if (text === '') continue;
      const [address = '', ...names] = text.split(/\s+/);
      if (names.length === 0 || !/^[0-9a-fA-F.:]+(%\w+)?$/.test(address)) unread.push(line);
      else found.push({ address, names, line: index + 1, text: line.trim() });
    }
    return value(found, unread);
  }),
};
