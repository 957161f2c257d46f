import { z } from 'zod';
import { destinationsInFile, unknownDestination } from './destinations-in-file.ts';
import { secretFrom, type Variables } from './environment-values.ts';
import { at, judge } from './judge.ts';
import { hasKey } from './judge-each.ts';
import type { Nameable } from './known-names.ts';
import type { Mistake } from './mistake.ts';
import { NotifyEntry } from './notify-schema.ts';
import { routesInFile } from './routes-in-file.ts';
import { smtpInFile } from './smtp-in-file.ts';
import type { DigestConfig, FeishuConfig, NotifyConfig } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

export interface NotifyInFile {
  readonly notify: NotifyConfig;
  /** Of all destinations that are written down, those with a mistake too. */
  readonly names: readonly string[];
  /** There is a destination for what no route matches, or a mistake about one. */
  readonly isDefaultWritten: boolean;
  readonly mistakes: readonly Mistake[];
}

/** A file that names none need not be held against all that there are. */
export function namesCauses(data: unknown): boolean {
  const { data: notify } = z.object({ routes: z.array(z.unknown()) }).safeParse(data);
  return notify?.routes.some((route) => hasKey(route, 'causes')) ?? false;
}

export function notifyInFile(
  source: YamlSource,
  data: unknown,
  known: Nameable,
  env: Variables,
): NotifyInFile {
  const judged = judge(source, NotifyEntry, ['notify'], data ?? {});
  const entry = judged.value ?? NotifyEntry.parse({});
  const { default: usual, hours, owner } = entry;
  const { names, ...told } = destinationsInFile(source, entry, hasKey(data, 'smtp'));
  const isDefaultWritten = hasKey(data, 'default');
  const routed = routesInFile(source, entry, { names, usual, isDefaultWritten, known });
  const digest = digestInFile(source, entry, data, names);
  const smtp = smtpInFile(source, entry, env);
  const mistakes = [
    ...judged.mistakes,
    ...told.mistakes,
    ...routed.mistakes,
    ...digest.mistakes,
    ...smtp.mistakes,
    ...(usual === undefined ? [] : unknownDestination(source, ['notify', 'default'], usual, names)),
  ];
  if (hours !== undefined && hours.from >= hours.to && (hours.from - hours.to) % 1440 === 0) {
    mistakes.push(
      at(source, ['notify', 'hours', 'to'], 'is the same as from: write another time of the day'),
    );
  }
  const webhookSecret = secretFrom(env, 'FERRYMAN_WEBHOOK_SECRET');
  const notify = {
    ...(usual !== undefined && { default: usual }),
    destinations: told.destinations,
    routes: routed.routes,
    ...(hours && { hours }),
    ...(digest.digest && { digest: digest.digest }),
    ...(smtp.smtp && { smtp: smtp.smtp }),
    feishu: feishu(entry, env),
    ...(webhookSecret && { webhookSecret }),
    ...(owner !== undefined && { owner }),
  };
  return { notify, names, isDefaultWritten, mistakes };
}

/** What working hours hold back is said in a digest, whether or not somebody asks for one: else nobody would hear of it. */
function digestInFile(
  source: YamlSource,
  { digest: entry, hours, default: usual }: NotifyEntry,
  data: unknown,
  names: readonly string[],
): { digest?: DigestConfig; mistakes: Mistake[] } {
  if (entry === undefined) {
    if (hours === undefined || usual === undefined) return { mistakes: [] };
    return { digest: { at: hours.from, zone: hours.zone, to: [usual] }, mistakes: [] };
  }
  const path = ['notify', 'digest'];
  const { at: minute, to = usual === undefined ? [] : [usual], zone = hours?.zone } = entry;
  const mistakes = (entry.to ?? []).flatMap((name, index) =>
    unknownDestination(source, [...path, 'to', String(index)], name, names),
  );
  // A mistake about the default, or about the hours, is said already.
  if (to.length === 0 && (entry.to !== undefined || !hasKey(data, 'default'))) {
    mistakes.push(at(source, path, 'says not where it goes: write to with the name of a destination'));
  }
  if (zone === undefined && !hasKey(data, 'hours')) {
    mistakes.push(at(source, path, 'says not by whose clock: write zone, with a name like Asia/Shanghai'));
  }
  return to.length === 0 || zone === undefined
    ? { mistakes }
    : { digest: { at: minute, zone, to }, mistakes };
}

function feishu(entry: NotifyEntry, env: Variables): FeishuConfig {
  const appId = secretFrom(env, 'FERRYMAN_FEISHU_APP_ID');
  const appSecret = secretFrom(env, 'FERRYMAN_FEISHU_APP_SECRET');
  return {
    url: entry.feishu.url.replace(/\/+$/, ''),
    ...(appId && { appId }),
    ...(appSecret && { appSecret }),
  };
}
