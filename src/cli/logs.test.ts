import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { LogReport } from '../report/logs.ts';
import { runCli } from './program.ts';

const snapshotOf = (name: string) =>
  fileURLToPath(new URL(`../../test/hosts/${name}/snapshot.json`, import.meta.url));

const INVENTORY = `hosts:
  hz-old: { snapshot: ${snapshotOf('dotnet-shared-framework-missing')} }
  hz-new: { snapshot: ${snapshotOf('dotnet-shared-framework-missing-3.1')} }
  hz-jobs: { snapshot: ${snapshotOf('healthy-finished-jobs')} }
`;
const GONE = '  gone: { address: 127.0.0.1, port: 1, user: me }\n';

/** What arrives in a program when a shell runs the line. */
function splitByShell(line: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

async function logs(args: readonly string[], yaml = INVENTORY) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-logs-'));
  await writeFile(join(cwd, 'ferryman.yaml'), yaml);
  const terminal = captureTerminal();
  const code = await runCli(['logs', ...args], {
    environment: { env: { USER: 'me' }, cwd, home: cwd },
    terminal,
  });
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('ferryman logs', () => {
  it('says what is wrong with a container, and exits with 1', async () => {
    const { code, out, err } = await logs(['topapi', 'on', 'hz-old']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(
      /^🔴 hz-old, container topapi is faulty: topapi needs Microsoft\.AspNetCore\.App 2\.1\.1/,
    );
    expect(out).toContain('exit code 150: .NET finds no framework');
  });

  it('says why a recording has no line of the last minute, and what to ask instead', async () => {
    const { out } = await logs(['topapi', 'on', 'hz-old', 'since', '1m', '--json']);
    const { read, excerpt } = LogReport.parse(JSON.parse(out));
    expect(excerpt).toEqual([]);
    const [, day = ''] =
      /^The recording was made at (\S+) \S+ UTC and holds nothing of the time since/.exec(read.cut ?? '') ??
      [];
    expect(read.cut).toContain(`Ask for since ${day}, `);
    const shown = await logs(['topapi', 'on', 'hz-old', 'since', '1m']);
    expect(shown.out.replaceAll(/\s+/g, ' ')).toContain('Why: The recording was made at');
    const instead = await logs(['topapi', 'on', 'hz-old', 'since', day, '--json']);
    const { excerpt: lines, read: all } = LogReport.parse(JSON.parse(instead.out));
    expect([lines.length > 0, all.cut]).toEqual([true, undefined]);
  });

  it('prints one object of the contract and nothing else, whether asked in words or in options', async () => {
    const words = await logs(['topapi', 'on', 'hz-old', 'grep', 'aka', 'tail', '1', '--json']);
    const options = await logs(['topapi', '--host', 'hz-old', '--grep', 'aka', '-n', '1', '--json']);
    for (const { code, out, err } of [words, options]) {
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(LogReport.parse(JSON.parse(out))).toMatchObject({
        schema: 'ferryman.logs/1',
        asked: { grep: 'aka', tail: 1 },
        excerpt: [{ text: '      https://aka.ms/dotnet-download' }],
      });
    }
  });

  it('exits with 0 for a job that is done', async () => {
    expect(await logs(['seed'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('🟢 hz-jobs, container seed is healthy'),
    });
  });

  it('lists the commands to type where a name is that of several containers', async () => {
    const { code, out, err } = await logs(['topapi']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('topapi is 3 containers. Type one of these:');
    expect(err).toMatch(/^ {2}ferryman logs topapi on hz-new +hz-new +Exited \(150\)/m);
  });

  it('names what is near where there is no such container', async () => {
    const { code, err } = await logs(['sed']);
    expect(code).toBe(2);
    expect(err).toMatch(/^None of the hosts with Docker that were asked has a container called sed\.$/m);
    expect(err).toMatch(/^ {2}ferryman logs seed on hz-jobs /m);
  });

  it('keeps all that was asked in the commands that it proposes', async () => {
    const recorded = snapshotOf('dotnet-shared-framework-missing');
    const asked = ['since', '2026-11-22T11:00', 'errors', 'tail', '5', '--grep', "it's (not|no) found"];
    const { code, err } = await logs(['topap', '--snapshot', recorded, ...asked, '--json']);
    expect(code).toBe(2);
    const [, proposed = ''] = /^ {2}(ferryman logs .*?) {2,}hz-shop /m.exec(err) ?? [];
    expect(proposed).toBe(
      `ferryman logs topapi --since 2026-11-22T11:00:00.000Z --grep 'it'\\''s (not|no) found' --tail 5 --snapshot ${recorded} --errors --json`,
    );
    const again = await logs(splitByShell(proposed).slice(2));
    expect(LogReport.parse(JSON.parse(again.out)).asked).toEqual({
      since: '2026-11-22T11:00:00.000Z',
      grep: "it's (not|no) found",
      tail: 5,
      onlyErrors: true,
    });
  });

  it('says how a log is asked for to somebody who types nothing', async () => {
    expect(await logs([])).toEqual({
      code: 2,
      out: '',
      err: 'Which container?\nType: ferryman logs topapi since 30m\nAll that can be asked: ferryman logs --help\n',
    });
  });

  it('does not follow a recording, which ended when it was made', async () => {
    const recorded = snapshotOf('dotnet-shared-framework-missing');
    expect(await logs(['topapi', '-f', '--snapshot', recorded, '--grep', 'aka'])).toEqual({
      code: 2,
      out: '',
      err: `A recording ends where it was made: no new line comes that could be followed.\nTo read what was recorded: ferryman logs topapi --grep aka --snapshot ${recorded}\n`,
    });
  });

  it('does not say that it is nowhere while a host could not be asked', async () => {
    const { code, err } = await logs(['orders'], INVENTORY + GONE);
    expect(code).toBe(3);
    expect(err).toContain('No container is called orders on any host that could be asked.');
    expect(err).toMatch(/^ {2}gone: .+$/m);
    const found = await logs(['seed'], INVENTORY + GONE);
    expect(found).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 host could not be asked (gone: '),
    });
  });

  it("masks what the team's own patterns name in why a host could not be asked", async () => {
    const patterns = `redact:\n  patterns: [{ name: address, pattern: '127\\.0\\.0\\.[0-9]+' }]\n`;
    for (const container of ['seed', 'orders']) {
      const { err } = await logs([container], INVENTORY + GONE + patterns);
      expect(err).toMatch(/gone: .*‹secret \w+›/);
      expect(err).not.toContain('127.0.0.1');
    }
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a mistake', ['topapi', 'sinec', '30m'], /since\?\nType: ferryman logs topapi since 30m\n/],
    [
      'an option',
      ['topapi', '--since', 'brunch'],
      /"brunch" is no time.*\nType: ferryman logs topapi since 30m\n/,
    ],
    ['a pattern', ['seed', '--grep', '(x'], /^The pattern behind grep/],
    ['a host', ['topapi', 'on', 'hz-odl'], /hz-odl is not in the inventory\.\nDid you mean hz-old/],
  ])('says what to type after %s that is none, and exits with 2', async (_, args, says) => {
    const { code, out, err } = await logs(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  it.each([
    ['2026-11-22T20:00:00Z', '11:56:40'],
    ['2026-11-23T20:00:00Z', '11-22 11:56'],
  ])(
    'follows with a line for each line, as text or as JSON, and ends where a recording does (%s)',
    async (now, today) => {
      vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
      const text = await logs(['topapi', 'on', 'hz-old', 'follow', '2s']);
      expect(text).toMatchObject({
        code: 0,
        err: expect.stringContaining('A recording ends where it was made'),
      });
      // With its day, as of whatever was not said today.
      expect(text.out.split('\n')[0]).toBe(
        `${today} It was not possible to find any compatible framework version`,
      );
      const json = await logs(['topapi', 'on', 'hz-old', '--follow', '--grep', 'aka', '--json']);
      expect(
        json.out
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      ).toEqual([
        { at: '2026-11-22T11:56:40.686747059Z', stream: 'tty', text: '      https://aka.ms/dotnet-download' },
      ]);
    },
  );

  it('reads a recorded host without any configuration of it', async () => {
    const { code, out } = await logs(
      ['topapi', '--snapshot', snapshotOf('dotnet-shared-framework-missing')],
      'hosts: {}\n',
    );
    expect(code).toBe(1);
    expect(out).toContain('hz-shop, container topapi is faulty');
    // Seconds that passed before the recording, whenever it is read.
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /State exited \d+ s ago with exit code 150: [^()]* \(at the time of the recording, 2026-11-22 11:56 UTC\)/,
    );
  });
});
