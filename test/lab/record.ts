/**
 * Records the lab's hosts for tests that have no lab: `npx tsx test/lab/record.ts [part of a case's cause or title]` writes
 * test/hosts/<case>/snapshot.json and questions.json for each. The seed is fixed, so that a second recording differs only in what changed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { LabCase, Question } from './case.ts';

import { snapshot } from './ask.ts';
import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { stage } from './play.ts';

const HOSTS = fileURLToPath(new URL('../hosts', import.meta.url));
const SEED = 20_190_419;
const wanted = process.argv.slice(2).join(' ');

const lab = await openLab({ seed: SEED });
try {
  for (const labCase of labCases.filter(({ cause, title }) => `${cause}: ${title}`.includes(wanted))) {
    const staged = await stage(lab, labCase);
    const folder = join(HOSTS, folderOf(labCase));
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

/** Several cases share a cause; their titles tell them apart. */
function folderOf({ cause, title }: LabCase): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const siblings = labCases.filter((each) => each.cause === cause);
  return siblings.length === 1 ? cause : `${cause}-${words.slice(0, 8).join('-')}`;
}

/** A snapshot holds the attempts of one question; others may need connections that nobody tried. */
function toRecord({ target, verdict, cause }: Question): Question {
  return { ...(target !== undefined && { target }), verdict, ...(cause !== undefined && { cause }) };
}
