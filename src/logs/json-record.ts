import { levelNamed, type Level } from './level.ts';

/** A line of a program that logs objects: pino, bunyan, zap, logrus, Serilog, .NET's JSON console, Logstash, MongoDB. */
export interface JsonRecord {
  readonly level?: Level;
  /** The message, and the error's where there is one. */
  readonly message: string;
  /** The stack trace, line by line. */
  readonly stack: readonly string[];
}

const LONGEST = 100_000;

/** Nothing where the line is no such object or holds no message. */
export function readJsonRecord(text: string, from: number): JsonRecord | undefined {
  if (text.charCodeAt(from) !== 0x7b || text.length > LONGEST || !text.trimEnd().endsWith('}')) {
    return undefined;
  }
  const fields = fieldsOf(text, from);
  if (fields === undefined) return undefined;
  const error = firstOf(fields, ERRORS);
  const cause = isFields(error) ? error : {};
  const said = textOf(firstOf(fields, MESSAGES));
  const why = textOf(isFields(error) ? (cause.message ?? cause.msg) : error);
  const [what = '', ...inError] = linesOf(why);
  const stack = [...linesOf(textOf(firstOf(fields, STACKS) ?? cause.stack)), ...inError];
  const message = [said, said?.includes(what) === true ? '' : what].filter(Boolean).join(': ');
  if (message === '') return undefined;
  const level = firstOf(fields, LEVELS);
  const known =
    typeof level === 'string' || typeof level === 'number' ? levelNamed(String(level)) : undefined;
  return { message, stack, ...(known !== undefined && { level: known }) };
}

const MESSAGES = ['msg', 'message', '@m', '@mt', 'Message', 'RenderedMessage', 'MessageTemplate', 'event'];
const LEVELS = ['level', 'severity', 'lvl', 'log.level', '@l', 'Level', 'LogLevel', 'levelname', 's'];
const ERRORS = ['err', 'error', 'exception', 'Exception', '@x', 'error.message', 'exc_info'];
const STACKS = [
  'stack',
  'stack_trace',
  'stacktrace',
  'stackTrace',
  'error.stack_trace',
  'errorVerbose',
  'traceback',
];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(text: string, from: number): Fields | undefined {
  try {
    const value: unknown = JSON.parse(from === 0 ? text : text.slice(from));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function firstOf(fields: Fields, names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** Elasticsearch writes the lines of a trace as an array. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.filter((line) => typeof line === 'string').join('\n');
  return typeof value === 'string' ? value : undefined;
}

function linesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split('\n').filter((line) => line.trim() !== '');
}
