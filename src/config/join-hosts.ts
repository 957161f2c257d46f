import type { HostDraft, Imported } from '../hosts/draft.ts';
import type { Host } from '../hosts/host.ts';
import type { RefusedHost } from '../hosts/inventory.ts';
import { linkHosts } from '../hosts/link.ts';
import { tell } from '../text/tell.ts';
import { at } from './judge.ts';
import type { Mistake } from './mistake.ts';
import type { YamlSource } from './yaml-source.ts';

export interface JoinedHosts {
  readonly hosts: readonly Host[];
  readonly refused: readonly RefusedHost[];
  readonly notes: readonly string[];
  readonly mistakes: readonly Mistake[];
}

/** One list of unique names: the file's own entries win, then the inventories in the order in which they are named. */
export function joinHosts(
  source: YamlSource,
  written: readonly HostDraft[],
  imports: readonly Imported[],
): JoinedHosts {
  const drafts = new Map(written.map((draft) => [draft.name, draft]));
  const notes: string[] = [];
  for (const imported of imports) {
    notes.push(...imported.notes);
    for (const draft of imported.drafts) {
      const first = drafts.get(draft.name);
      if (first === undefined) drafts.set(draft.name, draft);
      else notes.push(`${draft.source}: ${draft.name} is left out, ${first.source} has the same name`);
    }
  }
  const { hosts, problems } = linkHosts([...drafts.values()]);
  const ofFile = new Set(written);
  const mistakes = problems
    .filter(({ draft }) => ofFile.has(draft))
    .map(({ draft, says }) => at(source, ['hosts', draft.name, 'jump'], tell(says, 'en')));
  const unlinked = problems
    .filter(({ draft }) => !ofFile.has(draft))
    .map(({ draft, says }): RefusedHost => ({ name: draft.name, because: says, source: draft.source }));
  const refused = [...imports.flatMap((imported) => imported.refused), ...unlinked];
  return {
    hosts,
    refused: refused.filter(({ name }) => !hosts.some((host) => host.name === name)),
    notes,
    mistakes,
  };
}
