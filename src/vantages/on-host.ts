import type { Outcome } from '../facts/snapshot.ts';
import type { PlannedAttempt } from './plan.ts';
import { ATTEMPT_TIMEOUT_MS, type TimedOutcome } from './from-worker.ts';

/**
 * Tries all attempts side by side, each in a process group of its own so that one that hangs can be killed as a whole.
 * Arguments: seconds, then number, pid (`-`: the host's own namespace), address, port, watch for each attempt. Connects by
 * bash's own /dev/tcp; on a host without bash nothing is tried, and that is said. `open` with status 0 or over 128 means
 * that the connection stayed open while it was watched.
 *
 *     3 1054.21 1054.29 open 142
 *     4 1054.21 1054.21 bash: connect: Connection refused bash: line 1: /dev/tcp/127.0.0.1/30003: Connection refused
 */
const BASH = `
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
renice -n 10 -p $$ >/dev/null 2>&1
S=; [ "$(id -u)" = 0 ] || S='sudo -n'
one='{ if [ "$3" = 0 ]; then echo open 0; else IFS= read -r -t "$3" -n 1 -u 3 x; echo "open $?"; fi; } 3<>"/dev/tcp/$1/$2"'
eval "one() $one"
try() {
  read -r begun rest </proc/uptime
  if [ "$2" = - ]; then m=$(one "$3" "$4" "$5" 2>&1)
  else
    # The namespace has a network only; what a name means is the host's business.
    case $3 in *[!0-9.]*) a=$(getent ahostsv4 "$3"); a=\${a%%[[:space:]]*};; *) a=$3;; esac
    case $a in
    ''|127.*) m="not from here: $3";;
    *) m=$($S nsenter -t "$2" -n bash -c "$one" bash "$a" "$4" "$5" 2>&1);;
    esac
  fi
  read -r ended rest </proc/uptime
  printf '%s %s %s %s\\n' "$1" "$begun" "$ended" "\${m//$'\\n'/ }"
}
set -m
limit=$1; shift
jobs=
while [ $# -ge 5 ]; do try "$1" "$2" "$3" "$4" "$5" & jobs="$jobs $!"; shift 5; done
( sleep "$limit"; for j in $jobs; do kill -9 -- "-$j"; done ) >/dev/null 2>&1 &
killer=$!
wait $jobs 2>/dev/null
kill -9 -- "-$killer" 2>/dev/null
exit 0`;

/** Seconds that an accepted connection is watched on the host: Docker's proxy accepts what it cannot serve, a database whom it turns away. */
const WATCH_SECONDS = '0.08';

const WATCHED: ReadonlySet<string> = new Set(['published-port', 'host-port', 'need', 'container-need']);

export interface HostCommand {
  readonly argv: readonly [string, ...string[]];
  readonly timeoutMs: number;
}

export function commandForAttempts(attempts: readonly PlannedAttempt[]): HostCommand {
  const seconds = ATTEMPT_TIMEOUT_MS / 1000;
  const args = attempts.flatMap(({ pid, to, about }, index) => [
    String(index),
    pid === undefined ? '-' : String(pid),
    to.address,
    String(to.port),
    WATCHED.has(about.kind) ? WATCH_SECONDS : '0',
  ]);
  return {
    argv: ['bash', '-c', BASH, 'bash', String(seconds), ...args],
    timeoutMs: ATTEMPT_TIMEOUT_MS + 5_000,
  };
}

/** An attempt that printed nothing was killed at its time-out. */
export function readAttempts(stdout: string, count: number): readonly TimedOutcome[] {
  const lines = new Map(
    stdout.split('\n').flatMap((line) => {
      const match = /^(\d+) (\S+) (\S+) ?(.*)$/.exec(line);
      return match === null ? [] : [[Number(match[1]), match] as const];
    }),
  );
  return Array.from({ length: count }, (_, index) => {
    const match = lines.get(index);
    if (match === undefined) {
      return { outcome: { kind: 'timed-out', afterMs: ATTEMPT_TIMEOUT_MS }, ms: ATTEMPT_TIMEOUT_MS };
    }
    const ms = Math.round((Number(match[3]) - Number(match[2])) * 1000);
    return { outcome: outcomeOfWords(match[4] ?? ''), ms };
  });
}

function outcomeOfWords(words: string): Outcome {
  const open = /\bopen (\d+)$/.exec(words);
  if (open !== null) {
    const status = Number(open[1]);
    return status === 0 || status > 128 ? { kind: 'connected' } : { kind: 'reset-after-accept' };
  }
  if (words.startsWith('not from here')) {
    return { kind: 'not-tried', because: 'the name leads to no IPv4 address beyond the host' };
  }
  if (/Connection refused/.test(words)) return { kind: 'refused' };
  if (/Connection timed out/.test(words)) return { kind: 'timed-out', afterMs: ATTEMPT_TIMEOUT_MS };
  if (/Connection reset/.test(words)) return { kind: 'reset-after-accept' };
  if (/Name or service not known|Temporary failure in name resolution|No address associated/.test(words)) {
    return { kind: 'unreachable', because: 'the name does not resolve on the host' };
  }
  // A blackhole says "Invalid argument", a prohibit route or rule "Permission denied".
  const unreachable =
    /(No route to host|Network is unreachable|Invalid argument|(?<=connect: )Permission denied)/.exec(words);
  if (unreachable !== null) return { kind: 'unreachable', because: unreachable[1] ?? '' };
  if (/sudo:|nsenter:.*(not permitted|Permission denied)/.test(words)) {
    return { kind: 'not-tried', because: 'not permitted to enter the namespace of the container' };
  }
  return { kind: 'not-tried', because: words.trim() || 'the attempt said nothing' };
}
