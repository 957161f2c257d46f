import type { Fact, RawText } from './fact.ts';
import { type Draft, linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** A line of the unit's journal. */
export interface JournalLine {
  /** ISO 8601 with the host's offset. */
  readonly at?: string;
  /** dockerd, dockerd-current, systemd, docker… */
  readonly program?: string;
  readonly pid?: number;
  /** logrus' level of dockerd's own lines: debug, info, warning, error, fatal, panic. */
  readonly level?: string;
  /** The text; for dockerd's own lines the unescaped `msg`. */
  readonly message: string;
  /** logrus' `error="…"` field, unescaped. */
  readonly error?: string;
  /** The line as printed. */
  readonly text: string;
}

/**
 *     2018-11-22T10:15:04+0800 hz-shop dockerd[1234]: time="2018-11-22T10:15:04.1+08:00" level=error msg="Handler for POST … \"x\""
 *     2018-11-22T10:15:04+0800 hz-shop systemd[1]: docker.service: main process exited, code=exited, status=1/FAILURE
 */
export const dockerJournal: Fact<'docker-journal', readonly JournalLine[]> = {
  id: 'docker-journal',
  title: "Docker's journal",
  read: {
    kind: 'command',
    privileged: true,
    timeoutSeconds: 10,
    candidates: [
      [
        'journalctl',
        '-u',
        'docker.service',
        '-u',
        'docker.socket',
        '-u',
        'docker-latest.service',
        '-u',
        'snap.docker.dockerd.service',
        '-n',
        '500',
        '--no-pager',
        '-o',
        'short-iso',
      ],
    ],
  },
  parse: unlessFailed(parseJournal),
};

/** Not read while Docker runs: containerd's journal grows with every container, and says nothing then. */
const OF_DEPENDENCIES = `systemctl is-active -q docker.service && exit 0
exec journalctl -u containerd.service -u docker-storage-setup.service -u docker-containerd.service -n 120 --no-pager -o short-iso`;

/** What Docker's daemon waits for, in the same form. */
export const containerdJournal: Fact<'containerd-journal', readonly JournalLine[]> = {
  id: 'containerd-journal',
  title: 'the journal of containerd and of what prepares storage',
  read: { kind: 'command', privileged: true, candidates: [['sh', '-c', OF_DEPENDENCIES]] },
  parse: unlessFailed(parseJournal),
};

function parseJournal(raw: RawText) {
  const found: Draft<JournalLine>[] = [];
  for (const line of linesOf(raw.stdout)) {
    const last = found.at(-1);
    if (line.startsWith('-- ')) continue;
    // a message of several lines goes on, indented below its first
    if (/^\s/.test(line) && last !== undefined) {
      last.message += `\n${line.trim()}`;
      last.text += `\n${line}`;
    } else {
      found.push(parseLine(line));
    }
  }
  return value(found);
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d) \S+ ([^\s[:]+)(?:\[(\d+)\])?: (.*)$/;

function parseLine(text: string): Draft<JournalLine> {
  const row = LINE.exec(text);
  if (row === null) return { message: text, text };
  const [, at = '', program = '', pid, message = ''] = row;
  const fields = logfmt(message);
  return withoutUndefined({
    // `+0800`, which no parser of ISO 8601 has to take, as `+08:00`
    at: at.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
    program,
    pid: wholeNumber(pid),
    level: fields?.get('level'),
    message: fields?.get('msg') ?? message,
    error: fields?.get('error'),
    text,
  });
}

/** The fields of logrus' text form; undefined where the message is of another. */
function logfmt(message: string): Map<string, string> | undefined {
  if (!/(^| )level=\w+ /.test(message)) return undefined;
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, plain] of message.matchAll(/([\w.-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g)) {
    if (!fields.has(name)) fields.set(name, quoted === undefined ? (plain ?? '') : unquoteGo(quoted));
  }
  return fields;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** What Go's `%q` did. */
const unquoteGo = (quoted: string): string =>
  quoted.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/g, (_whole, byte, unit, plain: string) =>
    typeof (byte ?? unit) === 'string'
      ? String.fromCharCode(Number.parseInt(byte ?? unit, 16))
      : (ESCAPES[plain] ?? plain),
  );
