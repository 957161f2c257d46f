import { statSync } from 'node:fs';
import type { HostDraft } from '../hosts/draft.ts';
import { at } from './judge.ts';
import type { Locations } from './locations.ts';
import type { Mistake } from './mistake.ts';
import type { YamlSource } from './yaml-source.ts';

/** Key files and snapshots that the file names and that are not there. */
export function missingFiles(
  source: YamlSource,
  drafts: readonly HostDraft[],
  locations: Locations,
): Mistake[] {
  return drafts.flatMap(({ name, via }) => {
    switch (via.kind) {
      case 'local':
        return [];
      case 'snapshot':
        return isFile(via.path)
          ? []
          : [
              at(
                source,
                ['hosts', name, 'snapshot'],
                `${locations.show(via.path)} is not there: write the path of a snapshot`,
              ),
            ];
      case 'ssh':
        return via.identityFiles
          .filter((path) => !isFile(path))
          .map((path) =>
            at(
              source,
              ['hosts', name, 'identityFile'],
              `${locations.show(path)} is not there: write the path of a private key`,
            ),
          );
    }
    return via satisfies never;
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
