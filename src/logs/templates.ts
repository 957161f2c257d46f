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
  readonly path: readonly string[];
  /** What its first message was told by: the same for others like it, however the tree has grown since. */
  readonly origin: string;
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

export interface Templates<Data> {
  /** The group of this message, widened so that it fits; a new one where it is like none. Never one that is set `apart`. */
  learn(words: readonly string[], apart: string, newData: () => Data): Template<Data>;
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
const AT_ONE_LEAF = 50;

interface Branch<Data> {
  readonly below: Map<string, Branch<Data>>;
  templates: Template<Data>[];
}

export function createTemplates<Data>({ limit, worth, onForgotten }: TemplateOptions<Data>): Templates<Data> {
  const root: Branch<Data> = { below: new Map(), templates: [] };
  let count = 0;

  function wayFor(words: readonly string[], apart: string): { leaf: Branch<Data>; path: readonly string[] } {
    const path = [`${apart} ${words.length}`];
    let branch = step(root, path[0] ?? '');
    for (const word of leading(words)) {
      const key = branch.below.has(word) || branch.below.size < BRANCHES ? word : VARIABLE;
      path.push(key);
      branch = step(branch, key);
    }
    return { leaf: branch, path };
  }

  function learn(words: readonly string[], apart: string, newData: () => Data): Template<Data> {
    const { leaf, path } = wayFor(words, apart);
    const known = mostAlike(leaf.templates, words);
    if (known !== undefined) {
      known.words = widened(known.words, words);
      return known;
    }
    if (leaf.templates.length >= AT_ONE_LEAF) forget(least(leaf.templates, 0.1, worth));
    if (count >= limit) forget(least(all(), 0.1, worth));
    const origin = [apart, words.length, ...leading(words)].join(' ');
    const template = { words, path, origin, data: newData() };
    // The leaf may have gone with the last of its templates.
    wayFor(words, apart).leaf.templates.push(template);
    count += 1;
    return template;
  }

  function forget(templates: readonly Template<Data>[]): void {
    for (const template of templates) {
      remove(root, template, 0);
      count -= 1;
      onForgotten(template);
    }
  }

  function all(): readonly Template<Data>[] {
    return templatesBelow(root);
  }

  return { learn, all };
}

const PLAIN = /^[A-Za-z][a-z'-]+[,.;!]?$/;

/**
 * The first words of the message. What stands before it says little about it: the level, the thread, the logger, the host; so
 * words of plain language go first.
 */
function leading(words: readonly string[]): readonly string[] {
  const plain = words.filter((word) => PLAIN.test(word)).slice(0, DEPTH);
  const others = plain.length < DEPTH ? words.filter((word) => !plain.includes(word)) : [];
  return [...plain, ...others].slice(0, DEPTH);
}

function step<Data>(branch: Branch<Data>, key: string): Branch<Data> {
  const known = branch.below.get(key);
  if (known !== undefined) return known;
  const next: Branch<Data> = { below: new Map(), templates: [] };
  branch.below.set(key, next);
  return next;
}

/** Takes the branches along that nothing is left on. */
function remove<Data>(branch: Branch<Data>, template: Template<Data>, depth: number): void {
  const key = template.path[depth];
  if (key === undefined) {
    branch.templates = branch.templates.filter((other) => other !== template);
    return;
  }
  const next = branch.below.get(key);
  if (next === undefined) return;
  remove(next, template, depth + 1);
  if (next.below.size === 0 && next.templates.length === 0) branch.below.delete(key);
}

function templatesBelow<Data>({ below, templates }: Branch<Data>): readonly Template<Data>[] {
  return [...templates, ...[...below.values()].flatMap((branch) => templatesBelow(branch))];
}

function least<Data>(
  templates: readonly Template<Data>[],
  share: number,
  worth: (data: Data) => number,
): readonly Template<Data>[] {
  return templates
    .toSorted((one, other) => worth(one.data) - worth(other.data))
    .slice(0, Math.ceil(templates.length * share));
}

function mostAlike<Data>(
  templates: readonly Template<Data>[],
  words: readonly string[],
): Template<Data> | undefined {
  let best: Template<Data> | undefined;
  let most = ALIKE;
  for (const template of templates) {
    const alike = likeness(template.words, words);
    if (alike < most || (alike === most && best !== undefined)) continue;
    best = template;
    most = alike;
  }
  return best;
}

/** Of the words that the template holds to, how many are there; 0 as soon as it is plain that they are too few. */
function likeness(template: readonly string[], words: readonly string[]): number {
  const bearable = Math.floor((1 - ALIKE) * template.length);
  let same = 0;
  let different = 0;
  for (let i = 0; i < template.length; i += 1) {
    const word = template[i];
    if (word === words[i]) same += word === VARIABLE ? 0 : 1;
    else if (word !== VARIABLE) {
      different += 1;
      if (different > bearable) return 0;
    }
  }
  return same + different === 0 ? 1 : same / (same + different);
}

function widened(template: readonly string[], words: readonly string[]): readonly string[] {
  const fits = template.every((word, i) => word === VARIABLE || word === words[i]);
  return fits ? template : template.map((word, i) => (word === words[i] ? word : VARIABLE));
}
