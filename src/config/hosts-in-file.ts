import { isHostName, nearMatches } from '../hosts/inventory.ts';
import type { HostDraft, SshDraft } from '../hosts/draft.ts';
import type { Need } from '../hosts/host.ts';
import { at, judge } from './judge.ts';
import type { Mistake } from './mistake.ts';
import type { Locations } from './locations.ts';
import { HostEntry } from './schema.ts';
import { quote } from './sentences.ts';
import type { YamlSource } from './yaml-source.ts';

/** Every entry under `hosts:`, also those with mistakes, so that a jump to one of them is not called unknown. */
export function hostsInFile(
  source: YamlSource,
  data: unknown,
  locations: Locations,
): { drafts: HostDraft[]; mistakes: Mistake[] } {
  if (data === undefined || data === null) return { drafts: [], mistakes: [] };
  if (typeof data !== 'object' || Array.isArray(data)) {
    const says = `${quote(data)}: write one key for each host, with its settings below`;
    return { drafts: [], mistakes: [at(source, ['hosts'], says)] };
  }
  const drafts: HostDraft[] = [];
  const mistakes: Mistake[] = [];
  for (const [name, raw] of Object.entries(data)) {
    const judged = judgeHost(source, name, raw);
    mistakes.push(...judged.mistakes);
    drafts.push(
      toDraft(name, judged.entry, locations, `${source.file}:${source.place(['hosts', name]).line}`),
    );
  }
  for (const hidden of source.hidden) {
    const [section, name, ...deeper] = hidden.path;
    if (section !== 'hosts' || name === undefined || deeper.length > 0) continue;
    mistakes.push(...judgeHost(hidden.source, name, hidden.data).mistakes);
  }
  return { drafts, mistakes };
}

function judgeHost(
  source: YamlSource,
  name: string,
  raw: unknown,
): { entry: HostEntry; mistakes: Mistake[] } {
  const path = ['hosts', name];
  const { value, mistakes } = judge(source, HostEntry, path, raw);
  const found = [...mistakes];
  if (!isHostName(name)) {
    found.push(
      at(source, path, 'is no host name: start with a letter or digit, then letters, digits, . _ -'),
    );
  }
  if (typeof raw === 'object' && raw !== null) {
    const ways = waysOfReaching.filter((key) => key in raw);
    const meant = Object.keys(raw).some((key) => nearMatches(key, waysOfReaching).length > 0);
    if (ways.length > 1) found.push(at(source, [...path, ...ways.slice(1, 2)], tooManyWays(ways)));
    // "adress" is reported as an unknown key already.
    if (ways.length === 0 && !meant) found.push(at(source, path, noWay));
  }
  return { entry: value ?? {}, mistakes: found };
}

const waysOfReaching = ['address', 'local', 'snapshot'];
const noWay = 'says not how to reach it: write address, or local: true, or snapshot with a path';

function tooManyWays(ways: readonly string[]): string {
  return `comes with ${ways[0]}, and a host is reached in one way only: keep ${ways.join(' or ')}`;
}

function toDraft(name: string, entry: HostEntry, locations: Locations, source: string): HostDraft {
  const rest = { name, tags: entry.tags ?? [], needs: (entry.needs ?? []).map(toNeed), source };
  const site = entry.site === undefined ? {} : { site: entry.site };
  if (entry.local) return { ...rest, ...site, via: { kind: 'local' } };
  if (entry.snapshot !== undefined) {
    return { ...rest, ...site, via: { kind: 'snapshot', path: locations.resolve(entry.snapshot) } };
  }
  return { ...rest, ...site, via: toSsh(entry, locations) };
}

function toNeed({ name, address, port }: { name: string; address: string; port?: number | undefined }): Need {
  return { name, address, ...(port !== undefined && { port }) };
}

function toSsh(entry: HostEntry, locations: Locations): SshDraft {
  const [first, ...others] = (entry.knownHostsFile ?? []).map((file) => locations.resolve(file));
  return {
    kind: 'ssh',
    address: entry.address ?? '',
    port: entry.port ?? 22,
    user: entry.user ?? locations.user,
    identityFiles: (entry.identityFile ?? []).map((file) => locations.resolve(file)),
    knownHostsFiles: first === undefined ? locations.knownHosts : [first, ...others],
    ...(entry.hostKeyAlias !== undefined && { hostKeyAlias: entry.hostKeyAlias }),
    ...(entry.jump !== undefined && { jump: { kind: 'named', name: entry.jump } }),
  };
}
