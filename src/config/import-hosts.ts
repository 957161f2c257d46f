import { statSync } from 'node:fs';
import { join } from 'node:path';
import { importAnsible } from '../hosts/ansible.ts';
import type { Imported } from '../hosts/draft.ts';
import { importSshConfig } from '../hosts/ssh-config.ts';
import type { Environment } from './environment.ts';
import { at } from './judge.ts';
import type { Locations } from './locations.ts';
import type { Mistake } from './mistake.ts';
import type { FileEntry } from './schema.ts';
import type { Inventories } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reads the inventories that the file names. One that was named and is not there is a mistake; a missing ~/.ssh/config is not. */
export async function importHosts(
  source: YamlSource,
  { inventories }: Pick<FileEntry, 'inventories'>,
  locations: Locations,
  env: Environment['env'],
): Promise<{ files: Imported[]; inventories: Inventories; mistakes: Mistake[] }> {
  const { sshConfig, ansible } = inventories;
  const usual = join(locations.home, '.ssh/config');
  const paths: Inventories = {
    sshConfig:
      sshConfig === true ? [usual].filter(isFile) : (sshConfig || []).map((path) => locations.resolve(path)),
    ansible: (ansible ?? []).map((path) => locations.resolve(path)),
  };
  const context = { ...locations, env };
  const mistakes: Mistake[] = [];
  const files: Imported[] = [];
  for (const [kind, read] of [
    ['sshConfig', importSshConfig],
    ['ansible', importAnsible],
  ] as const) {
    for (const path of paths[kind]) {
      if (!isFile(path)) {
        mistakes.push(
          at(source, ['inventories', kind], `${locations.show(path)} is no file: write the path of one`),
        );
        continue;
      }
      const imported = await read(path, context);
      files.push(imported);
      mistakes.push(
        ...imported.broken.map(({ file, line, says }) => ({ file, line, column: 1, path: '', says })),
      );
    }
  }
  return { files, inventories: paths, mistakes };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
