/**
 * Plays /fix-bridge on real hosts under faults and counts how the hosts end:
 *
 *   npx tsx scripts/fault-runs.ts [--runs 200] [--hosts 3] [--only 'disk full']
 *
 * Writes docs/fault-runs.md when it played 200 or more.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { approve } from '../test/lab/faults/approve.ts';
import { FAULTS } from '../test/lab/faults/faults.ts';
import { playFault, type Played } from '../test/lab/faults/play-fault.ts';
import { raceOfPlans, raceOfWorkers } from '../test/lab/faults/races.ts';
import { REBOOTS } from '../test/lab/faults/reboots.ts';
import { ORIGINS, restore } from '../test/lab/faults/scene.ts';
import { openSite, type Site } from '../test/lab/faults/site.ts';
import { openLab } from '../test/lab/lab.ts';

const NOT_PLAYED = 'not played';
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    hosts: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});
interface Kind {
  readonly name: string;
  play(site: Site): Promise<Played>;
}
const all: readonly Kind[] = [
  ...FAULTS.map((fault) => ({
    name: fault.name,
    play: async ({ host, config }: Site) => playFault(host, config, await approve(config, host.name), fault),
  })),
  { name: 'two workers with the same change at once', play: raceOfWorkers },
  { name: 'two approved plans for one host at once', play: raceOfPlans },
  ...REBOOTS,
];
const kinds = all.filter(({ name }) => name.includes(values.only));
const runs = Array.from({ length: Number(values.runs) }, (_, index) => ({
  kind: kinds[index % kinds.length],
  origin: ORIGINS[Math.floor(index / kinds.length + index) % ORIGINS.length] ?? 'a bip in the file',
}));

const lab = await openLab();
const results: { name: string; origin: string; ended: string; wrong: readonly string[]; seconds: number }[] =
  [];
const queue = [...runs];

async function serveRuns(): Promise<void> {
  let site = await openSite(lab);
  for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
    const { kind, origin } = run;
    if (kind === undefined) continue;
    const begun = performance.now();
    const result = await restore(site.host, origin)
      .then(() => kind.play(site))
      .catch((error: unknown) => ({ ended: NOT_PLAYED, wrong: [String(error)] }));
    const seconds = Math.round((performance.now() - begun) / 1000);
    results.push({ name: kind.name, origin, ...result, seconds });
    const mark = result.wrong.length === 0 ? 'ok ' : 'BAD';
    console.log(
      `${results.length} ${mark} ${kind.name} · ${origin} → ${result.ended} (${seconds} s) ${result.wrong.join('; ')}`,
    );
    // Whatever is wrong with this host is not to be counted again under the next one's name.
    if (result.wrong.length > 0) {
      await site.host.close().catch(() => undefined);
      site = await openSite(lab);
    }
  }
}

try {
  await Promise.all(Array.from({ length: Number(values.hosts) }, serveRuns));
} finally {
  await lab.close();
}

const played = results.filter(({ ended }) => ended !== NOT_PLAYED);
const bad = results.filter(({ wrong }) => wrong.length > 0);
const summary = endsOf(results);
console.log(`${results.length} runs: ${summary}; ${bad.length} with something wrong`);
if (played.length >= 200) await writeFile('docs/fault-runs.md', page());
process.exitCode = bad.length === 0 ? 0 : 1;

function endsOf(some: readonly { ended: string }[]): string {
  const ends = [...new Set(some.map(({ ended }) => ended))].toSorted();
  return ends.map((ended) => `${some.filter((one) => one.ended === ended).length} ${ended}`).join(', ');
}

function page(): string {
  const names = [...new Set(results.map(({ name }) => name))];
  const rows = names.map((name) => {
    const those = results.filter((one) => one.name === name);
    return `| ${name} | ${those.length} | ${endsOf(those)} | ${those.flatMap(({ wrong }) => wrong).join('; ')} |`;
  });
  return `# What happens to a host when something breaks during /fix-bridge

Written by \`npx tsx scripts/fault-runs.ts\`: ${results.length} changes on real hosts (systemd, sshd, dockerd), each with one fault.
${summary}; ${bad.length} with something wrong. A host has to end as before or fixed and proven, with every container that ran, and with
nothing left behind; that is looked up in its kernel and its files and with packets from outside, not in what Ferryman says, and what
Ferryman says has to be the same.

| fault | runs | ended | wrong |
|---|---|---|---|
${rows.join('\n')}
`;
}
