import { isIP } from 'node:net';
import type { Argv, Fact, Parsed } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** What the kernel says to `ip route get`. */
export interface KernelRoute {
  readonly question: RouteQuestion;
  readonly answer:
    | {
        readonly kind: 'route';
        readonly type: string;
        readonly device?: string;
        readonly gateway?: string;
        readonly source?: string;
        readonly table?: string;
        readonly mtu?: number;
      }
    /** `Network is unreachable`, `Invalid argument`, `Permission denied`… without `RTNETLINK answers:`. */
    | { readonly kind: 'error'; readonly message: string };
  /** As printed, the question not included. */
  readonly lines: readonly string[];
}

export interface RouteQuestion {
  readonly to: string;
  /** For forwarded packets, together with the device that they come in by. */
  readonly from?: string;
  readonly iif?: string;
}

/**
 * One `ip` process answers all questions. Where it knows no batches (busybox) each gets its own, and the same line is printed
 * after a failure as iproute2 prints in a batch.
 */
const SCRIPT = `command -v ip >/dev/null || exit 127
words() {
  prefix=$1; shift
  while [ $# -ge 3 ]; do echo "$prefix$1\${2:+ from $2}\${3:+ iif $3}"; shift 3; done
}
words '# ' "$@"
if ip -force -batch - </dev/null >/dev/null 2>&1; then
  words 'route get ' "$@" | ip -force -batch - 2>&1
else
  n=0
  while [ $# -ge 3 ]; do
    n=$((n + 1))
    ip route get "$1" \${2:+from "$2"} \${3:+iif "$3"} 2>&1 || echo "Command failed -:$n"
    shift 3
  done
fi
exit 0`;

/** The command that asks the kernel. Throws a TypeError where a word is no address or no device name. */
export function askRoutes(questions: readonly RouteQuestion[]): Argv {
  for (const { to, from, iif } of questions) {
    if (isIP(to) === 0 || (from !== undefined && isIP(from) === 0)) {
      throw new TypeError(`no address: ${to} ${from ?? ''}`);
    }
    if (iif !== undefined && !/^[^\s/-][^\s/]{0,14}$/.test(iif))
      throw new TypeError(`no device name: ${iif}`);
  }
  return ['sh', '-c', SCRIPT, 'sh', ...questions.flatMap(({ to, from, iif }) => [to, from ?? '', iif ?? ''])];
}

/**
 *     # 192.168.0.2
 *     # 10.66.0.1
 *     192.168.0.2 dev eth0 src 192.168.0.50 uid 0
 *         cache
 *     RTNETLINK answers: Invalid argument
 *     Command failed -:2
 */
export const kernelRoutes: Fact<'kernel-routes', readonly KernelRoute[]> = {
  id: 'kernel-routes',
  title: 'routes that the kernel chooses',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => parseAnswers(linesOf(raw.stdout))),
};

function parseAnswers(lines: readonly string[]): Parsed<readonly KernelRoute[]> {
  const questions: RouteQuestion[] = [];
  const errors = new Map<number, string[]>();
  const answers: string[][] = [];
  let complaint: string[] = [];
  for (const line of lines) {
    const failed = /^Command failed -:(\d+)$/.exec(line);
    if (line.startsWith('# ')) {
      questions.push(questionOf(line.slice(2)));
    } else if (failed !== null) {
      errors.set(Number(failed[1]) - 1, complaint);
      complaint = [];
    } else if (/^\s/.test(line)) {
      answers.at(-1)?.push(line);
    } else if (/^(?:\w+ )?[0-9a-fA-F]*[.:][0-9a-fA-F.:]+(?:\s|$)/.test(line)) {
      answers.push([line]);
    } else {
      complaint.push(line);
    }
  }
  // answers and complaints come by two pipes in some versions: only the order within each is certain
  const found: KernelRoute[] = [];
  const unread = [...complaint];
  for (const [index, question] of questions.entries()) {
    const error = errors.get(index);
    const answer = error === undefined ? answers.shift() : undefined;
    if (error !== undefined) found.push({ question, answer: errorOf(error), lines: error });
    else if (answer !== undefined) found.push({ question, answer: routeOf(answer.join(' ')), lines: answer });
    else unread.push(`no answer for ${question.to}`);
  }
  for (const answer of answers) unread.push(...answer);
  return value(found, unread);
}

function questionOf(text: string): RouteQuestion {
  const [to = '', ...words] = text.split(' ');
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  return withoutUndefined({ to, from: after('from'), iif: after('iif') });
}

function errorOf(lines: readonly string[]): KernelRoute['answer'] {
  const message = (lines.at(-1) ?? '').replace(/^ip: /, '').replace(/^RTNETLINK answers: /, '');
  return { kind: 'error', message };
}

function routeOf(text: string): KernelRoute['answer'] {
  const words = text.trim().split(/\s+/);
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const via = after('via');
  const mtu = after('mtu');
  return withoutUndefined({
    kind: 'route' as const,
    type: /^[a-z]+$/.test(words[0] ?? '') ? (words[0] ?? '') : 'unicast',
    device: after('dev'),
    gateway: via === 'inet' || via === 'inet6' ? after(via) : via,
    source: after('src'),
    table: after('table'),
    mtu: wholeNumber(mtu === 'lock' ? after('lock') : mtu),
  });
}
