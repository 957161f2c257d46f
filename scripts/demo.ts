/**
 * The main job without anything else: no Slack, no Redis. Asks by itself for this machine, for a recorded host with the
 * story's fault and for the log of a container that does not stay up, then stays for the reader; `--once` ends after that.
 */
import { demoOptions } from './demo/options.ts';
import { renderLogsTerminal } from '../src/render/terminal-logs.ts';
import { renderTerminal } from '../src/render/terminal.ts';
import { startDemo } from './demo/start-demo.ts';

const questions = ['this-machine', 'hz-shop 30003'];
const log = 'topapi on hz-api';

const options = demoOptions(process.argv.slice(2));
if (options.kind === 'said') {
  (options.code === 0 ? console.log : console.error)(options.text);
  process.exit(options.code);
}

const demo = await startDemo();
try {
  const { workspace } = demo;
  console.log(`A workspace like Slack, on this machine only: ${workspace.pageUrl}\n`);
  const { isTTY, columns } = process.stdout;
  const look = { color: isTTY, width: columns ?? 100, whole: !isTTY };
  for (const question of questions) {
    console.log(`> /diagnose ${question}`);
    console.log(renderTerminal(await demo.ask(question), look));
  }
  console.log(`> /logs ${log}`);
  console.log(renderLogsTerminal(await demo.askForLog(log), look));
  if (!options.once) {
    console.log(`All hosts, live: ${demo.dashboardLink}\n`);
    console.log(
      `Open ${workspace.pageUrl}\nand type there: /diagnose hz-shop 30001, or /logs topapi on hz-api tail 10\nCtrl-C ends the demo.`,
    );
    await untilInterrupted();
  }
} finally {
  await demo.stop();
}
process.exit();

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
