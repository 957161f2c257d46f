/**
 * Breaks and mends watched hosts at random, disturbs what watches them, and holds the channel against what really was:
 *
 *   npx tsx scripts/watch-runs.ts [--hosts 12] [--minutes 30] [--every 60] [--seed N] [--log FOLDER]
 *
 * Writes docs/watch-runs.md when it played 12 hosts for 30 minutes or more; ends with 1 where anything was not as it has to be.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLab } from '../test/lab/lab.ts';
import type { Judged } from '../test/lab/watching/judge.ts';
import { drawPlan } from '../test/lab/watching/plan.ts';
import { openSite } from '../test/lab/watching/site.ts';
import { redisRestart, slackOutage, workerKill } from '../test/lab/watching/disturbances.ts';
import { type Played, playWatch } from '../test/lab/watching/watch-run.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '12' },
    minutes: { type: 'string', default: '30' },
    every: { type: 'string', default: '60' },
    seed: { type: 'string' },
    log: { type: 'string' },
  },
});
const hosts = Number(values.hosts);
const minutes = Number(values.minutes);
const everyMs = Number(values.every) * 1000;
const lengthMs = minutes * 60_000;

const lab = await openLab(values.seed === undefined ? {} : { seed: Number(values.seed) });
console.log(`seed ${lab.seed}`);
const disturbances = [
  { at: lengthMs * 0.3, disturbance: redisRestart(10_000) },
  { at: lengthMs * 0.45, disturbance: workerKill(20_000) },
  { at: lengthMs * 0.6, disturbance: slackOutage(60_000) },
];
const moments = disturbances.map(({ at }) => at);
const plan = drawPlan(lab.random, { hosts, lengthMs, everyMs, moments });
console.log(`${plan.faults.length} faults and ${plan.herrings.length} red herrings are planned`);

/** Processes that wanted a core, every half minute. */
const loads: number[] = [];
const asking = setInterval(() => loads.push(loadavg()[0] ?? 0), 30_000).unref();
try {
  const site = await openSite(lab, { hosts, everyMs, log: values.log });
  let played: Played;
  try {
    played = await playWatch(site, {
      plan,
      everyMs,
      lengthMs,
      withinMs: 2 * everyMs,
      disturbances,
      say: (line) => console.log(line),
    });
  } finally {
    await site.close();
  }
  await tellOf(played);
} finally {
  clearInterval(asking);
  await lab.close();
}

async function tellOf(run: Played): Promise<void> {
  for (const { entry, announcedMs, resolvedMs } of run.judged)
    console.log(
      `${entry.host} ${entry.cause}: announced after ${inSeconds(announcedMs)}, over after ${inSeconds(resolvedMs)} (${entry.name})`,
    );
  for (const line of run.wrong) console.log(`BAD ${line}`);
  console.log(summary(run));
  if (values.log !== undefined)
    await writeFile(join(values.log, 'channel.json'), JSON.stringify(run.channel, undefined, 2));
  if (hosts >= 12 && minutes >= 30) await writeFile('docs/watch-runs.md', page(run));
  process.exitCode = run.wrong.length === 0 ? 0 : 1;
}

function summary({ judged, wrong, messages, herrings }: Played): string {
  return `${judged.length} faults and ${herrings} red herrings on ${hosts} hosts in ${minutes} minutes: ${messages} messages, ${wrong.length} things wrong`;
}

function inSeconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${Math.round(ms / 1000)} s`;
}

function median(numbers: readonly number[]): number {
  return Math.round(numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0);
}

function known(times: readonly (number | undefined)[]): number[] {
  return times.filter((ms) => ms !== undefined);
}

function spread(times: readonly (number | undefined)[]): string {
  const all = known(times).toSorted((one, other) => one - other);
  return `${inSeconds(all[Math.floor(all.length / 2)])}, ${inSeconds(all.at(-1))}`;
}

function page(run: Played): string {
  const names = [...new Set(run.judged.map(({ entry }) => entry.name))].toSorted();
  const rows = names.map((name) =>
    rowOf(
      name,
      run.judged.filter(({ entry }) => entry.name === name),
    ),
  );
  const disturbed = run.disturbed.map(({ name, seconds }) => `- ${name}, ${seconds} s`);
  return `# What a channel hears of watched hosts on which things break

Written by \`npx tsx scripts/watch-runs.ts\`, seed ${lab.seed}: ${hosts} real hosts (systemd, sshd, dockerd, two services each), looked at every
${values.every} seconds for ${minutes} minutes, by a bot and two workers with a Redis between them. ${run.judged.length} faults came and went at random, some on several hosts
at once, and ${run.herrings} things happened beside that are no fault: jobs that end, services that are replaced, strangers who are banned, an sshd
that is gone for seconds. The channel was read as a person reads it, each edit with its time, and held against what was done to the
hosts: each fault told once, on its host and with its cause, within two intervals, its end once and within as long, and nothing else.
What two intervals hold is the look, both diagnoses and the desk; only while Slack or Redis was away is not counted. Hosts, Ferryman and what else
the machine had to do shared ${cpus().length} cores, for which ${median(loads)} processes were waiting in the median.

**${run.messages} messages for ${run.judged.length} faults; ${run.wrong.length} things wrong.** Meanwhile:

${disturbed.join('\n')}

| fault | times | announced once | to the message (median, most) | over once | to its end (median, most) |
|---|---|---|---|---|---|
${[...rows, rowOf('**all**', run.judged)].join('\n')}
${run.wrong.length === 0 ? '' : `\n${run.wrong.map((line) => `- wrong: ${line}`).join('\n')}\n`}`;
}

function rowOf(name: string, those: readonly Judged[]): string {
  const announced = those.map(({ announcedMs }) => announcedMs);
  const resolved = those.map(({ resolvedMs }) => resolvedMs);
  return `| ${name} | ${those.length} | ${known(announced).length} | ${spread(announced)} | ${known(resolved).length} | ${spread(resolved)} |`;
}
