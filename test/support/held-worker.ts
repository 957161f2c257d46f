// A worker process whose diagnosis starts by writing `<folder>/started-<n>` and ends when `<folder>/go` is there.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { createLogger } from '../../src/process/logger.ts';
import { runUntilSignal } from '../../src/process/run-until-signal.ts';
import { startWorker } from '../../workers/index.ts';
import { onlyFlows } from './only-flows.ts';
import { storyReport } from './reports.ts';

const [folder = '.'] = process.argv.slice(2);
const config = await loadConfig(readEnvironment());
const logger = createLogger({ level: config.logLevel, process: 'worker' });
const worker = await startWorker(config, {
  logger,
  // Short, so that a killed worker is missed soon.
  times: { lockMs: 2_000, stalledCheckMs: 500 },
  flows: onlyFlows({
    async diagnose({ host, asked }, { onStage }) {
      onStage('connecting');
      await writeFile(join(folder, `started-${process.pid}`), '');
      while (!existsSync(join(folder, 'go'))) await sleep(20);
      return { report: storyReport(host.name, asked) };
    },
  }),
});
runUntilSignal(worker, { logger, process });
process.stdout.write('ready\n');
