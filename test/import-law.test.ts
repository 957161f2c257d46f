import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { judge, type Law } from './support/import-law.ts';

/** docs/architecture.md in a form that a machine can read: a row sees only what it names. */
const law: Law = {
  rooms: {
    facts: [],
    model: ['facts'],
    rules: ['facts', 'model'],
    fixes: ['facts', 'model', 'rules'],
    ssh: [],
    docker: ['ssh'],
    redact: [],
    patterns: [],
    report: ['patterns'],
    incidents: ['type:config'],
    watches: ['hosts'],
    logs: ['redact', 'patterns'],
    hosts: [],
    config: ['hosts', 'redact'],
    vantages: ['facts'],
    flows: ['hosts', 'ssh', 'docker', 'vantages', 'facts', 'model', 'rules', 'fixes', 'redact', 'logs'],
    status: ['hosts', 'queue', 'incidents', 'watches'],
    digest: ['queue', 'incidents', 'watches', 'render', 'type:config'],
    chart: ['incidents', 'render'],
    render: ['type:src/flows/diagnose.ts', 'type:src/flows/fix/run.ts', 'type:src/status/status.ts'],
    notify: ['render', 'type:config'],
    audit: ['redact'],
    cases: ['redact'],
    queue: ['type:config', 'type:src/notify/outbox-store.ts'],
    process: ['type:config'],
    metrics: ['queue', 'notify'],
    tracing: ['type:queue', 'notify'],
    workspace: [],
    dashboard: ['status', 'render', 'workspace', 'type:config'],
    commands: [
      'config',
      'hosts',
      'queue',
      'watches',
      'status',
      'dashboard',
      'render',
      'notify',
      'audit',
      'cases',
      'process',
      'type:metrics',
      'type:tracing',
    ],
    workers: [
      'config',
      'hosts',
      'queue',
      'flows',
      'render',
      'notify',
      'audit',
      'process',
      'incidents',
      'watches',
      'type:metrics',
      'type:tracing',
      'digest',
      'chart',
    ],
  },
  everyone: ['errors', 'report', 'text'],
  root: 'cli',
  packages: {
    esbuild: ['workspace', 'flows'],
    typescript: [],
    'node-ssh': ['ssh'],
    ssh2: ['ssh'],
    dockerode: ['docker'],
    'docker-modem': ['docker'],
    'intl-messageformat': ['text'],
    re2js: ['patterns', 'redact'],
    bullmq: ['queue'],
    '@bull-board/api': ['queue'],
    '@bull-board/hono': ['queue'],
    'bullmq-otel': ['tracing'],
    '@opentelemetry/api': ['tracing'],
    '@opentelemetry/core': ['tracing'],
    '@opentelemetry/context-async-hooks': ['tracing'],
    '@opentelemetry/exporter-trace-otlp-http': ['tracing'],
    '@opentelemetry/resources': ['tracing'],
    '@opentelemetry/sdk-trace-base': ['tracing'],
    'prom-client': ['metrics'],
    ioredis: ['queue'],
    '@electric-sql/pglite': ['queue'],
    nodemailer: ['notify'],
    '@resvg/resvg-wasm': ['chart'],
    '@larksuiteoapi/node-sdk': ['notify'],
    '@slack/bolt': ['commands', 'type:everyone'],
    '@slack/socket-mode': ['commands', 'type:everyone'],
    '@slack/web-api': ['notify', 'commands', 'type:everyone'],
    '@slack/types': ['type:everyone'],
  },
  computed: 'src/flows/own-rules/import-rule.ts',
  environment: 'config',
  chat: 'notify',
  pure: [
    'facts',
    'model',
    'rules',
    'fixes',
    'render',
    'redact',
    'patterns',
    'logs',
    'incidents',
    'watches',
    'report',
    'errors',
    'text',
  ],
};

const checkout = fileURLToPath(new URL('..', import.meta.url));

describe('the import law', () => {
  const judgement = judge(checkout, law);

  it('is kept by every module', () => {
    expect(judgement.violations).toEqual([]);
  });

  it('was held against every room that there is', () => {
    const rooms = readdirSync(join(checkout, 'src'), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
      .map(
        (entry) =>
          join(entry.parentPath, entry.name).slice(join(checkout, 'src/').length).split('/')[0] ?? '',
      )
      .map((name) => name.replace(/\.ts$/, ''));
    expect(rooms.length).toBeGreaterThan(50);
    for (const room of new Set(rooms)) {
      expect({ room, read: judgement.read[room] }).toEqual({
        room,
        read: rooms.filter((name) => name === room).length,
      });
    }
  });
});

describe('a breach is found:', () => {
  const planted: string[] = [];
  afterEach(() => {
    for (const folder of planted.splice(0)) rmSync(folder, { recursive: true });
  });

  function violationsOf(files: Record<string, string>): readonly string[] {
    const folder = mkdtempSync(join(tmpdir(), 'import-law-'));
    planted.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return judge(folder, law).violations;
  }

  const elsewhere = { 'src/ssh/pool.ts': 'export const pool = 1; export type Pool = 1;' };

  it.each([
    ['a static import', `import { pool } from '../src/ssh/pool.ts'; export const a = pool;`],
    ['an import for its effects', `import '../src/ssh/pool.ts';`],
    ['a dynamic import', `export const a = await import('../src/ssh/pool.ts');`],
    ['a re-export', `export { pool } from '../src/ssh/pool.ts';`],
    ['a re-export of everything', `export * from '../src/ssh/pool.ts';`],
    ['an import of a type', `import type { Pool } from '../src/ssh/pool.ts'; export type A = Pool;`],
    ['a type in place', `export type A = import('../src/ssh/pool.ts').Pool;`],
  ])('%s of a room that the row does not name', (_, text) => {
    expect(violationsOf({ ...elsewhere, 'commands/diagnose.ts': text })).toEqual([
      expect.stringContaining('commands/diagnose.ts:1 imports src/ssh/pool.ts: commands must not see ssh'),
    ]);
  });

  it('more than types from a room of which only types may be seen', () => {
    const stage = { 'src/flows/diagnose.ts': 'export type Stage = 1; export const stages = 1;' };
    const asType = `import type { Stage } from '../flows/diagnose.ts'; export type A = Stage;`;
    expect(violationsOf({ ...stage, 'src/render/stage.ts': asType })).toEqual([]);
    const asValue = `import { type Stage, stages } from '../flows/diagnose.ts'; export const a: Stage = stages;`;
    expect(violationsOf({ ...stage, 'src/render/stage.ts': asValue })).toEqual([
      'src/render/stage.ts:1 imports src/flows/diagnose.ts: render must not see flows at run time',
    ]);
  });

  it('an import of the command line, and of a test', () => {
    expect(
      violationsOf({
        'src/cli.ts': `import './facts/routes.ts';`,
        'src/facts/routes.ts': `import '../cli.ts';\nimport './routes.test.ts';\nimport '../../test/support/redis.ts';`,
        'src/facts/routes.test.ts': `import '../ssh/pool.ts';`,
        'test/support/redis.ts': '',
      }),
    ).toEqual([
      'src/facts/routes.ts:1 imports src/cli.ts: nothing imports cli',
      'src/facts/routes.ts:2 imports src/facts/routes.test.ts, which is a test',
      'src/facts/routes.ts:3 imports test/support/redis.ts, which is a test',
    ]);
  });

  it('a room that no row names', () => {
    expect(violationsOf({ 'src/utils/misc.ts': '' })).toEqual([
      'src/utils/misc.ts: no row of the import law names utils',
    ]);
  });

  it('an import of what is not there, or of what nobody can tell', () => {
    expect(
      violationsOf({
        'src/facts/routes.ts': `import './gone.ts';\nexport const a = (b: string) => import(b);`,
      }),
    ).toEqual([
      'src/facts/routes.ts:1 imports ./gone.ts, which is no file',
      'src/facts/routes.ts:2 imports something computed: nobody can say what',
    ]);
  });

  it('a package outside of its room', () => {
    const text = `import { Client } from 'ssh2';\nimport { App } from '@slack/bolt';\nimport type { Block } from '@slack/types';`;
    expect(violationsOf({ 'src/flows/diagnose.ts': text, 'src/ssh/pool.ts': `import 'ssh2';` })).toEqual([
      'src/flows/diagnose.ts:1 imports ssh2: only ssh may',
      'src/flows/diagnose.ts:2 imports @slack/bolt: only commands, type:everyone may',
    ]);
  });

  it('input and output in a pure room', () => {
    const text = `import { readFileSync } from 'node:fs';\nimport { isIP } from 'node:net';\nimport 'fs/promises';`;
    expect(violationsOf({ 'src/rules/a.ts': text, 'src/hosts/b.ts': text })).toEqual([
      'src/rules/a.ts:1 imports node:fs: rules does no input and output',
      'src/rules/a.ts:3 imports fs/promises: rules does no input and output',
    ]);
  });

  it('the environment read outside of config, however it is spelt', () => {
    const text = [
      `export const a = process.env.HOME;`,
      `export const b = process['env'].HOME;`,
      `export const { env } = process;`,
      `export const c = globalThis.process.env;`,
      `import { env as d } from 'node:process';`,
      `export const e = process.argv;`,
    ].join('\n');
    expect(violationsOf({ 'src/ssh/pool.ts': text, 'src/config/environment.ts': text })).toEqual(
      [5, 1, 2, 3, 4].map((line) => `src/ssh/pool.ts:${line} reads process.env`).toSorted(),
    );
  });

  it('a call of chat.* outside of notify', () => {
    const text = `export const a = (client: any) => client.chat.postMessage({});`;
    expect(violationsOf({ 'commands/diagnose.ts': text, 'src/notify/notifier.ts': text })).toEqual([
      'commands/diagnose.ts:1 calls chat.*',
    ]);
  });
});
