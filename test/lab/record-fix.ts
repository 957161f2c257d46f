/**
 * Records the looks at one host that the proofs of a fix are tested with: `npx tsx test/lab/record-fix.ts` writes test/fixes/the-story.
 * docker0 is moved, and moved back, by hand and not by what is tested.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readSnapshotFile, writeSnapshotFile } from '../../src/flows/snapshot-file.ts';
import { snapshot } from './ask.ts';
import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { stage } from './play.ts';
import { tidySnapshot } from './tidy-snapshot.ts';

const FOLDER = fileURLToPath(new URL('../fixes/the-story', import.meta.url));
const story = labCases.find(({ id }) => id === 'the-story');
if (story === undefined) throw new Error('there is no such case');

const lab = await openLab({ seed: 20_190_419 });
try {
  const { host, config } = await stage(lab, story);
  const take = async (moment: string) => {
    const path = join(FOLDER, `${moment}.json`);
    await snapshot(host, config, path, '30003');
    await writeSnapshotFile(path, tidySnapshot(await readSnapshotFile(path)));
  };
  const move = (bip: string) =>
    host.sh(`echo '{"bip": "${bip}"}' >/etc/docker/daemon.json; systemctl restart docker
      docker start topapi portainer; sleep 3`);
  await mkdir(FOLDER, { recursive: true });
  await take('before');
  await move('172.31.255.1/24');
  await take('fixed');
  await host.sh('docker stop topapi');
  await take('fixed-but-one-stopped');
  await move('192.168.0.1/24');
  await take('undone');
} finally {
  await lab.close();
}
