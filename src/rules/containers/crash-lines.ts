import type { LogLine } from '../../facts/docker-logs.ts';
import { say } from '../../text/say.ts';
import type { Quoted } from '../evidence.ts';
import { failedByItself } from './log-cause.ts';
import type { Trouble } from './trouble.ts';

/** What decides in the log of a run that crashed. */
export interface CrashLines {
  /** `stack`: an exception with its trace, of one of the usual runtimes; `message`: a line that calls itself an error. */
  readonly kind: 'stack' | 'message';
  /** The line that says what went wrong. */
  readonly head: LogLine;
  /** With the frames that belong to it, cut in the middle where there are many. */
  readonly lines: readonly Quoted[];
}

/**
 *     Unhandled exception. System.InvalidOperationException: …        .NET, followed by `   at TopApi.Startup…`
 *     Exception in thread "main" java.lang.IllegalStateException: …   Java, followed by `\tat …` and `Caused by: …`
 *     Traceback (most recent call last):                              Python, its exception comes last
 *     TypeError: Cannot read properties of undefined                  Node, followed by `    at …`
 *     panic: runtime error: …                                         Go, followed by `goroutine 1 [running]:`
 *     thread 'main' panicked at src/main.rs:4:5:                      Rust
 *     /app/lib/boot.rb:7:in `load': no such key (KeyError)            Ruby, followed by `\tfrom …`
 *     PHP Fatal error:  Uncaught PDOException: …                      PHP, followed by `#0 …`
 */
const STACK_HEAD =
  /^\s*(?:Unhandled [Ee]xception|Exception in thread|Traceback \(most recent call last\)|panic: |fatal error: (?!.*: No such file)|goroutine \d+ \[running\]|thread '[^']*' panicked|(?:PHP )?Fatal error: +Uncaught|(?:Uncaught )?(?:[\w$.]*[a-z0-9_]\.)?[A-Z]\w*(?:Error|Exception|Fault)(?:\b.*)?: )|: .*\((?:\w+::)*[A-Z]\w*(?:Error|Exception)\)$/;

const FRAME =
  /^\s+(?:at |File "|from |\.\.\. \d+ more|--- End|---> |\^|\S+:\d+)|^\t|^(?:Caused by: |goroutine \d|#\d+ |\s+--->|created by |main\.|\S+\(.*\)$|exit status \d)/;

/** A line by which an application says itself that it gives up. */
const MESSAGE =
  /\b(?:fatal|panic|critical|crit|emerg|error|err|exception|failed|failure|cannot|can't|could not|unable to|aborted|segmentation fault|invalid|refused|denied|not found|no such)\b|异常|错误|失败/i;

const MOST_LINES = 14;

export function findCrash(log: readonly LogLine[]): CrashLines | undefined {
  // Go leaves a line empty between its panic and the goroutine.
  const lines = log.filter(({ text }) => text.trim() !== '');
  const trace = lines.findLastIndex(({ text }) => STACK_HEAD.test(text));
  if (trace >= 0) {
    const first = beginOf(lines, trace);
    let end = trace + 1;
    while (end < lines.length && belongs(lines[end])) end += 1;
    const block = lines.slice(first, end);
    // Python says what went wrong below its trace, all others above.
    const python = /^\s*Traceback/.test(block[0]?.text ?? '');
    const head = python ? (block.findLast(({ text }) => /^\S/.test(text)) ?? block[0]) : block[0];
    if (head !== undefined) return { kind: 'stack', head, lines: cut(block) };
  }
  const at = lines.findLastIndex(({ text }) => MESSAGE.test(text));
  const head = lines[at];
  if (head === undefined) return undefined;
  return { kind: 'message', head, lines: lines.slice(Math.max(0, at - 4), at + 4) };
}

/** Ends by a signal, of which the process itself says nothing. */
const BY_SIGNAL = new Set([130, 132, 134, 135, 136, 137, 139, 143]);

/**
 * It gave up of its own accord. .NET aborts (134) after an exception, so that a trace outweighs the signal. A loop whose log
 * holds no error at all is told as a loop.
 */
export function crashedByItself(trouble: Trouble): boolean {
  const { end, lines, loops } = trouble;
  if (!failedByItself(trouble) || end?.exitCode === undefined || end.exitCode === 0) return false;
  const crash = findCrash(lines);
  if (crash?.kind === 'stack') return true;
  if (BY_SIGNAL.has(end.exitCode)) return false;
  return crash !== undefined || !loops;
}

/** Python's exception stands below its trace, Go's goroutine below the panic. */
function beginOf(lines: readonly LogLine[], trace: number): number {
  const textAt = (index: number) => lines[index]?.text ?? '';
  if (textAt(trace).startsWith('goroutine '))
    return /^(?:panic|fatal error): /.test(textAt(trace - 1)) ? trace - 1 : trace;
  let above = trace - 1;
  while (above >= 0 && /^\s/.test(textAt(above))) above -= 1;
  return /^\s*Traceback/.test(textAt(above)) ? above : trace;
}

function belongs(line: LogLine | undefined): boolean {
  return line !== undefined && FRAME.test(line.text);
}

/** The head, what caused it, and the innermost frames decide; what lies between is plumbing. */
function cut(block: readonly LogLine[]): readonly Quoted[] {
  if (block.length <= MOST_LINES) return block;
  const first = block.slice(0, 6);
  const causes = block.slice(6, -4).filter(({ text }) => /^\s*(?:Caused by: |---> )/.test(text));
  const left = block.length - 6 - 4 - causes.length;
  return [...first, ...causes, { text: say`… ${left} more lines …` }, ...block.slice(-4)];
}
