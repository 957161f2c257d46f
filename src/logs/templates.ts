/**
 * Groups messages whose words differ in the variable parts only: Drain, as published in He, Zhu, Zheng and Lyu, "Drain: An
 * Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017. A tree of fixed depth leads by the number of words and by the
 * first of them to a few groups, with which a message is compared word by word. Different from the publication: plain
 * words lead, words that a group leaves open say nothing about likeness, and groups that nobody sees again are forgotten.
 */
export interface Template<Data> {
  /** `<*>` where the words of its messages differ. */
  words: readonly string[];
  /** Which way through the tree leads to it. It never changes. */
  readonly path: readonly number[];
  /** What its first message was told by, as a number: the same for others like it, however the tree has grown since. */
  readonly origin: number;
  /** What the caller keeps of the group. */
  readonly data: Data;
}

export interface TemplateOptions<Data> {
  /** How many templates there may be; the least of them are forgotten then. */
  readonly limit: number;
  /** Of two, the one with less is forgotten. */
  readonly worth: (data: Data) => number;
  readonly onForgotten: (template: Template<Data>) => void;
}

type NewData<Data> = (origin: number) => Data;

export interface Templates<Data> {
  /** The group of this message, widened so that it fits; a new one where it is like none. Never one that is set `apart`. */
  learn(words: readonly string[], apart: string, newData: NewData<Data>): Template<Data>;
  /** The same, but nothing where the caller wants no new group: the message is passed over. */
  learn(
    words: readonly string[],
    apart: string,
    newData: NewData<Data | undefined>,
  ): Template<Data> | undefined;
  all(): readonly Template<Data>[];
}

export const VARIABLE = '<*>';

/** How many words lead through the tree. With three the names of people and hosts part what belongs together. */
const DEPTH = 2;
/** Words that have to be equal, of those that the template holds to. */
const ALIKE = 0.7;
/** Different words at one place of the tree (the publication's maxChild); those that come later share a branch. */
const BRANCHES = 100;
/** Templates at one leaf: each message is compared with all of them. */
const AT_ONE_LEAF = 30;

interface Branch<Data> {
  /** Absent at a leaf: making a map for each costs more than all else where every line leads to a new one. */
  below: Map<number, Branch<Data>> | undefined;
  templates: Known<Data>[];
}

/** Words are compared by their marks: in a log whose lines are nearly all unique, each meets all templates of a leaf in vain. */
interface Known<Data> extends Template<Data> {
  marks: Int32Array;
}

export function createTemplates<Data>({ limit, worth, onForgotten }: TemplateOptions<Data>): Templates<Data> {
  const root: Branch<Data> = { below: undefined, templates: [] };
  /** In the order in which they were learnt. */
  const known = new Set<Known<Data>>();

  function learn(words: readonly string[], apart: string, newData: NewData<Data>): Template<Data>;
  function learn(
    words: readonly string[],
    apart: string,
    newData: NewData<Data | undefined>,
  ): Template<Data> | undefined {
    const marks = marksOf(words);
    const keys = keysOf(words, marks, apart);
    const leaf = leafOf(root, keys);
    const like = leaf && mostAlike(leaf.templates, marks);
    if (like !== undefined) {
      widen(like, words);
      return like;
    }
    const origin = keys.reduce((all, key) => Math.imul(all, 31) + key, 0) | 0;
    const data = newData(origin);
    if (data === undefined) return undefined;
    if (leaf !== undefined && leaf.templates.length >= AT_ONE_LEAF) forget(least(leaf.templates, worth));
    if (known.size >= limit) forget(least([...known], worth));
    const template = { words, marks, path: grow(root, keys), origin, data };
    leafOf(root, template.path)?.templates.push(template);
    known.add(template);
    return template;
  }

  function forget(templates: readonly Known<Data>[]): void {
    for (const template of templates) {
      remove(root, template, 0);
      known.delete(template);
      onForgotten(template);
    }
  }

  return { learn, all: () => [...known] };
}

const PLAIN = /^[A-Za-z][a-z'-]+[,.;!]?$/;

/**
 * What leads through the tree: how many words there are, and the first of them. What stands at the beginning of a message says little
 * about it (the level, the thread, the logger, the host), so words of plain language go first.
 */
function keysOf(words: readonly string[], marks: Int32Array, apart: string): readonly number[] {
  const keys = [(Math.imul(markOf(apart), 31) + words.length) | 0];
  for (let i = 0; i < words.length && keys.length <= DEPTH; i += 1) {
    if (PLAIN.test(words[i] ?? '')) keys.push(marks[i] ?? OPEN);
  }
  const plain = keys.slice(1);
  for (let i = 0; i < words.length && keys.length <= DEPTH; i += 1) {
    const mark = marks[i] ?? OPEN;
    if (!plain.includes(mark)) keys.push(mark);
  }
  return keys;
}

/** Where the template of these leads would be, if that place is there. */
function leafOf<Data>(root: Branch<Data>, keys: readonly number[]): Branch<Data> | undefined {
  let branch: Branch<Data> | undefined = root;
  for (let depth = 0; depth < keys.length && branch !== undefined; depth += 1) {
    branch = branch.below?.get(keyAt(branch, keys[depth] ?? OPEN, depth));
  }
  return branch;
}

/** Makes that place where it is not there; the way that leads to it. */
function grow<Data>(root: Branch<Data>, keys: readonly number[]): readonly number[] {
  let branch = root;
  return keys.map((mark, depth) => {
    const key = keyAt(branch, mark, depth);
    branch.below ??= new Map();
    const next = branch.below.get(key) ?? { below: undefined, templates: [] };
    branch.below.set(key, next);
    branch = next;
    return key;
  });
}

/** Words share a branch where there are too many of them; lengths never do. */
function keyAt<Data>({ below }: Branch<Data>, mark: number, depth: number): number {
  return depth === 0 || below === undefined || below.size < BRANCHES || below.has(mark) ? mark : OPEN;
}

/** Takes the branches along that nothing is left on. */
function remove<Data>(branch: Branch<Data>, template: Known<Data>, depth: number): void {
  const key = template.path[depth];
  if (key === undefined) {
    branch.templates = branch.templates.filter((other) => other !== template);
    return;
  }
  const next = branch.below?.get(key);
  if (next === undefined) return;
  remove(next, template, depth + 1);
  if (next.templates.length === 0 && (next.below?.size ?? 0) === 0) branch.below?.delete(key);
}

/** A tenth of them; of those that are worth the same, the oldest. */
function least<Data>(
  templates: readonly Known<Data>[],
  worth: (data: Data) => number,
): readonly Known<Data>[] {
  return templates
    .toSorted((one, other) => worth(one.data) - worth(other.data))
    .slice(0, Math.ceil(templates.length / 10));
}

const OPEN = 0;

/** A number for each word; two words that share one by chance are not to be expected, and are told apart in `widen`. */
function marksOf(words: readonly string[]): Int32Array {
  const marks = new Int32Array(words.length);
  for (let i = 0; i < words.length; i += 1) marks[i] = markOf(words[i] ?? '');
  return marks;
}

function markOf(word: string): number {
  if (word === VARIABLE) return OPEN;
  let mark = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i += 1) mark = Math.imul(mark ^ word.charCodeAt(i), 0x01000193);
  return mark === OPEN ? 1 : mark;
}

function mostAlike<Data>(templates: readonly Known<Data>[], marks: Int32Array): Known<Data> | undefined {
  let best: Known<Data> | undefined;
  let most = ALIKE;
  for (const template of templates) {
    const alike = likeness(template.marks, marks);
    if (alike < most || (alike === most && best !== undefined)) continue;
    best = template;
    most = alike;
  }
  return best;
}

/** Of the words that the template holds to, how many are there; 0 as soon as it is plain that they are too few. */
function likeness(template: Int32Array, marks: Int32Array): number {
  const bearable = Math.floor((1 - ALIKE) * template.length);
  let same = 0;
  let different = 0;
  for (let i = 0; i < template.length; i += 1) {
    const mark = template[i];
    if (mark === OPEN) continue;
    if (mark === marks[i]) same += 1;
    else {
      different += 1;
      if (different > bearable) return 0;
    }
  }
  return same + different === 0 ? 1 : same / (same + different);
}

function widen<Data>(template: Known<Data>, words: readonly string[]): void {
  if (template.words.every((word, i) => word === VARIABLE || word === words[i])) return;
  template.words = template.words.map((word, i) => (word === words[i] ? word : VARIABLE));
  template.marks = marksOf(template.words);
}
