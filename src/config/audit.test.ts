import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

async function auditFile(yaml: string) {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-audit-config-'));
  await writeFile(join(folder, 'ferryman.yaml'), yaml);
  const { audit } = await loadConfig({ env: {}, cwd: folder, home: '/home/me' });
  return audit.file.replace(`${folder}/`, '');
}

test.each([
  ['beside the data of the embedded queue', '{}', '.ferryman/audit.jsonl'],
  [
    'beside that folder wherever it is',
    'queue: { dataDir: /var/lib/ferryman/queue }',
    '/var/lib/ferryman/audit.jsonl',
  ],
  ['where the file says, from its own folder', 'audit: { file: log/changes.jsonl }', 'log/changes.jsonl'],
  ['and in the home folder', 'audit: { file: ~/changes.jsonl }', '/home/me/changes.jsonl'],
])('the audit is kept %s', async (_, yaml, file) => {
  expect(await auditFile(yaml)).toBe(file);
});
