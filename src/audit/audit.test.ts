import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditEvent } from '../report/audit.ts';
import { openAudit } from './audit.ts';
import { fixRecorder } from './fix-recorder.ts';
import { readAudit, type AuditLine } from './read-audit.ts';

const subject = {
  id: 'k3j9x2m4',
  host: 'hz-shop',
  who: { kind: 'terminal', login: 'lin', machine: 'ops-1' },
  digest: 'ab'.repeat(32),
} as const;

const freshFile = async () => join(await mkdtemp(join(tmpdir(), 'ferryman-audit-')), 'deep', 'audit.jsonl');
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

async function linesOf(file: string): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const line of readAudit(file)) lines.push(line);
  return lines;
}

async function entriesOf(file: string): Promise<AuditEntry[]> {
  return (await linesOf(file)).flatMap((line) => (line.kind === 'entry' ? [line.entry] : []));
}

describe('the record of changes', () => {
  it('gives back what was written, and nobody else may read it', async () => {
    const file = await freshFile();
    const audit = openAudit(file, { now: () => new Date('2026-11-22T20:41:42Z') });
    await audit.record(subject, { event: 'approved' });
    await audit.record(
      { id: subject.id, host: 'hz-shop' },
      { event: 'ended', result: 'fixed', because: 'All of it was proven.', downtimeSeconds: 12.4 },
    );
    expect(await entriesOf(file)).toEqual([
      { schema: 'ferryman.audit/1', at: '2026-11-22T20:41:42.000Z', ...subject, event: 'approved' },
      {
        schema: 'ferryman.audit/1',
        at: '2026-11-22T20:41:42.000Z',
        id: 'k3j9x2m4',
        host: 'hz-shop',
        event: 'ended',
        result: 'fixed',
        because: 'All of it was proven.',
        downtimeSeconds: 12.4,
      },
    ]);
    expect(await modeOf(file)).toBe('600');
    expect(await modeOf(dirname(file))).toBe('700');
  });

  it('holds no secret, wherever an event has it, and keeps the digest', async () => {
    const file = await freshFile();
    const command = {
      at: '2026-11-22T20:41:42Z',
      command: 'curl -u admin:hunter2hunter2 http://10.0.0.5/',
      code: 7,
      output: 'could not log in: password=correct-horse-battery',
    };
    await openAudit(file).record(subject, { event: 'command', command });
    await openAudit(file).record(subject, {
      event: 'refused',
      because: ['{"proxies":{"default":{"httpProxy":"http://me:s3cr3t-w0rd@10.0.0.1:3128"}}}'],
    });
    const text = await readFile(file, 'utf8');
    expect(text).not.toMatch(/hunter2|correct-horse|s3cr3t-w0rd/);
    expect(text.match(/‹secret \w{4}›/g)).toHaveLength(3);
    expect(text).toContain(subject.digest);
  });

  it('keeps both ends of an output that is too long for a line', async () => {
    const file = await freshFile();
    const output = `begin ${'x '.repeat(100_000)} end`;
    const command = { at: '2026-11-22T20:41:42Z', command: 'journalctl -u docker', code: 0, output };
    await openAudit(file).record(subject, { event: 'command', command });
    const [entry] = await entriesOf(file);
    expect(JSON.stringify(entry)).toMatch(/begin x .* characters left out .* end/);
    expect((await stat(file)).size).toBeLessThan(20_000);
  });

  it('loses and mixes up nothing when several processes write at once', async () => {
    const file = await freshFile();
    const program = `
      import { openAudit } from ${JSON.stringify(fileURLToPath(new URL('./audit.ts', import.meta.url)))};
      const audit = openAudit(${JSON.stringify(file)});
      const [, login] = process.argv;
      for (let n = 0; n < 40; n += 1) {
        const who = { kind: 'terminal', login, machine: 'ops-1' };
        await audit.record({ id: 'k3j9x2m4', host: 'hz-shop', who }, { event: 'step', step: \`\${n} \${'y'.repeat(9000)}\` });
      }`;
    const writers = ['ann', 'bo', 'cy'];
    const run = promisify(execFile);
    await Promise.all(
      writers.map((login) =>
        run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, login]),
      ),
    );
    const lines = await linesOf(file);
    const found = lines.map((line): string =>
      line.kind === 'entry' && line.entry.event === 'step' && line.entry.who?.kind === 'terminal'
        ? `${line.entry.who.login} ${line.entry.step.split(' ')[0]}`
        : JSON.stringify(line),
    );
    const expected = writers.flatMap((login) => Array.from({ length: 40 }, (_, n) => `${login} ${n}`));
    expect(found.toSorted()).toEqual(expected.toSorted());
  }, 60_000);

  it('says which line is broken, and reads those around it', async () => {
    const file = await freshFile();
    const audit = openAudit(file);
    await audit.record(subject, { event: 'began' });
    // What a full disk leaves of an entry, then the next entry.
    await appendFile(file, '{"schema":"ferryman.audit/1","at":"2026-');
    await audit.record(subject, { event: 'approved' });
    await appendFile(
      file,
      '{"schema":"ferryman.audit/1","at":"2026-11-22T20:41:42Z","id":"../../etc","host":"a","event":"began"}\n',
    );
    expect(await linesOf(file)).toMatchObject([
      { kind: 'entry', number: 1, entry: { event: 'began' } },
      { kind: 'broken', number: 2, because: 'is no JSON' },
      { kind: 'entry', number: 3, entry: { event: 'approved' } },
      { kind: 'broken', number: 4, because: 'is no entry of ferryman.audit/1 (id)' },
    ]);
  });

  it('has no line where there is no file, and does not break one at a separator that JSON lets stand', async () => {
    const file = await freshFile();
    expect(await linesOf(file)).toEqual([]);
    await openAudit(file).record(subject, { event: 'step', step: 'one\u2028two' });
    expect(await linesOf(file)).toMatchObject([{ kind: 'entry', entry: { step: 'one\u2028two' } }]);
  });

  it('says what to do where it cannot be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-audit-'));
    await writeFile(join(folder, 'taken'), '');
    await expect(
      openAudit(join(folder, 'taken', 'audit.jsonl')).record(subject, { event: 'began' }),
    ).rejects.toMatchObject({ code: 'audit-unwritable', next: expect.stringContaining('audit.file') });
  });
});

describe('a snapshot beside the record', () => {
  it('is named by an entry with the sum of its bytes, and is never written over', async () => {
    const file = await freshFile();
    const audit = openAudit(file);
    const events: AuditEvent[] = [];
    for (const host of ['as it was', 'as it was again']) await audit.keep(subject, 'before', { host });
    for (const entry of await entriesOf(file)) events.push(entry);
    expect(events).toMatchObject([
      { event: 'snapshot', which: 'before', file: 'audit/k3j9x2m4/before.json' },
      { event: 'snapshot', which: 'before', file: 'audit/k3j9x2m4/before-2.json' },
    ]);
    const first = await readFile(join(dirname(file), 'audit/k3j9x2m4/before.json'));
    expect(JSON.parse(first.toString())).toEqual({ host: 'as it was' });
    expect(events[0]).toMatchObject({ sha256: createHash('sha256').update(first).digest('hex') });
    expect(await modeOf(join(dirname(file), 'audit/k3j9x2m4/before.json'))).toBe('600');
  });

  it('goes into a folder of its own beside a record of any name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-audit-'));
    await mkdir(join(folder, 'log'));
    await openAudit(join(folder, 'log', 'changes')).keep(subject, 'after', {});
    expect(await entriesOf(join(folder, 'log', 'changes'))).toMatchObject([
      { file: 'changes.d/k3j9x2m4/after.json' },
    ]);
  });
});

describe('what a flow tells', () => {
  it('becomes entries, with the snapshots beside them', async () => {
    const file = await freshFile();
    const tell = fixRecorder(openAudit(file), subject);
    const command = { at: '2026-11-22T20:43:13Z', command: 'systemctl restart docker', code: 0, output: '' };
    const proof = { what: 'docker0', before: '192.168.0.1/20', after: '192.168.64.1/24', ok: true };
    await tell({
      kind: 'began',
      detail: { approved: {} },
      snapshot: { when: 'before', taken: { host: 'hz-shop' } },
    });
    await tell({ kind: 'step', detail: { step: 'proven' } });
    await tell({ kind: 'command', detail: command });
    await tell({ kind: 'proof', detail: proof });
    await tell({ kind: 'ended', detail: { result: 'fixed', because: 'It was seen.' } });
    expect(await entriesOf(file)).toMatchObject([
      { event: 'snapshot', which: 'before' },
      { event: 'began' },
      { event: 'step', step: 'proven' },
      { event: 'command', command },
      { event: 'proof', proof },
      { event: 'ended', result: 'fixed', because: 'It was seen.' },
    ]);
  });

  it('holds each command once, however many runs read it from the host, and keeps no host waiting for a full disk', async () => {
    const file = await freshFile();
    const at = '2026-11-22T20:43:13Z';
    const next = { at, command: 'systemctl restart docker', code: 0, output: '' };
    for (const [mask, ...more] of [['ab12'], ['cd34', next], ['ab12', next]] as const) {
      const tell = fixRecorder(openAudit(file), subject);
      await tell({ kind: 'command', detail: { ...next, command: `curl http://a:‹secret ${mask}›@proxy/` } });
      for (const command of more) await tell({ kind: 'command', detail: command });
    }
    const events = (await entriesOf(file)).map((entry) => entry.event === 'command' && entry.command.command);
    expect(events).toEqual([expect.stringContaining('curl'), 'systemctl restart docker']);

    const lost: string[] = [];
    const tell = fixRecorder(openAudit(join(file, 'audit.jsonl')), subject, ({ code }) => lost.push(code));
    await tell({ kind: 'ended', detail: { result: 'fixed', because: 'It was seen.' } });
    expect(lost).toEqual(['audit-unwritable']);
    await expect(tell({ kind: 'began', detail: {} })).rejects.toMatchObject({ code: 'audit-unwritable' });
  });

  it('is kept in whatever shape it has', async () => {
    const file = await freshFile();
    await fixRecorder(openAudit(file), subject)({ kind: 'ended', detail: { result: 'vanished' } });
    expect(await entriesOf(file)).toMatchObject([{ event: 'step', step: 'ended {"result":"vanished"}' }]);
  });
});
