/**
 * A worker of its own process, so that it can be killed: carries one approved change out and stops after each step until it is told to go
 * on. `{ config, host, approved, fence, undoAfterSeconds, stepwise }` as its argument; prints `step <name>` and at the end `outcome <json>`.
 */
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';

import { loadConfig } from '../../../src/config/config.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import { applyFix } from '../../../src/flows/fix/apply-fix.ts';
import { findHost } from '../../../src/hosts/inventory.ts';
import { ApprovedFix } from '../../../src/report/fix.ts';
import { createShellPool } from '../../../src/ssh/pool.ts';

const Task = z.object({
  config: z.string(),
  host: z.string(),
  approved: ApprovedFix,
  fence: z.number(),
  undoAfterSeconds: z.number(),
  stepwise: z.boolean(),
});
export type Task = z.infer<typeof Task>;

const task = Task.parse(JSON.parse(process.argv[2] ?? '{}'));
const config = await loadConfig({ ...readEnvironment(), file: task.config });
const shells = createShellPool();
const commands = createInterface({ input: process.stdin });
const answers = commands[Symbol.asyncIterator]();

const outcome = await applyFix(
  { host: findHost(config, task.host), approved: task.approved, fence: task.fence },
  {
    shells,
    newShells: () => Promise.resolve(createShellPool()),
    reserved: [],
    others: [],
    undoAfterSeconds: task.undoAfterSeconds,
    async onStep(step) {
      process.stdout.write(`step ${step}\n`);
      if (task.stepwise) await answers.next();
    },
  },
);
process.stdout.write(`outcome ${JSON.stringify(outcome)}\n`);
commands.close();
await shells.dispose();
process.exit(0);
