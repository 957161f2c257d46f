import { randomBytes } from 'node:crypto';
import { FerrymanError } from '../errors.ts';
import { say, type Text } from '../text/say.ts';
import { quoteArgv, quoteWord } from './quote.ts';

export { readSections, type SectionResult } from './read-sections.ts';

export type Argv = readonly [string, ...string[]];

/** One thing to run in the one script of a host. */
export interface Section {
  /** Unique in the script. */
  readonly id: string;
  /** In order of preference; the first whose program exists on the host runs. */
  readonly candidates: readonly Argv[];
  /** Needs root: other users run it through `sudo -n`. */
  readonly privileged?: boolean;
  /** Whole seconds, on the host, where it has `timeout`. Default 5. */
  readonly timeoutSeconds?: number;
}

/** A marker that no output can hold by chance. */
export function newMarker(): string {
  return `frame${randomBytes(12).toString('hex')}`;
}

/** Where a login without root finds no sbin in its PATH, `ip` and `iptables` would seem to be absent. */
export const HOST_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

/**
 * One POSIX script (dash, bash, busybox ash) that runs every section after the other and frames what each prints, for
 * `readSections`. It writes no file on the host, reads nothing from standard input, and lowers its own priority. A
 * section that never ends is cut by `timeout` where the host has one. Throws `bad-script` for a marker that isn't
 * letters and digits, or for a repeated id.
 */
export function composeScript(sections: readonly Section[], marker: string): string {
  if (!/^[A-Za-z0-9]{8,}$/.test(marker)) {
    throw badScript(say`The marker ${JSON.stringify(marker)} is not eight or more letters and digits.`);
  }
  const ids = new Set(sections.map((section) => section.id));
  if (ids.size !== sections.length) throw badScript(say`Two sections of one script have the same id.`);
  return [
    prelude(marker),
    ...(sections.some((section) => section.privileged) ? [SUDO] : []),
    ...sections.map(composeSection),
    `printf '\\n%s z\\n' "$M"`,
    '',
  ].join('\n');
}

/**
 * Frames: `b` a section begins and its stdout follows, `e` it has ended and its stderr follows, `d` sudo refused and
 * its words follow, then `o` and the stdout of the same without sudo, `a` nothing to run, `z` the end. No line of the
 * script itself begins with the marker, so a section may print it (`ps`).
 */
function prelude(marker: string): string {
  return `M=${marker}
LC_ALL=C; PATH=${HOST_PATH}:$PATH; export LC_ALL PATH
unset LANGUAGE
renice -n 10 -p $$ >/dev/null 2>&1
h() { command -v "$1" >/dev/null 2>&1; }
u() { t=0; { read -r t x </proc/uptime; } 2>/dev/null; }
T=
k=/usr/bin/timeout
if [ -x $k ] && [ ! -L $k ] && [ ! $k -ef /bin/busybox ]; then T="$k -k 1"
elif timeout -k 1 1 true; then T='timeout -k 1'
elif timeout 1 true; then T=timeout
elif timeout -t 1 true; then T='timeout -t'
fi >/dev/null 2>&1
b() { printf '\\n%s b %s\\n' "$M" "$1"; }
x() { { e=$("$@" 2>&1 >&3 3>&- </dev/null); s=$?; } 3>&1; }
f() { u; printf '\\n%s e %s %s %s %s\\n%s' "$M" "$s" "$1" "$2" "$t" "$e"; }
go() { b "$1"; l=$2; shift 2; u; v=$t
if [ -n "$T" ]; then x $T $l "$@"; else x "$@"; l=0; fi; f $l $v; }`;
}

/**
 * As root nothing changes. Otherwise `sudo -n timeout … program` where the sudoers allow `timeout`, else
 * `timeout … sudo -n program` (sudo hands a TERM on, but not a KILL); where sudo refuses, its words and the program's
 * output without root. Each refusal is a line in the host's log and may be a mail to root, so sudo is not asked again
 * once it has nothing at all for this user. Of a user with a list of single commands it also says that a password is
 * required, for each that is not on it; whether there is such a list `sudo -n -l` tells (`listpw=any`, sudo's default).
 */
const SUDO = `N='
'
U=; while read -r n i j q; do case $n in Uid:) U=$j; break;; esac; done </proc/self/status
[ -n "$U" ] || U=$(id -u)
S= R= A= L=
if [ "$U" != 0 ] && h sudo; then S='sudo -n'
if [ -n "$T" ] && sudo -n -l \${T%% *} >/dev/null 2>&1 </dev/null; then S='sudo -n +'; fi; fi
p() { if [ "$U" = 0 ]; then go "$@"; return; fi
b "$1"; w=$2; l=$w; shift 2; u; v=$t
case $S in
'') s=1; e='sudo: not installed';;
'!') s=1; e=$R;;
*+) x sudo -n $T $l "$@";;
*) if [ -n "$T" ]; then x $T $l sudo -n "$@"; else x sudo -n "$@"; l=0; fi;;
esac
q=$e
case $q in 'sudo: unable to resolve host'*"$N"*) q=\${q#*"$N"};; 'sudo: unable to resolve host'*) q=;; esac
[ "$s" != 0 ] || q=
case $q in
*'sudo: '*|*'Sorry, user '*|*'sudoers'*|*'may not run sudo'*) ;;
*) A=1; f $l $v; return;;
esac
case $S$q in
'!'*) ;;
*'not in the sudoers'*|*'may not run sudo'*) S='!' R=$q;;
*'password is required'*) if [ -z "$A$L" ]; then L=1
case $(sudo -n -l 2>&1 </dev/null) in
*'password is required'*|*'not in the sudoers'*|*'may not run sudo'*) S='!' R=$q;;
esac; fi;;
esac
printf '\\n%s d\\n%s\\n%s o\\n' "$M" "$q" "$M"
l=$w; u; v=$t
if [ -n "$T" ]; then x $T $l "$@"; else x "$@"; l=0; fi; f $l $v; }`;

function composeSection(section: Section): string {
  const seconds = Math.max(1, Math.ceil(section.timeoutSeconds ?? 5));
  const [first] = section.candidates;
  if (first === undefined) throw badScript(say`Section ${section.id} has no command.`);
  const branches = section.candidates.map((argv, index) => {
    const begun = quoteWord(frameText({ id: section.id, argv }));
    const run = section.privileged ? 'p' : 'go';
    return `${index === 0 ? 'if' : 'elif'} h ${quoteWord(argv[0])}; then ${run} ${begun} ${seconds} ${quoteArgv(argv)}`;
  });
  const absent = quoteWord(
    frameText({ id: section.id, programs: section.candidates.map(([program]) => program) }),
  );
  return `${branches.join('\n')}\nelse printf '\\n%s a %s\\n' "$M" ${absent}; fi`;
}

/** One line of ASCII, whatever the ids and arguments hold. */
function frameText(frame: object): string {
  return JSON.stringify(frame).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function badScript(sentence: Text): FerrymanError {
  return new FerrymanError('bad-script', sentence, say`This is a mistake in Ferryman, please report it.`);
}
