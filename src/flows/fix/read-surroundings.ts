import { say } from '../../text/say.ts';
import { surroundingsOf } from '../../fixes/read-text.ts';
import type { Surroundings } from '../../fixes/surroundings.ts';
import {
  composeScript,
  newMarker,
  readSections,
  type Section,
  type SectionResult,
} from '../../ssh/script.ts';
import type { Shell } from '../../ssh/shell.ts';
import { FILE, FOLDERS, PROCESSES, PROGRAMS, STATE, UNITS } from './surroundings-scripts.ts';

/** What is to be looked at; the paths come from the diagnosis. */
export interface Asked {
  /** Docker's configuration file. */
  readonly file: string;
  /** `docker.service` */
  readonly unit: string;
  readonly dockerRoot: string;
  /** Absolute path, where the diagnosis found one. */
  readonly dockerd?: string;
  /** Containers that run: id and process id. */
  readonly containers: readonly { readonly id: string; readonly pid: number }[];
}

const TIMEOUT_MS = 30_000;

/**
 * Reads what only a change has to know, by the root that would do it, in one script; nothing is written. The bytes of Docker's
 * configuration file come as base64 and stay in this process.
 */
export async function readSurroundings(
  shell: Shell,
  asked: Asked,
  signal?: AbortSignal,
): Promise<Surroundings> {
  const marker = newMarker();
  const containers = asked.containers.flatMap(({ id, pid }) => [id, String(pid)]);
  const sections: Section[] = [
    { id: 'access', privileged: true, candidates: [['sh', '-c', 'id -u']] },
    {
      id: 'programs',
      candidates: [['sh', '-c', PROGRAMS, 'sh', asked.dockerd ?? 'dockerd']],
      timeoutSeconds: 10,
    },
    { id: 'file', privileged: true, candidates: [['sh', '-c', FILE, 'sh', asked.file]] },
    {
      id: 'folders',
      privileged: true,
      candidates: [['sh', '-c', FOLDERS, 'sh', folderOf(asked.file), '/var/lib/ferryman', asked.dockerRoot]],
    },
    { id: 'state', privileged: true, candidates: [['sh', '-c', STATE, 'sh', asked.unit]] },
    {
      id: 'units',
      privileged: true,
      candidates: [['sh', '-c', UNITS, 'sh', asked.unit]],
      timeoutSeconds: 10,
    },
    {
      id: 'processes',
      privileged: true,
      candidates: [['sh', '-c', PROCESSES, 'sh', ...containers]],
      timeoutSeconds: 15,
    },
  ];
  const result = await shell.run(
    { argv: ['sh', '-s'], stdin: composeScript(sections, marker) },
    { timeoutMs: TIMEOUT_MS, ...(signal && { signal }) },
  );
  signal?.throwIfAborted();
  const read = readSections(result.stdout, marker);
  return surroundingsOf(
    {
      access: accessOf(read.get('access')),
      programs: textOf(read.get('programs')) ?? '',
      file: textOf(read.get('file')),
      folders: textOf(read.get('folders')) ?? '',
      state: textOf(read.get('state')) ?? '',
      units: textOf(read.get('units')) ?? '',
      processes: textOf(read.get('processes')) ?? '',
      unread: sections.flatMap(({ id }) => (read.get(id)?.kind === 'ran' ? [] : [id])),
    },
    asked.file,
  );
}

function accessOf(section: SectionResult | undefined): Surroundings['access'] {
  if (section?.kind === 'denied') return { kind: 'refused', because: section.because };
  if (section?.kind !== 'ran' || section.stdout.trim() !== '0')
    return { kind: 'refused', because: say`it could not be tried` };
  // The script of a user who is root calls the program itself.
  return { kind: 'root' };
}

function textOf(section: SectionResult | undefined): string | undefined {
  return section?.kind === 'ran' ? section.stdout : undefined;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';
