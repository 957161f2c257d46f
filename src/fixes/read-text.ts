import { parsePrefix } from '../model/prefix.ts';
import type { ConfigFile, Folder, MainProcess, PendingChange, Surroundings } from './surroundings.ts';

/** What the scripts of `read-surroundings` print, by section; absent where a section could not be run. */
export interface SurroundingsText {
  readonly access: Surroundings['access'];
  readonly programs: string;
  readonly file: string | undefined;
  readonly folders: string;
  readonly state: string;
  readonly units: string;
  readonly processes: string;
  /** Sections of which nothing whole came. */
  readonly unread: readonly string[];
}

/** From text to values; a section that said nothing leaves its value empty, and what needs it says so. */
export function surroundingsOf(text: SurroundingsText, path: string): Surroundings {
  const state = fieldsOf(text.state);
  const bootId = state.get('boot')?.[0];
  const pending = pendingOf(state);
  const programs = fieldsOf(text.programs);
  return {
    access: text.access,
    programs: Object.fromEntries(
      (programs.get('program') ?? []).map((program) => [
        program.slice(program.lastIndexOf('/') + 1),
        program,
      ]),
    ),
    validates: programs.has('validates'),
    ...(bootId !== undefined && { bootId }),
    file: text.file === undefined ? unread(path) : fileOf(text.file, path),
    folders: foldersOf(text.folders),
    ...(pending !== undefined && { pending }),
    needsDaemonReload: state.get('reload')?.includes('yes') ?? false,
    boundUnits: boundUnitsOf(text.units),
    tunnelled: (state.get('ipsec') ?? []).filter((range) => parsePrefix(range) !== undefined),
    orchestrators: [...new Set(state.get('orchestrator'))],
    processes: processesOf(text.processes),
    unread: text.unread,
  };
}

/** `name value` a line; a name may come again. */
function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, name, held = ''] = /^([a-z][a-z-]*)(?: (.*))?$/.exec(line) ?? [];
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), held]);
  }
  return found;
}

const unread = (path: string): ConfigFile => ({
  path,
  target: path,
  kind: 'unreadable',
  immutable: false,
  readOnly: false,
  beside: [],
});

const KINDS = ['file', 'missing', 'dangling', 'not-a-file', 'too-large', 'unreadable'] as const;

function fileOf(text: string, path: string): ConfigFile {
  const fields = fieldsOf(text);
  const one = (name: string) => fields.get(name)?.[0];
  const kind = KINDS.find((known) => known === one('kind')) ?? 'unreadable';
  const encoded = (fields.get('bytes') ?? []).join('');
  const [modified] = (one('modified') ?? '').split('.');
  return {
    path,
    target: one('target') ?? path,
    kind,
    ...(kind === 'file' && {
      bytes: Buffer.from(encoded, 'base64'),
      ...(one('mode') !== undefined && { mode: one('mode') ?? '' }),
      ...(modified !== '' && { modified: Number(modified) }),
    }),
    immutable: fields.has('immutable'),
    readOnly: fields.has('readonly'),
    beside: fields.get('beside') ?? [],
  };
}

/** `folder <path> <KiB> <inodes or ->` */
function foldersOf(text: string): readonly Folder[] {
  return (fieldsOf(text).get('folder') ?? []).flatMap((line): Folder[] => {
    const [, path, kib, inodes] = /^(.+) (\d+) (\d+|-)$/.exec(line) ?? [];
    if (path === undefined) return [];
    return [
      {
        path,
        availableKib: Number(kib),
        ...(inodes !== '-' && { availableInodes: Number(inodes) }),
      },
    ];
  });
}

function pendingOf(state: ReadonlyMap<string, readonly string[]>): PendingChange | undefined {
  const id = state.get('pending')?.[0];
  if (id === undefined) return undefined;
  const by = state.get('pending-by')?.[0];
  const seconds = Number(state.get('pending-since')?.[0] ?? 'none');
  return {
    id,
    state: state.get('pending-state')?.[0] ?? 'none',
    ...(Number.isFinite(seconds) && { since: new Date(seconds * 1000).toISOString() }),
    ...(by !== undefined && by !== '' && { by }),
  };
}

/** `unit <name>` and `command <what it runs>` below. */
function boundUnitsOf(text: string): Surroundings['boundUnits'] {
  const found: { name: string; commands: string[] }[] = [];
  for (const line of text.split('\n')) {
    const [, kind, words = ''] = /^(unit|command) (.+)$/.exec(line) ?? [];
    if (kind === 'unit') found.push({ name: words, commands: [] });
    if (kind === 'command') found.at(-1)?.commands.push(words);
  }
  return found;
}

/** SIGTERM is the 15th of the mask. */
const TERM = 1n << 14n;

/** `main <container id> <SigCgt in hex or -> <StopTimeout or null>` */
function processesOf(text: string): Readonly<Record<string, MainProcess>> {
  const found: Record<string, MainProcess> = {};
  for (const line of fieldsOf(text).get('main') ?? []) {
    const [, id, mask, stop] = /^([0-9a-f]+) ([0-9a-f]+|-) (\S+)$/.exec(line) ?? [];
    if (id === undefined || mask === undefined || mask === '-') continue;
    const seconds = Number(stop);
    found[id] = {
      catchesTerm: (BigInt(`0x${mask}`) & TERM) !== 0n,
      ...(stop !== 'null' && Number.isInteger(seconds) && { stopSeconds: seconds }),
    };
  }
  return found;
}
