import { parseTree, type Node } from 'jsonc-parser';
import { findJsonMistake } from '../facts/json-mistake.ts';
import { say, type Text } from '../text/say.ts';
import { tell } from '../text/tell.ts';

/** What Docker would make of its configuration file. */
export type ConfigContent =
  | {
      readonly kind: 'object';
      readonly value: Readonly<Record<string, unknown>>;
      readonly text: string;
      readonly mark: boolean;
    }
  /** White space at most; Docker before 23.0 does not start with it. */
  | { readonly kind: 'empty'; readonly text: string; readonly mark: boolean }
  | { readonly kind: 'invalid'; readonly because: Text };

/** @param bytes of the whole file */
export function readConfig(bytes: Buffer): ConfigContent {
  if (bytes.includes(0)) return { kind: 'invalid', because: say`it is no UTF-8 text` };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { kind: 'invalid', because: say`it is no UTF-8 text` };
  }
  const mark = text.startsWith(MARK);
  if (mark) text = text.slice(1);
  if (text.trim() === '') return { kind: 'empty', text, mark };
  const mistake = findJsonMistake(text);
  if (mistake !== undefined) {
    const comment = /^\s*(?:\/\/|\/\*|#)/m.exec(text);
    const { message, line, column } = mistake;
    return {
      kind: 'invalid',
      because:
        comment === null
          ? say`${message} at line ${line}, column ${column}`
          : say`${message} at line ${line}, column ${column} (JSON has no comments: line ${lineOf(text, comment[0], comment.index)})`,
    };
  }
  const value: unknown = JSON.parse(text);
  const tree = parseTree(text);
  if (!isRecord(value) || tree?.type !== 'object')
    return { kind: 'invalid', because: say`the whole file has to be one object, { … }` };
  const twice = keysOf(tree).find((key, index, all) => all.indexOf(key) !== index);
  if (twice !== undefined)
    return {
      kind: 'invalid',
      because: say`it has the key "${twice}" twice, and which of them counts is unsure`,
    };
  return { kind: 'object', value, text, mark };
}

/**
 * The same bytes with one key of the top level set, everything else (order, blanks, line ends, byte order mark) as it was. A file that
 * is missing or empty becomes one with this key alone.
 */
export function withKey(bytes: Buffer | undefined, key: string, value: string): Buffer {
  const content = bytes === undefined ? undefined : readConfig(bytes);
  if (content?.kind === 'invalid')
    throw new Error(`an invalid file cannot be edited: ${tell(content.because, 'en')}`);
  const mark = content?.mark === true ? MARK : '';
  if (content?.kind !== 'object') {
    const end = content?.text.includes('\r\n') === true ? '\r\n' : '\n';
    return Buffer.from(`${mark}{${end}  ${JSON.stringify(key)}: ${JSON.stringify(value)}${end}}${end}`);
  }
  return Buffer.from(mark + setKey(content.text, key, JSON.stringify(value)));
}

const MARK = '\uFEFF';

function setKey(text: string, key: string, value: string): string {
  const tree = parseTree(text);
  const properties = tree?.children ?? [];
  const written = properties.find(({ children: [name] = [] }) => name?.value === key)?.children?.[1];
  if (written !== undefined)
    return text.slice(0, written.offset) + value + text.slice(written.offset + written.length);
  const last = properties.at(-1);
  if (tree === undefined || last === undefined) {
    const open = (tree?.offset ?? 0) + 1;
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    const rest = text.slice(open).trimStart();
    return `${text.slice(0, open)}${end}  ${JSON.stringify(key)}: ${value}${end}${rest}`;
  }
  const [name, held] = last.children ?? [];
  const colon = text.slice((name?.offset ?? 0) + (name?.length ?? 0), held?.offset);
  const entry = `${JSON.stringify(key)}${/^[ \t]*:[ \t]*$/.test(colon) ? colon : ': '}${value}`;
  // Set off from the one before it as that one is from the one before.
  const before = properties.at(-2);
  const from = before === undefined ? tree.offset + 1 : before.offset + before.length;
  const blanks = /\s*$/.exec(text.slice(from, last.offset))?.[0] ?? '';
  const at = last.offset + last.length;
  const apart = before === undefined && blanks === '' && colon !== ':' ? ' ' : blanks;
  return `${text.slice(0, at)},${apart}${entry}${text.slice(at)}`;
}

function keysOf(object: Node): readonly string[] {
  return (object.children ?? []).flatMap(({ children: [key] = [] }) => {
    const name: unknown = key?.value;
    return typeof name === 'string' ? [name] : [];
  });
}

function lineOf(text: string, match: string, index: number): number {
  return text.slice(0, index + match.length).split('\n').length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
