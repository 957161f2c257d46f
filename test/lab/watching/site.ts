import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { collectionOf } from '../../../src/queue/records.ts';
import { Watch } from '../../../src/report/watch.ts';
import { quiet } from '../../support/conversation.ts';
import type { Lab, LabHost } from '../lab.ts';
import { openSlackProcesses, type SlackProcesses } from '../slack-processes.ts';
import { bootShop, PORTS } from './shop.ts';

export const CHANNEL = 'C0OPS';

/** Hosts that are watched, and all that watches them, each process as it would run on a server of its own. */
export interface Site {
  readonly hosts: readonly LabHost[];
  readonly slack: SlackProcesses;
  /** The last one started is the last of them. */
  readonly workers: ChildProcess[];
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

export async function openSite(
  lab: Lab,
  options: { hosts: number; everyMs: number; log?: string | undefined },
): Promise<Site> {
  const names = Array.from(
    { length: options.hosts },
    (_, index) => `hz-${String(index + 1).padStart(2, '0')}`,
  );
  const hosts = await Promise.all(names.map((name) => bootShop(lab, name)));
  const file = join(lab.directory, 'ferryman.yaml');
  await writeFile(file, configuration(hosts, lab.directory));
  const slack = await openSlackProcesses();
  const workers: ChildProcess[] = [];
  const from = { file, home: lab.directory };
  const keepLog = (child: ChildProcess, name: string) => {
    if (options.log !== undefined) child.stderr?.pipe(createWriteStream(join(options.log, `${name}.log`)));
  };
  async function startWorker() {
    const worker = await slack.start('worker', from);
    workers.push(worker);
    keepLog(worker, `worker-${worker.pid}`);
  }
  const site = { hosts, slack, workers, startWorker, close: () => slack.stop() };
  try {
    await askForWatches(slack, options.everyMs);
    await Promise.all([startWorker(), startWorker()]);
    keepLog(await slack.start('bot', from), 'bot');
    return site;
  } catch (error) {
    await slack.stop();
    throw error;
  }
}

/** As `/watch` leaves them, which asks for no interval that is as short as a test would have it. */
async function askForWatches({ redis }: SlackProcesses, everyMs: number): Promise<void> {
  const queue = await openQueue(redis.config, { logger: quiet });
  const watches = collectionOf(queue.records, 'watches', Watch);
  const by = { kind: 'person' as const, userId: 'U0LIN', at: new Date().toISOString() };
  for (const ports of [[], Object.values(PORTS)]) {
    const id = `w${ports.length}`;
    await watches.change(id, () => ({ schema: 'ferryman.watch/1', id, on: 'shop', ports, everyMs, by }));
  }
  await queue.close();
}

function configuration(hosts: readonly LabHost[], home: string): string {
  return stringify({
    hosts: Object.fromEntries(
      hosts.map(({ name, address, identityFile, knownHostsFile }) => [
        name,
        { address, user: 'root', identityFile, knownHostsFile, tags: ['shop'] },
      ]),
    ),
    audit: { file: join(home, 'audit.jsonl') },
    notify: { default: 'team', destinations: { team: { slack: CHANNEL } } },
  });
}
