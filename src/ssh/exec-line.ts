import { isPlain, octalEscape, quoteArgv } from './quote.ts';
import { HOST_PATH } from './script.ts';
import type { Command } from './shell.ts';

/** What is sent to the login shell of a host, whichever it is (bash, csh, fish): one `exec sh -c '…'` of plain words. */
export interface ExecLine {
  readonly line: string;
  /** What is left for standard input. */
  readonly stdin: string;
}

/**
 * The line tells, after whatever the rc files print, `\n<marker> <process id>\n` on stdout and `\n<marker>\n` on stderr;
 * then the command's own output begins. `seconds` is when the host itself ends the command, should nobody be there
 * any more to do so; 0 for never.
 */
export function execLine({ argv, stdin = '' }: Command, marker: string, seconds: number): ExecLine {
  const line = argv.every(isPlain)
    ? `exec sh -c '${BEGIN}${RUN}' sh ${marker} ${seconds} ${quoteArgv(argv)}`
    : `exec sh -c '${BEGIN}eval "set -- $(printf %b "$1")"; ${RUN}' sh ${marker} ${seconds} '${octalEscape(quoteArgv(argv))}'`;
  return { line, stdin };
}

/**
 * The same for a script that would be `sh -s`: within the line it saves the round trip that standard input costs, and
 * no command in it can read the rest of it. Nothing where it is too long for one argument (128 KiB on Linux).
 */
export function execScriptLine({ argv, stdin }: Command, marker: string): ExecLine | undefined {
  if (argv.length !== 2 || argv[0] !== 'sh' || argv[1] !== '-s' || stdin === undefined) return undefined;
  // A NUL would end the argument; quoteArgv says so.
  quoteArgv([stdin]);
  const line = `exec sh -c '${BEGIN}${RUN_SCRIPT}' sh ${marker} 0 '${octalEscape(stdin)}'`;
  return line.length < 100_000 ? { line, stdin: '' } : undefined;
}

/**
 * sshd makes the login shell the leader of a session, and `exec` keeps its process id, by which all of it can be killed.
 * Another server may not: then `setsid` does. No single quote, backslash, exclamation mark or newline from here on, for
 * the sake of csh and fish.
 */
const BEGIN =
  `m=$1; n=$2; shift 2; LC_ALL=C; PATH=${HOST_PATH}:$PATH; export LC_ALL PATH; unset LANGUAGE; ` +
  '{ read -r g g g g g s </proc/$$/stat; } 2>/dev/null; ' +
  'echo; echo "$m $$"; { echo; echo "$m"; } >&2; ';

const LEAD = '[ "$g" = $$ ] || { command -v setsid >/dev/null 2>&1 && set -- setsid "$@"; }; ';

/** A `timeout` that is known to be the one of coreutils by its path: asking it would cost a process. */
const RUN =
  `${LEAD}k=/usr/bin/timeout; ` +
  'if [ $n = 0 ] || [ -L $k ] || [ $k -ef /bin/busybox ]; then :; elif [ -x $k ]; then set -- $k -k 5 $n "$@"; fi; ' +
  'exec "$@"';

const RUN_SCRIPT =
  's=$(printf %b "$1"); if [ "$g" = $$ ]; then set --; eval "$s"; exit; fi; ' +
  `set -- sh -c "$s" sh; ${LEAD}exec "$@"`;
