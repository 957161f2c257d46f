/**
 * Keeps a broken host up for a person: `npx tsx test/lab/up.ts <case>`; without a case it
 * lists them.
 */
import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { stage } from './play.ts';
import { whyNoLab } from './skip.ts';

const wanted = process.argv[2] ?? '';
const found = labCases.find(({ id }) => id === wanted);
const reason = whyNoLab();

if (reason) {
  console.error(reason);
  process.exitCode = 3;
} else if (!found) {
  console.log(labCases.map(({ id, title }) => `${id.padEnd(40)} ${title}`).join('\n'));
  process.exitCode = wanted === '' ? 0 : 2;
} else {
  const seed = process.env['FERRYMAN_LAB_SEED'];
  const lab = await openLab(seed ? { seed: Number(seed) } : {});
  try {
    const { host, scene, config } = await stage(lab, found);
    console.log(`${found.cause}: ${found.title}
${scene.drawn}; seed ${lab.seed}

  ssh -i ${host.identityFile} -o UserKnownHostsFile=${host.knownHostsFile} root@${host.address}
${scene.questions.map(({ target }) => `  npx ferryman diagnose ${[host.name, target].filter(Boolean).join(' ')} --config ${config}`).join('\n')}
  nsenter -t ${host.cloud.routerPid} -n sh     (the cloud's gateway)

Ctrl-C removes it all.`);
    // Nothing else keeps the process alive; the lab's signal handler ends it.
    setInterval(() => undefined, 60_000);
  } catch (error) {
    await lab.close();
    throw error;
  }
}
