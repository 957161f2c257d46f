// A worker process whose diagnosis starts by writing `<folder>/started-<n>` and ends when `<folder>/go` is there, a look at a watched
// host likewise; it reads one log, and one who follows that gets a line that names the process and then nothing more.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { createLogger } from '../../src/process/logger.ts';
import { runUntilSignal } from '../../src/process/run-until-signal.ts';
import { startWorker } from '../../workers/index.ts';
import { dotnetLog } from './log-report.ts';
import { onlyFlows } from './only-flows.ts';
import { storyReport } from './reports.ts';

const [folder = '.'] = process.argv.slice(2);
const config = await loadConfig(readEnvironment());
const logger = createLogger({ level: config.logLevel, process: 'worker' });
const worker = await startWorker(config, {
  logger,
  // Short, so that a killed worker is missed soon.
  follow: { gapMs: 100, catchUpMs: 1_000 },
  times: { lockMs: 2_000, stalledCheckMs: 500 },
  flows: onlyFlows({
    lookUp: async () => {
      const [host] = config.hosts;
      if (host === undefined) throw new Error('no host');
      const container = { id: 'a1', name: 'topapi', image: 'topapi:2', state: 'running', status: 'Up' };
      return { kind: 'found', match: { host, container }, others: [], notAsked: [] };
    },
    readLogs: async ({ host, query }) => ({ ...dotnetLog, host: host.name, asked: query }),
    async *followLog(_, { signal }) {
      yield [{ at: new Date().toISOString(), stream: 'stdout', text: `line for ${process.pid}` }];
      await once(signal, 'abort');
      return { kind: 'over' };
    },
    async diagnose({ host, asked }, { onStage }) {
      onStage('connecting');
      await held();
      return { report: storyReport(host.name, asked) };
    },
    async watchHost() {
      await held();
      return { kind: 'unchanged' };
    },
  }),
});
runUntilSignal(worker, { logger, process });
process.stdout.write('ready\n');

async function held(): Promise<void> {
  await writeFile(join(folder, `started-${process.pid}`), '');
  while (!existsSync(join(folder, 'go'))) await sleep(20);
}
