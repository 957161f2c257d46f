import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

export interface Template {
  /** The English text with `{0}`, `{1}` … where values stand. */
  readonly template: string;
  readonly file: string;
  readonly line: number;
}

/** The tags that make sentences: `say`, and a reader's `t`. */
const TAGS = new Set(['say', 't']);

/** Every sentence that the product can say, read from the syntax trees of its modules. */
export function templatesIn(checkout: string, folders: readonly string[]): readonly Template[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .flatMap((file) => templatesOf(readFileSync(join(checkout, file), 'utf8'), file));
}

export function templatesOf(source: string, file: string): readonly Template[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Template[] = [];
  new Visitor({
    TaggedTemplateExpression({ tag, quasi, start }) {
      const name =
        tag.type === 'Identifier'
          ? tag.name
          : tag.type === 'MemberExpression' && tag.property.type === 'Identifier'
            ? tag.property.name
            : '';
      if (!TAGS.has(name)) return;
      const template = quasi.quasis
        .map(({ value }) => value.cooked ?? '')
        .reduce((text, part, index) => `${text}{${index - 1}}${part}`);
      found.push({ template, file, line: source.slice(0, start).split('\n').length });
    },
  }).visit(program);
  return found;
}
