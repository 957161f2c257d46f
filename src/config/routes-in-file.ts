import { unknownDestination } from './destinations-in-file.ts';
import { at } from './judge.ts';
import { hasKey, judgeList } from './judge-each.ts';
import { nearMatches } from '../hosts/inventory.ts';
import { couldNotLook, unexplained } from '../report/incident.ts';
import { unknownName, type Nameable } from './known-names.ts';
import type { Mistake } from './mistake.ts';
import { type NotifyEntry, RouteEntry } from './notify-schema.ts';
import { quote } from './sentences.ts';
import type { RouteConfig } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

interface Around {
  /** Names of destinations. */
  readonly names: readonly string[];
  readonly usual: string | undefined;
  /** There is a destination for what no route matches, or a mistake about one. */
  readonly isDefaultWritten: boolean;
  readonly known: Nameable;
}

/** `notify.routes`, whose destinations, tags, sites and causes have to be there: a route that never matches tells nobody. */
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
      ...unknownAmong(source, [...path, 'tags'], tags, 'tag of a host', known.inventory?.tags),
      ...unknownAmong(source, [...path, 'sites'], sites, 'site of a host', known.inventory?.sites),
      ...unknownCauses(source, [...path, 'causes'], causes, known.causes),
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

function unknownCauses(
  source: YamlSource,
  path: readonly string[],
  written: readonly string[] = [],
  ruled: readonly string[] | undefined,
): Mistake[] {
  if (ruled === undefined) return [];
  const known = [...ruled, unexplained, couldNotLook];
  return [...written.entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) => {
      const [near] = nearMatches(name, known);
      const instead = near === undefined ? 'ferryman rules lists them' : `did you mean ${near}?`;
      return at(source, [...path, String(index)], `${quote(name)} is no cause: ${instead}`);
    });
}
