/**
 * Records the lab's hosts for tests that have no lab: `npx tsx test/lab/record.ts [case …]` writes
 * test/hosts/<case>/snapshot.json and questions.json for each. The seed is fixed, so that a second recording differs only in what changed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Question } from './case.ts';

import { snapshot } from './ask.ts';
import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { stage } from './play.ts';

const HOSTS = fileURLToPath(new URL('../hosts', import.meta.url));
const SEED = 20_190_419;
const wanted = process.argv.slice(2);

const lab = await openLab({ seed: SEED });
try {
  for (const labCase of labCases.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    const staged = await stage(lab, labCase);
    const folder = join(HOSTS, labCase.id);
    await mkdir(folder, { recursive: true });
    const [first] = staged.scene.questions;
    await snapshot(staged.host, staged.config, join(folder, 'snapshot.json'), first.target);
    const questions = staged.scene.questions.filter((each) => each === first || each.target === undefined);
    const text = JSON.stringify(questions.map(toRecord), undefined, 2);
    await writeFile(join(folder, 'questions.json'), `${text}\n`);
    await staged.host.close();
    console.log(`${folder}: ${staged.scene.drawn}`);
  }
} finally {
  await lab.close();
}

/** A snapshot holds the attempts of one question; others may need connections that nobody tried. */
function toRecord({ target, verdict, cause }: Question): Question {
  return { ...(target !== undefined && { target }), verdict, ...(cause !== undefined && { cause }) };
}
