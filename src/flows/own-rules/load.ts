import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

import { FerrymanError } from '../../errors.ts';
import type { Example } from '../../rules/api.ts';
import { rules as shipped } from '../../rules/index.ts';
import type { Rule } from '../../rules/rule.ts';
import { importRule } from './import-rule.ts';
import { readRule } from './read-rule.ts';

/** A rule of a team's own. */
export interface OwnRule {
  readonly rule: Rule;
  /** Absolute path. */
  readonly file: string;
  readonly examples: readonly Example[];
}

export interface OwnRules {
  readonly loaded: readonly OwnRule[];
  /** A sentence for each file that cannot be used. */
  readonly mistakes: readonly string[];
}

/** Every `*.ts`, `*.js` and `*.mjs` of the folders, without what lies in folders below them. */
export async function loadOwnRules(folders: readonly string[]): Promise<OwnRules> {
  const mistakes: string[] = [];
  const loaded: OwnRule[] = [];
  for (const folder of folders) {
    for (const file of await ruleFiles(folder, mistakes)) {
      const read = await loadOne(file);
      if (read.kind === 'mistake') mistakes.push(`${file}: ${read.sentence}`);
      else loaded.push(read);
    }
  }
  const ids = [...shipped, ...loaded.map(({ rule }) => rule)].map(({ id }) => id);
  const twice = loaded.filter(({ rule }) => ids.filter((id) => id === rule.id).length > 1);
  mistakes.push(
    ...twice.map(({ rule, file }) => `${file}: there is another rule ${rule.id}: rename the file and its id`),
  );
  return { loaded: loaded.filter((one) => !twice.includes(one)), mistakes };
}

/** The rules to judge with: the shipped ones and the team's. Throws as `ownRulesIn`. */
export async function rulesWith(folders: readonly string[]): Promise<readonly Rule[]> {
  const own = await ownRulesIn(folders);
  return [...shipped, ...own.map(({ rule }) => rule)];
}

/** The team's rules alone. Throws `own-rules-invalid` rather than leave one out silently. */
export async function ownRulesIn(folders: readonly string[]): Promise<readonly OwnRule[]> {
  const { loaded, mistakes } = await loadOwnRules(folders);
  if (mistakes.length > 0) {
    throw new FerrymanError(
      'own-rules-invalid',
      `Rules of your own cannot be used:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
      'Correct them, then: ferryman rules check',
    );
  }
  return loaded;
}

/** Ids of all causes that can be named with the rules of these folders, none of which is run; undefined where a folder cannot be read. */
export async function causeIds(folders: readonly string[]): Promise<readonly string[] | undefined> {
  const mistakes: string[] = [];
  const files = await Promise.all(folders.map((folder) => ruleFiles(folder, mistakes)));
  const own = files.flat().map((file) => idOf(file));
  return mistakes.length > 0 ? undefined : [...shipped.map(({ id }) => id), ...own];
}

function idOf(file: string): string {
  return basename(file, extname(file));
}

async function ruleFiles(folder: string, mistakes: string[]): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /\.(?:ts|js|mjs)$/.test(name) && !/\.(?:test|d)\.ts$/.test(name))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    mistakes.push(`${folder}: there is no such folder`);
    return [];
  }
}

async function loadOne(
  file: string,
): Promise<({ readonly kind: 'rule' } & OwnRule) | { readonly kind: 'mistake'; readonly sentence: string }> {
  const imported = await importRule(file);
  if (imported.kind === 'mistake') return imported;
  const read = readRule(imported.exports);
  if (read.kind === 'mistake') return read;
  const name = idOf(file);
  if (read.rule.id !== name) {
    return {
      kind: 'mistake',
      sentence: `its rule is called ${read.rule.id}: a rule's file is named by its id`,
    };
  }
  return { ...read, file };
}
