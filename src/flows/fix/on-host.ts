import { FerrymanError } from '../../errors.ts';
import { LAST_LINE } from '../../fixes/script/compose.ts';
import type { Shell } from '../../ssh/shell.ts';
import { say } from '../../text/say.ts';
import { readJournal, type Journal } from './journal.ts';

export const CHANGES = '/var/lib/ferryman/changes';

/** As root, whoever is logged in. */
const AS_ROOT = `if [ "$(id -u)" = 0 ]; then exec sh "$@"; else exec sudo -n sh "$@"; fi`;

/** Also through `sudo -n`; the words are those of `sh`. */
export async function runAsRoot(
  shell: Shell,
  words: readonly string[],
  stdin: string,
  timeoutMs: number,
): Promise<{ code: number; said: string }> {
  const result = await shell.run({ argv: ['sh', '-c', AS_ROOT, 'ferryman', ...words], stdin }, { timeoutMs });
  const said = `${result.stdout}${result.stderr}`.trim();
  if (result.kind === 'exited') return { code: result.code, said };
  throw new FerrymanError(
    'no-answer',
    say`${shell.label} did not answer in ${timeoutMs / 1000} s.`,
    say`See whether the host is overloaded: ferryman doctor.`,
  );
}

/**
 * Puts files into the folder of a change, each whole or not at all; the folder itself is made with the first. May be done twice until the
 * change is prepared: what it was prepared with stays. What the host said where it could not.
 */
export async function storeChange(
  shell: Shell,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<'stored' | { readonly said: string }> {
  for (const [name, text] of Object.entries(files)) {
    const { code, said } = await runAsRoot(
      shell,
      ['-c', `${UNPREPARED}${STORE}`, 'store', `${CHANGES}/${id}`, name, String(Buffer.byteLength(text))],
      text,
      60_000,
    );
    if (code !== 0) return { said };
  }
  return 'stored';
}

const UNPREPARED = `for state in "$1"/state.*; do
  [ ! -e "$state" ] || { echo "there already: \${state##*.}"; exit 7; }
done
`;

/** The count of bytes says whether all arrived; change.sh comes last and makes the rest count. */
export const STORE = `umask 077
mkdir -p "$1" || exit 1
# Root runs what lies there.
[ -O /var/lib/ferryman ] || { echo "/var/lib/ferryman is somebody else's, who could change what is put there"; exit 1; }
chmod 700 /var/lib/ferryman "$1" && cat >"$1/.$2" && [ "$(wc -c <"$1/.$2")" -eq "$3" ] && mv "$1/.$2" "$1/$2"`;

export type ChangeCommand = 'prepare' | 'claim' | 'arm' | 'confirm';

/** What a command of the change answered; its exit codes are in frame.ts. */
export async function tellChange(
  shell: Shell,
  id: string,
  command: ChangeCommand,
  fence: number,
): Promise<{ code: number; said: string }> {
  return runAsRoot(shell, [`${CHANGES}/${id}/change.sh`, command, String(fence)], '', 90_000);
}

/** Undefined where the host knows nothing of this change. */
export async function askChange(shell: Shell, id: string): Promise<Journal | undefined> {
  const { said } = await runAsRoot(
    shell,
    [
      '-c',
      'tail -n 1 "$1" 2>/dev/null | grep -q "$2" && exec sh "$1" status',
      'ask',
      `${CHANGES}/${id}/change.sh`,
      LAST_LINE,
    ],
    '',
    30_000,
  );
  return readJournal(said);
}

/** The id of the change that is not over. */
export async function askPending(shell: Shell): Promise<string | undefined> {
  const { said } = await runAsRoot(shell, ['-c', 'readlink /var/lib/ferryman/pending'], '', 30_000);
  return /^changes\/([a-z0-9]{8,32})$/.exec(said)?.[1];
}

export async function readStored(shell: Shell, id: string, name: string): Promise<string | undefined> {
  const result = await shell.run(
    { argv: ['sh', '-c', AS_ROOT, 'ferryman', '-c', 'exec cat "$1"', 'read', `${CHANGES}/${id}/${name}`] },
    { timeoutMs: 30_000 },
  );
  return result.kind === 'exited' && result.code === 0 ? result.stdout : undefined;
}

export async function storeBeside(shell: Shell, id: string, name: string, text: string): Promise<void> {
  await runAsRoot(
    shell,
    ['-c', STORE, 'store', `${CHANGES}/${id}`, name, String(Buffer.byteLength(text))],
    text,
    30_000,
  );
}

/**
 * Starts a command of the change as a process of the host's own: it goes on where the connection, the session or the worker ends. What it
 * comes to is read from the journal.
 */
export async function letHost(shell: Shell, id: string, command: readonly string[]): Promise<void> {
  await runAsRoot(shell, ['-c', LET, 'let', id, `${CHANGES}/${id}/change.sh`, ...command], '', 30_000);
}

const LET = `id=$1; shift
if command -v systemd-run >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
  systemd-run --unit="ferryman-$id-$$" /bin/sh "$@" </dev/null >/dev/null 2>&1 && exit 0
fi
setsid sh "$@" </dev/null >/dev/null 2>&1 &`;
