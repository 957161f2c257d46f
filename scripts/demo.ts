/**
 * The main job without anything else: no Slack, no Redis. Asks by itself for this machine and for a recorded host with the
 * story's fault, then stays for the reader; `--once` ends after that.
 */
import { renderTerminal } from '../src/render/terminal.ts';
import { startDemo } from './demo/start-demo.ts';

const questions = ['this-machine', 'hz-shop 30003'];

const demo = await startDemo();
try {
  const { workspace } = demo;
  console.log(`A workspace like Slack, on this machine only: ${workspace.pageUrl}\n`);
  for (const question of questions) {
    console.log(`> /diagnose ${question}`);
    const report = await demo.ask(question);
    const { isTTY, columns } = process.stdout;
    console.log(renderTerminal(report, { color: isTTY, width: columns ?? 100 }));
  }
  if (!process.argv.includes('--once')) {
    console.log(`Open ${workspace.pageUrl}\nand type there: /diagnose hz-shop 30001\nCtrl-C ends the demo.`);
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
