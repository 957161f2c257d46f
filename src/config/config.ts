import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostDraft } from '../hosts/draft.ts';
import type { Environment } from './environment.ts';
import { findConfigFile, noConfigFile } from './find-file.ts';
import { hostsInFile } from './hosts-in-file.ts';
import { importHosts } from './import-hosts.ts';
import { joinHosts } from './join-hosts.ts';
import { judge } from './judge.ts';
import { knownNames } from './known-names.ts';
import { locationsFrom } from './locations.ts';
import { missingFiles } from './missing-files.ts';
import { ConfigError } from './mistake.ts';
import { namesCauses, notifyInFile } from './notify-in-file.ts';
import { FileEntry } from './schema.ts';
import { secretsInFile } from './secrets-in-file.ts';
import { readSettings } from './settings.ts';
import type { Config, WorkerConfig } from './types.ts';
import { watchInFile } from './watch-in-file.ts';
import { readYaml } from './yaml-source.ts';

export interface LoadOptions extends Environment {
  /** What `--config` says. */
  readonly file?: string;
  /** What to do where there is no file at all: a command that needs no host of an inventory goes on without. */
  readonly whenAbsent?: 'refuse' | 'empty';
  /** Key files and snapshots are opened by workers only; a process that never connects need not have them. */
  readonly files?: 'check' | 'ignore';
  /** Ids of the causes that can be named with rules of these folders; asked for only where the file names some. Absent: any id may be one. */
  readonly causes?: (folders: readonly string[]) => Promise<readonly string[] | undefined>;
}

/**
 * File, imported inventories and environment as one `Config`. Throws a `ConfigError` (code `config-invalid`) that names
 * every mistake at once, or `config-missing`.
 */
export async function loadConfig(options: LoadOptions): Promise<Config> {
  const path = findConfigFile(options.file, options);
  if (path === undefined && options.whenAbsent !== 'empty') throw noConfigFile();
  const locations = locationsFrom(options, path === undefined ? options.cwd : dirname(path));
  const text = path === undefined ? '' : await readFile(path, 'utf8');
  const source = readYaml(path === undefined ? 'ferryman.yaml' : locations.show(path), text);
  const secrets = secretsInFile(source);

  // Text that is no YAML says nothing reliable about its contents.
  const data = source.data === undefined ? {} : withoutEmptySections(source.data);
  const judged = judge(source, FileEntry, [], data);
  const entry = judged.value ?? FileEntry.parse({});
  const settings = readSettings(source, entry, options, locations);
  const written = hostsInFile(source, entry.hosts, locations);
  const imported = await importHosts(source, entry, locations, options.env);
  const joined = joinHosts(source, written.drafts, imported.files);

  const known = knownNames([...joined.hosts, ...written.drafts], joined.refused);
  const inventory = source.data === undefined || imported.mistakes.length > 0 ? undefined : known;
  const causes = namesCauses(entry.notify) ? await options.causes?.(settings.settings.rules) : undefined;
  const told = notifyInFile(source, entry.notify, { inventory, causes }, options.env);
  const watched = watchInFile(source, entry.watch, inventory, told);

  const secretPaths = new Set(secrets.map((mistake) => mistake.path));
  const mistakes = [
    ...source.mistakes,
    ...secrets,
    ...[...judged.mistakes, ...written.mistakes, ...told.mistakes, ...watched.mistakes].filter(
      (mistake) => !secretPaths.has(mistake.path),
    ),
    ...settings.mistakes,
    ...imported.mistakes,
    ...joined.mistakes,
    ...(options.files === 'ignore'
      ? []
      : missingFiles(source, servedBy(settings.settings.worker, written.drafts), locations)),
  ];
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return {
    ...(path !== undefined && { file: path }),
    hosts: joined.hosts,
    refused: joined.refused,
    notes: joined.notes,
    inventories: imported.inventories,
    ...settings.settings,
    watch: watched.watch,
    notify: told.notify,
  };
}

/** Keys for the hosts of other sites lie on other machines. */
function servedBy({ sites }: WorkerConfig, drafts: readonly HostDraft[]): HostDraft[] {
  return drafts.filter(({ site }) => !sites || site === undefined || sites.includes(site));
}

/**
 * `hosts:` with nothing below it, because everything there is commented out, is the same as no `hosts` at all. A key that
 * begins with x- is a place for anchors.
 */
function withoutEmptySections(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(
    Object.entries(data).filter(([key, value]) => value !== null && !key.startsWith('x-')),
  );
}
