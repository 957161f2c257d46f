import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';

/** What a module takes from elsewhere, read from its syntax tree. */
export interface Imports {
  readonly from: readonly Import[];
  /** Lines on which the environment is read: `process.env` however it is spelt. */
  readonly environment: readonly number[];
  /** Lines on which a method of Slack's `chat` family is called. */
  readonly chat: readonly number[];
}

export interface Import {
  /** As written; `undefined` where it is computed and nobody can say what it will be. */
  readonly specifier: string | undefined;
  /** `import type`, which leaves nothing behind when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export function readImports(path: string): Imports {
  const source = readFileSync(path, 'utf8');
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const from: Import[] = [];
  const environment: number[] = [];
  const chat: number[] = [];
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;

  const note = (specifier: string | undefined, typeOnly: boolean, offset: number): void => {
    from.push({ specifier, typeOnly, line: lineOf(offset) });
  };
  new Visitor({
    ImportDeclaration(node) {
      note(node.source.value, node.importKind === 'type', node.start);
      const fromProcess = /^(?:node:)?process$/.test(node.source.value);
      if (
        fromProcess &&
        node.specifiers.some((one) => one.type === 'ImportSpecifier' && nameOf(one.imported) === 'env')
      ) {
        environment.push(lineOf(node.start));
      }
    },
    ExportNamedDeclaration(node) {
      if (node.source) note(node.source.value, node.exportKind === 'type', node.start);
    },
    ExportAllDeclaration(node) {
      note(node.source.value, node.exportKind === 'type', node.start);
    },
    ImportExpression(node) {
      note(node.source.type === 'Literal' ? String(node.source.value) : undefined, false, node.start);
    },
    TSImportType(node) {
      note(node.source.value, true, node.start);
    },
    CallExpression(node) {
      const [argument] = node.arguments;
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') {
        note(argument?.type === 'Literal' ? String(argument.value) : undefined, false, node.start);
      }
      const callee = node.callee;
      if (callee.type === 'MemberExpression' && callee.object.type === 'MemberExpression') {
        if (nameOf(callee.object.property) === 'chat') chat.push(lineOf(node.start));
      }
    },
    MemberExpression(node) {
      if (isProcess(node.object) && nameOf(node.property) === 'env') environment.push(lineOf(node.start));
    },
    VariableDeclarator(node) {
      if (node.id.type !== 'ObjectPattern' || !node.init || !isProcess(node.init)) return;
      const takesEnv = node.id.properties.some(
        (one) => one.type === 'RestElement' || nameOf(one.key) === 'env',
      );
      if (takesEnv) environment.push(lineOf(node.start));
    },
  }).visit(program);
  return { from, environment, chat };
}

interface Named {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
}

function nameOf(node: Named): string | undefined {
  if (node.type === 'Identifier') return typeof node.name === 'string' ? node.name : undefined;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** `process` and `globalThis.process`. */
function isProcess(node: Named & { readonly property?: Named }): boolean {
  if (node.type === 'Identifier') return node.name === 'process';
  return (
    node.type === 'MemberExpression' && node.property !== undefined && nameOf(node.property) === 'process'
  );
}
