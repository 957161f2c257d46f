import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readImports, type Import } from './imports.ts';

/** What a room may see. `type:` allows only `import type`; a path allows only that file. */
export interface Law {
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** Rooms and files that everyone may see. */
  readonly everyone: readonly string[];
  /** May see everything; nobody may see it. */
  readonly root: string;
  /** Package → rooms that may use it; `type:` as above. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** The only file that imports what is known at run time: rules of a team's own. */
  readonly computed: string;
  /** The only room that reads the environment. */
  readonly environment: string;
  /** The only room that calls Slack's `chat.*`. */
  readonly chat: string;
  /** Rooms without input and output: none of Node's modules for it. */
  readonly pure: readonly string[];
}

export interface Judgement {
  readonly violations: readonly string[];
  /** How many files of each room were read. */
  readonly read: Readonly<Record<string, number>>;
}

const inputAndOutput =
  /^(?:node:)?(?:fs|child_process|http|https|http2|dns|dgram|tls|cluster|worker_threads|readline|repl|os|timers)(?:\/|$)/;

/** Reads every module of a checkout and says which break the law, as `file:line sentence`. */
export function judge(checkout: string, law: Law): Judgement {
  const violations: string[] = [];
  const read: Record<string, number> = {};
  for (const file of sources(checkout)) {
    const room = roomOf(file);
    read[room] = (read[room] ?? 0) + 1;
    if (!(room in law.rooms) && room !== law.root && !law.everyone.includes(room)) {
      violations.push(`${file}: no row of the import law names ${room}`);
      continue;
    }
    const { from, environment, chat } = readImports(join(checkout, file));
    for (const one of from) {
      const complaint = complaintAbout(checkout, file, room, one, law);
      if (complaint !== undefined) violations.push(`${file}:${one.line} ${complaint}`);
    }
    if (room !== law.environment)
      violations.push(...environment.map((line) => `${file}:${line} reads process.env`));
    if (room !== law.chat) violations.push(...chat.map((line) => `${file}:${line} calls chat.*`));
  }
  return { violations, read };
}

function sources(checkout: string): string[] {
  return ['src', 'commands', 'workers']
    .filter((folder) => existsSync(join(checkout, folder)))
    .flatMap((folder) =>
      readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.[cm]?tsx?$/.test(file) && !isTest(file))
    .toSorted((one, other) => one.localeCompare(other));
}

function isTest(file: string): boolean {
  return file.startsWith('test/') || /\.test\.[cm]?tsx?$/.test(file);
}

/** `src/facts/routes.ts` → facts, `commands/diagnose.ts` → commands, `src/cli.ts` → cli, `src/errors.ts` → errors. */
function roomOf(file: string): string {
  const [top = '', inner = ''] = file.split('/');
  return top === 'src' ? inner.replace(/\.[cm]?tsx?$/, '') : top;
}

function complaintAbout(
  checkout: string,
  file: string,
  room: string,
  one: Import,
  law: Law,
): string | undefined {
  const { specifier } = one;
  if (specifier === undefined) {
    return file === law.computed ? undefined : 'imports something computed: nobody can say what';
  }
  if (!specifier.startsWith('.')) return aboutPackage(room, specifier, one, law);
  const path = resolve(checkout, dirname(file), specifier);
  const target = relative(checkout, path).split(sep).join('/');
  if (!existsSync(path) || !statSync(path).isFile()) return `imports ${specifier}, which is no file`;
  if (target.startsWith('..')) return `imports ${target}, outside of the checkout`;
  if (target.endsWith('.json')) return undefined;
  if (isTest(target)) return `imports ${target}, which is a test`;
  const other = roomOf(target);
  if (other === room || law.everyone.includes(other)) return undefined;
  if (other === law.root) return `imports ${target}: nothing imports ${law.root}`;
  if (room === law.root) return undefined;
  const allowed = (law.rooms[room] ?? []).some((entry) => admits(entry, [other, target], one.typeOnly));
  return allowed
    ? undefined
    : `imports ${target}: ${room} must not see ${other}${one.typeOnly ? '' : ' at run time'}`;
}

function aboutPackage(room: string, specifier: string, one: Import, law: Law): string | undefined {
  if (law.pure.includes(room) && !one.typeOnly && inputAndOutput.test(specifier)) {
    return `imports ${specifier}: ${room} does no input and output`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const users = law.packages[name];
  if (!users || users.some((entry) => admits(entry, [room, 'everyone'], one.typeOnly))) return undefined;
  return `imports ${name}: only ${users.join(', ')} may`;
}

function admits(entry: string, names: readonly string[], typeOnly: boolean): boolean {
  return (
    names.includes(entry) ||
    (typeOnly && entry.startsWith('type:') && names.includes(entry.slice('type:'.length)))
  );
}
