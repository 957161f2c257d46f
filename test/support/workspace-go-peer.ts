import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** The independent Go client of Slack, from Debian's packages: nothing is fetched from anywhere else. */

const source = fileURLToPath(new URL('go-slack-peer/main.go', import.meta.url));
const library = '/usr/share/gocode/src/github.com/slack-go/slack';

/** Why the peer cannot be built here; undefined when it can. */
export function goPeerMissing(): string | undefined {
  if (spawnSync('go', ['version']).status !== 0) return 'Go is not installed';
  return existsSync(library) ? undefined : 'golang-github-slack-go-slack-dev is not installed';
}

export interface Step {
  readonly step: string;
  readonly [key: string]: unknown;
}

export interface GoPeer {
  readonly steps: readonly Step[];
  next(step: string): Promise<Step>;
  stop(): Promise<void>;
}

/** Builds the peer as Debian builds Go programs: from /usr/share/gocode, without modules. */
export function buildGoPeer(): string {
  const binary = join(mkdtempSync(join(tmpdir(), 'go-slack-peer-')), 'peer');
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOFLAGS: '',
    CGO_ENABLED: '0',
  };
  const built = spawnSync('go', ['build', '-o', binary, source], { env, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`go build: ${built.stderr}`);
  return binary;
}

export function startGoPeer(binary: string, { apiUrl, botToken, appToken }: Workspace): GoPeer {
  const child = spawn(binary, [], {
    env: { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const steps: Step[] = [];
  const waiting = new Set<() => void>();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const step: unknown = JSON.parse(line);
    if (isStep(step)) steps.push(step);
    for (const look of waiting) look();
  });
  return {
    steps,
    next: (wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`no ${wanted} after: ${steps.map(({ step }) => step).join(', ')}`));
        }, 10_000);
        const look = () => {
          const found = steps.find(({ step }) => step === wanted || step === 'failed');
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const isStep = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && 'step' in value;
