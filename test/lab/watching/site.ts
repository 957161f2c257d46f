import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
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
  const hosts: LabHost[] = [];
  for (let number = 1; number <= options.hosts; number += 1)
    hosts.push(await bootShop(lab, `hz-${String(number).padStart(2, '0')}`));
  const file = join(lab.directory, 'ferryman.yaml');
  await writeFile(file, configuration(hosts, options.everyMs, lab.directory));
  const slack = await openSlackProcesses();
  const workers: ChildProcess[] = [];
  const from = { file, home: lab.directory };
  const keepLog = (child: ChildProcess, name: string) => {
    if (options.log !== undefined) child.stderr?.pipe(createWriteStream(join(options.log, `${name}.log`)));
  };
  async function startWorker() {
    const worker = await slack.start('worker', from);
    workers.push(worker);
    keepLog(worker, `worker-${workers.length}`);
  }
  const site = { hosts, slack, workers, startWorker, close: () => slack.stop() };
  try {
    await Promise.all([startWorker(), startWorker()]);
    keepLog(await slack.start('bot', from), 'bot');
    return site;
  } catch (error) {
    await slack.stop();
    throw error;
  }
}

function configuration(hosts: readonly LabHost[], everyMs: number, home: string): string {
  const every = `${Math.round(everyMs / 1000)}s`;
  return stringify({
    hosts: Object.fromEntries(
      hosts.map(({ name, address, identityFile, knownHostsFile }) => [
        name,
        { address, user: 'root', identityFile, knownHostsFile, tags: ['shop'] },
      ]),
    ),
    audit: { file: join(home, 'audit.jsonl') },
    watch: {
      on: [
        { on: 'shop', every },
        { on: 'shop', ports: Object.values(PORTS), every },
      ],
    },
    notify: { default: 'team', destinations: { team: { slack: CHANNEL } } },
  });
}
