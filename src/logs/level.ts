import { afterStamp } from './stamp.ts';

export type Level = 'error' | 'warning' | 'other';

/** How bad a log line is: by the level it states, otherwise by its words. */
export function levelOf(text: string): Level {
  return readLevel(text).level;
}

/** `stated`: the line names its level itself, in whatever logger's way. */
export function readLevel(text: string): { level: Level; stated: boolean } {
  const stated = statedLevel(text);
  return stated === undefined ? { level: soundOf(text), stated: false } : { level: stated, stated: true };
}

/** The level that a logger's word or number means; nothing where it means none. */
export function levelNamed(name: string): Level | undefined {
  const word = name.toLowerCase();
  // pino and bunyan: 10 trace … 60 fatal.
  if (/^[1-9]0$/.test(word)) return Number(word) >= 50 ? 'error' : Number(word) === 40 ? 'warning' : 'other';
  if (ERROR.test(word)) return 'error';
  if (WARNING.test(word)) return 'warning';
  return OTHER.test(word) ? 'other' : undefined;
}

const ERROR =
  /^(?:e|f|err|error|eror|fatal|ftl|fail|crit|critical|crt|severe|emerg|emergency|alert|panic|dpanic)$/;
const WARNING = /^(?:w|warn|warning|wrn)$/;
const OTHER =
  /^(?:i|d|t|v|inf|info|information|informational|notice|note|log|debug|dbug|dbg|trace|trce|trc|verbose|vrb|fine|finer|finest|config|system|statement|detail|hint|context|default|unknown)$/;

/** Where loggers put the level. Further on, the same words are somebody's message. */
const HEAD = 160;

const FIELD = /\b(?:log)?(?:level|lvl|severity)["']?\s*[=:]\s*["']?(\w+)/i;
const UPPER =
  /(?:^|[\s[(|<*/:])(TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|CRIT|SEVERE|EMERG|ALERT|PANIC|LOG|DETAIL|HINT|CONTEXT|STATEMENT|INF|WRN|FTL|DBG|VRB|FINE|FINER|FINEST)(?=[\s\])|>:,*]|$)/;
/** `[error]`, `[core:error]`, `(info)`, `|warn|`; zap's `<tab>error<tab>`. */
const ENCLOSED = /[[(|<\t](?:[\w.]+:)?([A-Za-z]{3,13})[\])|>\t]/g;
/** `fail: Microsoft.AspNetCore…`, `error: …` of winston, `Warning: …`. */
const FIRST_WORD = /^([A-Za-z]{3,11}):(?:\s|$)/;
const KLOG = /^([IWEF])\d{4} \d\d:\d\d:\d\d/;
/** `1:M 22 Nov 2026 10:00:00.000 # …` */
const REDIS = /^\d+:[A-Z] \d\d? \w{3} \d{4} \S+ ([#*.-]) /;
/** RFC 5424: the remainder by 8 is the severity. */
const SYSLOG = /^<(\d{1,3})>/;

function statedLevel(text: string): Level | undefined {
  const head = text.slice(0, HEAD);
  const syslog = SYSLOG.exec(head)?.[1];
  if (syslog !== undefined) {
    const severity = Number(syslog) % 8;
    return severity <= 3 ? 'error' : severity === 4 ? 'warning' : 'other';
  }
  const klog = KLOG.exec(head)?.[1];
  if (klog !== undefined) return levelNamed(klog);
  const redis = REDIS.exec(head)?.[1];
  if (redis !== undefined) return redis === '#' ? 'warning' : 'other';
  const said = head.slice(afterStamp(head));
  const first = FIRST_WORD.exec(said)?.[1];
  const named = [first, FIELD.exec(said)?.[1], UPPER.exec(said)?.[1]];
  for (const name of named) {
    const level = name === undefined ? undefined : levelNamed(name);
    if (level !== undefined) return level;
  }
  for (const [, name = ''] of said.matchAll(ENCLOSED)) {
    const level = name.length > 2 ? levelNamed(name) : undefined;
    if (level !== undefined) return level;
  }
  return undefined;
}

/** A word of its own: not `/error.html`, `error_log`, `on-failure` or `failed=0`. */
function words(list: string): RegExp {
  return new RegExp(String.raw`(?<![\w/.=-])(?:${list})(?![\w/=-]|\.\w)`, 'i');
}

const BAD = words(
  [
    'errors?|exception|fatal|panic(?:ked)?|fail(?:ed|ure|s)?|traceback|unhandled|uncaught|refused|denied',
    "unable to|could not|couldn't|cannot|can't|not possible|must install|no such file or directory|timed out|unreachable",
    'segmentation fault|core dumped|out of memory|oom|abort(?:ed|ing)|killed',
  ].join('|'),
);
/** `NullPointerException`, `TypeError`, `ECONNREFUSED`, `ORA-12541`, `SQLSTATE[08006]`. */
const BAD_NAME =
  /[a-z](?:Error|Exception)\b|\bE(?:CONN|HOST|ACCES|ADDR|NOENT|PERM|PIPE|TIMEDOUT|MFILE)[A-Z]*\b|\bORA-\d{5}\b|\bSQLSTATE\b/;
const GOOD =
  /\b(?:no|0|zero|without|any|not an?) (?:errors?|failures?|exceptions?|failed)\b|\b(?:errors?|failures?|failed)[:=] ?0\b/i;
const DOUBTFUL = words('warn(?:ing)?|deprecated|deprecation|retry(?:ing)?');

function soundOf(text: string): Level {
  const start = text.slice(0, 2_000);
  if ((BAD.test(start) || BAD_NAME.test(start)) && !GOOD.test(start)) return 'error';
  return DOUBTFUL.test(start) ? 'warning' : 'other';
}
