/**
 * Records the lab's hosts for tests that have no lab: `npx tsx test/lab/record.ts [case …]` writes
 * test/hosts/<host>/snapshot.json and questions.json for each. What is the matter with a host is written down from how it
 * was broken, never from what Ferryman says. The seed is fixed, so that a second recording differs only in what changed.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Snapshot } from '../../src/facts/snapshot.ts';
import type { LabCase, Question, Scene } from './case.ts';

import { readSnapshotFile, writeSnapshotFile } from '../../src/flows/snapshot-file.ts';
import { snapshot } from './ask.ts';
import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { stage } from './play.ts';
import { tidySnapshot } from './tidy-snapshot.ts';

const HOSTS = fileURLToPath(new URL('../hosts', import.meta.url));
const SEED = 20_190_419;

/** Where the case's own name does not name the cause. */
const FOLDERS: Readonly<Record<string, string>> = {
  'image-copied-to-new-region': 'bridge-subnet-contains-host-subnet-image-copy',
  'dotnet-2.1': 'dotnet-shared-framework-missing',
  'dotnet-3.1': 'dotnet-shared-framework-missing-3.1',
  'dotnet-6.0': 'dotnet-shared-framework-missing-6.0',
  'dotnet-8.0': 'dotnet-shared-framework-missing-8.0',
  'published-elsewhere': 'published-on-loopback-or-other-host-ip',
  'security-group': 'security-group-not-bound-or-no-rule',
  'debian-11-healthy-plain': 'healthy-debian-11',
  'debian-13-healthy-plain': 'healthy-debian-13',
  'docker-28-healthy-plain': 'healthy-docker-28',
  'net-tools-healthy-plain': 'healthy-net-tools-only',
  'podman-healthy': 'healthy-podman',
};

const wanted = process.argv.slice(2);
const lab = await openLab({ seed: SEED });
try {
  for (const labCase of labCases.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    console.log(await record(labCase));
  }
} finally {
  await lab.close();
}

async function record(labCase: LabCase): Promise<string> {
  const staged = await stage(lab, labCase);
  try {
    const folder = join(HOSTS, FOLDERS[labCase.id] ?? labCase.id);
    const path = join(folder, 'snapshot.json');
    await mkdir(folder, { recursive: true });
    await snapshot(staged.host, staged.config, path, targetOf(staged.scene));
    const tidy = tidySnapshot(await readSnapshotFile(path));
    await writeSnapshotFile(path, tidy);
    await chmod(path, 0o644);
    const questions = staged.scene.questions.filter((question) => isAnswerable(question, staged.scene, tidy));
    await writeFile(
      join(folder, 'questions.json'),
      `${JSON.stringify(questions.map(toRecord), undefined, 2)}\n`,
    );
    return `${folder}: ${staged.scene.drawn}`;
  } finally {
    await staged.host.close();
  }
}

/** One snapshot serves all questions, so it is taken for the one that needs connections of its own. */
function targetOf({ questions }: Scene): string | undefined {
  return questions.find(({ target }) => target !== undefined)?.target;
}

/** A snapshot holds the attempts of one question; another may need connections that nobody tried. */
function isAnswerable({ target, verdict }: Question, scene: Scene, { attempts }: Snapshot): boolean {
  // A port that is tried because somebody asks for it is one that a sweep would have left alone.
  const isMissed = scene.questions.some((one) => one.target === targetOf(scene) && one.verdict === 'faulty');
  if (target === undefined && verdict === 'healthy' && isMissed) return false;
  if (target === undefined || target === targetOf(scene) || !/^(.*:)?\d+$/.test(target)) return true;
  return attempts.some(({ to }) => target === String(to.port) || target === `${to.address}:${to.port}`);
}

function toRecord({ target, verdict, cause }: Question): Question {
  return { ...(target !== undefined && { target }), verdict, ...(cause !== undefined && { cause }) };
}
