import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { rules } from '../../src/rules/index.ts';
import { notCovered } from '../../src/rules/not-covered.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { labCases } from '../../test/lab/cases/index.ts';
import { tell } from '../../src/text/tell.ts';

const RULES = fileURLToPath(new URL('../../src/rules/', import.meta.url));

/** docs/causes.md: each cause with the comment of its rule and the lab cases that show it, then what is left out. */
export function describeCauses(): string {
  const groups = groupsInOrder();
  return [
    '# Causes',
    '',
    `Ferryman names ${rules.length} causes. Written by \`npx tsx scripts/causes.ts\` from the comments above the rules; do not edit.`,
    '',
    ...groups.map(({ title, rules: ofGroup }) => `- [${title}](#${anchor(title)}): ${ofGroup.length}`),
    '',
    ...groups.flatMap(({ title, folder, rules: ofGroup }) => [
      `## ${title}`,
      '',
      ...ofGroup.map((rule) => describe(rule, folder)),
    ]),
    '## Not covered',
    '',
    ...notCovered.map(({ id, because }) => `- \`${id}\`: ${because}`),
    '',
  ].join('\n');
}

interface Group {
  readonly folder: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Groups stand in the order of their rules; a group's title is what the comment in its index says. */
function groupsInOrder(): readonly Group[] {
  const folderOf = new Map(
    readdirSync(RULES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(RULES, name)).map((file) => [file, name] as const)),
  );
  const folders = [...new Set(rules.map(({ id }) => folderOf.get(`${id}.ts`) ?? ''))];
  return folders.map((folder) => ({
    folder,
    title: titleOf(folder),
    rules: rules.filter(({ id }) => folderOf.get(`${id}.ts`) === folder),
  }));
}

function titleOf(folder: string): string {
  const comment = /\/\*\* (.+?), in the order of the catalogue\b/.exec(
    readFileSync(join(RULES, folder, 'index.ts'), 'utf8'),
  );
  return comment?.[1] ?? folder;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-');
}

function describe({ id, title, rank }: Rule, folder: string): string {
  const shown = labCases.filter(({ cause }) => cause === id).map((labCase) => `\`${labCase.id}\``);
  return [
    `### ${id}`,
    '',
    `${tell(title, 'en')}.${rank === 'specific' ? '' : ` (${rank}: a closer cause is named in its place)`}`,
    '',
    ...commentAbove(readFileSync(join(RULES, folder, `${id}.ts`), 'utf8')).map((line) => `- ${line}`),
    ...(shown.length > 0 ? [`- Shown on real hosts: ${shown.join(', ')}`] : []),
    '',
  ].join('\n');
}

/** `Seen: …`, `Why: …`, `Not seen: …`; each may run over several lines. */
function commentAbove(source: string): readonly string[] {
  const before = source.slice(0, source.search(/^export const \w+(: Rule)? = /m));
  const comment = /\/\*\*((?:(?!\/\*\*)[\s\S])*?)\*\/\s*$/.exec(before)?.[1] ?? '';
  const text = comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim();
  return text.split(/ (?=(?:Why|Not seen|Source|Anti-rule): )/).filter((part) => part !== '');
}
