/**
 * Plays the story on lab hosts and writes docs/story.md: the prose of scripts/story/page.md, with what was printed in between.
 *
 *     npx tsx scripts/story.ts                 everything, about four minutes on fifteen hosts
 *     npx tsx scripts/story.ts move stack      these scenes only; of the others the page keeps what it has
 *     npx tsx scripts/story.ts prose           none of them: the prose was changed
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { openLab } from '../test/lab/lab.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { frameworks } from './story/frameworks.ts';
import { emptyPlaces, fillPage, outputsOn } from './story/page.ts';
import { stackUpdate } from './story/stack-update.ts';
import { theMove } from './story/the-move.ts';
import { whyDockerDoesNotStart } from './story/why-docker-does-not-start.ts';

const PAGE = new URL('../docs/story.md', import.meta.url);
const PROSE = new URL('story/page.md', import.meta.url);
const scenes = [theMove, whyDockerDoesNotStart, frameworks, stackUpdate];

const asked = process.argv.slice(2);
const wanted = scenes.filter(({ name }) => asked.length === 0 || asked.includes(name));
const unknown = asked.filter((name) => name !== 'prose' && !scenes.some((scene) => scene.name === name));
const reason = wanted.length === 0 ? undefined : whyNoLab();

if (unknown.length > 0) {
  console.error(
    `There is no scene ${unknown.join(', ')}; there are ${scenes.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else if (reason === undefined) {
  const outputs = new Map(existsSync(PAGE) ? outputsOn(readFileSync(PAGE, 'utf8')) : []);
  await play(outputs);
  const empty = emptyPlaces(write(outputs));
  if (empty.length > 0) {
    console.error(`Nothing was printed for ${empty.join(', ')}.`);
    process.exitCode = 1;
  }
} else {
  console.error(`The lab cannot run here: ${reason}.`);
  process.exitCode = 3;
}

async function play(outputs: Map<string, string>): Promise<void> {
  if (wanted.length === 0) return;
  const lab = await openLab();
  try {
    for (const scene of wanted) {
      console.log(scene.name);
      await scene.play(lab, (place, markdown) => outputs.set(`${scene.name}/${place}`, markdown));
      write(outputs);
    }
  } finally {
    await lab.close();
  }
}

function write(outputs: ReadonlyMap<string, string>): string {
  const page = fillPage(readFileSync(PROSE, 'utf8'), outputs);
  writeFileSync(PAGE, page);
  return page;
}
