import { unknownDestination } from './destinations-in-file.ts';
import { at } from './judge.ts';
import { hasKey, judgeList } from './judge-each.ts';
import { unknownName, type KnownNames } from './known-names.ts';
import type { Mistake } from './mistake.ts';
import { type NotifyEntry, RouteEntry } from './notify-schema.ts';
import type { RouteConfig } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

interface Around {
  /** Names of destinations. */
  readonly names: readonly string[];
  readonly usual: string | undefined;
  /** There is a destination for what no route matches, or a mistake about one. */
  readonly isDefaultWritten: boolean;
  readonly known: KnownNames | undefined;
}

/** `notify.routes`, whose destinations, tags and sites have to be there: a route that never matches tells nobody. */
export function routesInFile(
  source: YamlSource,
  { routes: data }: NotifyEntry,
  { names, usual, isDefaultWritten, known }: Around,
): { routes: RouteConfig[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const section = { source, path: ['notify', 'routes'], data, mistakes };
  const items = judgeList(section, RouteEntry, '- { tags: [prod], to: [team] }');
  const routes = items.map(({ path, raw, value }) => {
    const { to, tags, sites, causes, severities } = value;
    const told = to ?? (usual === undefined ? [] : [usual]);
    if (!isDefaultWritten && !hasKey(raw, 'to')) {
      const says = 'says not who is told: write to with names of destinations, or notify.default';
      mistakes.push(at(source, path, says));
    }
    for (const [index, name] of (to ?? []).entries()) {
      mistakes.push(...unknownDestination(source, [...path, 'to', String(index)], name, names));
    }
    mistakes.push(
      ...unknownAmong(source, [...path, 'tags'], tags, 'tag of a host', known?.tags),
      ...unknownAmong(source, [...path, 'sites'], sites, 'site of a host', known?.sites),
    );
    return {
      ...(tags && { tags }),
      ...(sites && { sites }),
      ...(causes && { causes }),
      ...(severities && { severities }),
      to: told,
    };
  });
  return { routes, mistakes };
}

function unknownAmong(
  source: YamlSource,
  path: readonly string[],
  written: readonly string[] | undefined,
  what: string,
  known: readonly string[] | undefined,
): Mistake[] {
  if (written === undefined || known === undefined) return [];
  return [...written.entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) => at(source, [...path, String(index)], unknownName(name, what, known)));
}
