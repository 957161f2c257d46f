import { unknownDestination } from './destinations-in-file.ts';
import { at, judge } from './judge.ts';
import { hasKey, judgeList } from './judge-each.ts';
import { unknownName, type KnownNames } from './known-names.ts';
import type { Mistake } from './mistake.ts';
import type { NotifyInFile } from './notify-in-file.ts';
import type { WatchConfig } from './types.ts';
import { WatchedEntry, WatchEntry } from './watch-schema.ts';
import type { YamlSource } from './yaml-source.ts';

/** @param known absent where the inventory could not be read as a whole */
export function watchInFile(
  source: YamlSource,
  data: unknown,
  known: KnownNames | undefined,
  { notify, names, isDefaultWritten }: NotifyInFile,
): { watch: WatchConfig; mistakes: Mistake[] } {
  const judged = judge(source, WatchEntry, ['watch'], data ?? {});
  const entry = judged.value ?? WatchEntry.parse({});
  const mistakes = [...judged.mistakes];
  const section = { source, path: ['watch', 'on'], data: entry.on, mistakes };
  const items = judgeList(section, WatchedEntry, '- { on: hz-shop, ports: [30001] }');
  const on = items.map(({ path, raw, value }) => {
    const { on: name, ports, every, to } = value;
    const watchable = known && [...known.hosts, ...known.tags];
    if (watchable && !watchable.includes(name)) {
      mistakes.push(at(source, [...path, 'on'], unknownName(name, 'host or tag', watchable)));
    }
    if (to !== undefined) mistakes.push(...unknownDestination(source, [...path, 'to'], to, names));
    if (!hasKey(raw, 'to') && !isDefaultWritten && notify.routes.length === 0) {
      const says = 'says not who is told: write to with the name of a destination, or notify.default';
      mistakes.push(at(source, path, says));
    }
    return { on: name, ports, everyMs: every ?? entry.every, ...(to !== undefined && { to }) };
  });
  const { times, within, calm } = entry.flapping;
  return {
    watch: {
      everyMs: entry.every,
      wholeMs: entry.whole,
      unseenLooks: entry.unseenAfter,
      flapping: { times, withinMs: within, calmMs: calm },
      on,
    },
    mistakes,
  };
}
