import { prove } from '../../src/fixes/prove.ts';
import { tellProof } from '../../src/fixes/tell-plan.ts';
import { readJournal } from '../../src/flows/fix/journal.ts';
import type { FixOutcome, FixPlan } from '../../src/report/fix.ts';
import { preparedFor, storyAt } from './planning.ts';
import { tracedHost } from './traced-host.ts';

/** The story's host as it was recorded in the lab, and what is planned for it. */
export function recordedPlan(): FixPlan {
  return preparedFor({ snapshot: storyAt('before'), options: { port: 30_003 } }).plan;
}

/**
 * How that ends: proven by the looks that were taken before and after docker0 was moved there, with what the script of the plan runs. A
 * stand-in for the host has no times and no numbers of processes, so those are made even.
 */
export function recordedOutcome(): FixOutcome {
  const [before, after] = [storyAt('before'), storyAt('fixed')];
  const prepared = preparedFor({ snapshot: before, options: { port: 30_003 } });
  const { id, host, bridge, to } = prepared.plan;
  const traced = tracedHost(prepared);
  for (const command of ['prepare', 'arm', 'apply', 'confirm']) traced.run(id, command, '1');
  const journal = readJournal(traced.run(id, 'status'));
  if (journal?.state !== 'confirmed') throw new Error(`it ended ${journal?.state ?? 'without a record'}`);
  const begun = Date.parse(after.at);
  return {
    schema: 'ferryman.fix-outcome/1',
    id,
    host,
    result: 'fixed',
    because: `${bridge.device} is ${to} now, and everything that was to be proven was seen.`,
    proofs: prove(before, after, prepared.plan).map((proof) => tellProof(proof, 'en')),
    commands: journal.commands.map(({ command, ...ran }, index) => ({
      ...ran,
      at: new Date(begun + index * 250).toISOString(),
      command: command
        .replaceAll(traced.path(''), '/')
        .replaceAll('//', '/')
        .replace(/(?<=--unit=\S+-)\d+-\d+\b|(?<=is-active \S+-)\d+-\d+(?=\.timer)/g, '2317-8421'),
    })),
    // As the bench measured it on a host like this.
    downtimeSeconds: 3.7,
  };
}
