/**
 * Prints the sentences of a folder that a catalogue does not hold yet, as lines to paste into it:
 *
 *   npx tsx scripts/missing-words.ts [src/rules/routing]
 */
import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../src/text/catalogues.ts';
import { templatesIn } from '../test/support/templates.ts';

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['src', 'commands', 'workers'];
const catalogue = catalogueOf('zh-CN');
const missing = templatesIn(fileURLToPath(new URL('..', import.meta.url)), folders)
  .map(({ template }) => template)
  .filter(
    (template) => /\p{L}/u.test(template.replaceAll(/\{\d+\}/g, '')) && catalogue[template] === undefined,
  );
for (const template of new Set(missing)) console.log(`  ${JSON.stringify(template)}:\n    '',`);
