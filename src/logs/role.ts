/** What a line is to the lines before it. */
export type Role =
  /** A message of its own. */
  | 'record'
  | 'blank'
  /** Belongs to the line before it: it is indented. */
  | 'indented'
  /** A line of a stack trace. */
  | 'frame'
  /** An exception by its name: it may belong to the message before it. */
  | 'thrown'
  /** Not indented, but speaks of what stands before it: `Caused by: …`, `DETAIL: …`. */
  | 'joint'
  /** Comes before the message that it belongs to: `Traceback (most recent call last):`. */
  | 'opening'
  /** Node's first words when it dies: `/app/index.js:3`, then the code, then the error. */
  | 'site'
  /** The program dies of this: `panic: …`, `Unhandled exception. …`. All that it says now belongs to it. */
  | 'fatal'
  /** Half a message, the other half is the next line. */
  | 'half'
  /** .NET's console logger: level and category, the message is the next line. */
  | 'category';

/** `from` is where the line's own timestamp ends. */
export function roleOf(text: string, from: number): Role {
  const isSyslog = from > 0 && SYSLOG.test(text);
  const whole = text.slice(from, from + LOOKED_AT);
  const said = isSyslog ? whole.replace(TAG, '') : whole;
  if (!/\S/.test(said)) return 'blank';
  const body = said.trimStart();
  const hangs = /^\s/.test(said);
  if (FRAME.test(body) || (hangs && INDENTED_FRAME.test(body))) return 'frame';
  if (OPENING.test(body)) return 'opening';
  if (SITE.test(said)) return 'site';
  if (JOINT.test(body)) return 'joint';
  // Loggers pad what follows a timestamp.
  if (hangs && (from === 0 || isSyslog || said.startsWith('\t'))) return 'indented';
  if (from === 0 && /^[)\]}]+[,;]?$/.test(body)) return 'joint';
  if (CATEGORY.test(body)) return 'category';
  if (FATAL.test(body)) return 'fatal';
  if (HALF.test(body)) return 'half';
  return THROWN.test(body) ? 'thrown' : 'record';
}

const LOOKED_AT = 1_000;
const SYSLOG = /^(?:<\d+>)?[A-Z][a-z]{2} /;
/** Host and program of a syslog: `web-1 orders[7]: `. */
const TAG = /^(?:[\w.-]+ )?[\w./-]+(?:\[\d+\])?: ?/;

const FRAME = new RegExp(
  [
    // .NET, Java, Node: `at Npgsql.Open(String x) in /src/a.cs:line 3`, `at com.x.Y.z(Y.java:3)`, `at /app/a.js:1:2`
    String.raw`at (?:async |new )?(?:[\w$.<>[\]\`/@, +|-]+\(|(?:file:\/\/|node:|\/)\S+:\d+)`,
    // Java: `... 12 more`, `... 12 common frames omitted`
    String.raw`\.{3} \d+ (?:more|common frames)`,
    // Python
    String.raw`File "[^"]+", line \d+`,
    // PHP, Ruby
    String.raw`#\d+ (?:\S+\(\d+\): |\{main\}|\[internal function\]|0x[0-9a-f]+ )`,
    String.raw`(?:\d+: )?from \S+:\d+:in `,
    // Go below a function
    String.raw`\S+\.go:\d+ \+0x[0-9a-f]+`,
  ]
    .map((shape) => `^(?:${shape})`)
    .join('|'),
);
/** Rust: `  3: core::panicking::panic`, `     at /rustc/…/panicking.rs:1` */
const INDENTED_FRAME = /^(?:\d+: +(?:0x[0-9a-f]+ - )?[\w<]|at \S)/;

const OPENING = /^(?:\+ Exception Group )?Traceback \(most recent call last\)/;
const SITE = /^(?:node:|file:\/\/\/|\/)\S+:\d+$/;

const JOINT = new RegExp(
  [
    // Java, .NET
    'Caused by: |Suppressed: |Wrapped by: |--- End of |---> ',
    // Python
    'During handling of the above exception|The above exception was the direct cause|\\(Background on this error',
    // Node
    'Node\\.js v\\d+\\.|npm (?:ERR!|error) ',
    // Go, Rust
    'goroutine \\d+ \\[|\\[signal SIG|created by |exit status \\d+$|note: |stack backtrace:$',
    // PHP
    'Stack trace:$|thrown in ',
    // PostgreSQL: two blanks behind the colon
    '(?:\\S+ ){0,4}(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION):  ',
  ]
    .map((shape) => `^(?:${shape})`)
    .join('|'),
);

const FATAL =
  /^(?:panic: |fatal error: |It was not possible to find any compatible framework|You must install or update \.NET|Unhandled [Ee]xception[.:]|Unhandled exception at |Unhandled rejection|Uncaught |PHP Fatal error: |Fatal error: |terminate called |\S+:\d+:in .*\(\S+\)$|APPLICATION FAILED TO START|Segmentation fault|Exception in thread )/;
const HALF = /^thread '.*' (?:\(\d+\) )?panicked at \S+$|Error: \d+, Severity: \d+, State: \d+/;
const CATEGORY = /^(?:trce|dbug|info|warn|fail|crit): \S+\[\d+\]$/;
const THROWN = /^[\w.$+]+(?:Exception|Error|Throwable|Failure)\b(?: \(\w+\))?(?::|$)/;
