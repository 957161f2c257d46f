/**
 * How often Ferryman is right, on real hosts and on recorded ones; writes docs/accuracy.md:
 *
 *     npm run accuracy                         every lab case in two variants, without and with a red herring
 *     npm run accuracy -- --variants 4 --seed 7 --only 'bridge|dns'
 *
 * What is right comes from how a host was broken. Only a whole run with nothing left out writes the page.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { whyNoLab } from '../test/lab/skip.ts';
import { askLabHosts } from './accuracy/ask-lab-hosts.ts';
import { askRecordedHosts } from './accuracy/ask-recorded-hosts.ts';
import { writeAccuracy } from './accuracy/write-accuracy.ts';

const { values } = parseArgs({
  options: {
    variants: { type: 'string', default: '2' },
    seed: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
});

const reason = whyNoLab();
if (reason !== undefined) {
  console.error(`The lab cannot run here: ${reason}.`);
  process.exitCode = 3;
} else {
  const begun = Date.now();
  const lab = await askLabHosts({
    variants: Number(values.variants),
    jobs: Number(values.jobs),
    ...(values.seed !== undefined && { seed: Number(values.seed) }),
    ...(values.only !== undefined && { only: new RegExp(values.only) }),
    onAnswer: (line) => console.log(line),
  });
  const page = writeAccuracy({
    ...lab,
    variants: Number(values.variants),
    recorded: askRecordedHosts(),
    minutes: (Date.now() - begun) / 60_000,
  });
  if (values.only === undefined) writeFileSync(new URL('../docs/accuracy.md', import.meta.url), page);
  console.log(page);
  process.exitCode = lab.answers.some(({ wrong }) => wrong.length > 0) || lab.failures.length > 0 ? 1 : 0;
}
