import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../src/cli/program.ts';
import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { renderTerminal } from '../src/render/terminal.ts';
import { captureTerminal } from './support/captured-terminal.ts';
import { recordedHost } from './support/recorded-hosts.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('shows a picture, and no picture or file that is not there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(links).toContain('docs/thread.png');
    expect(links.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
  });

  it('quotes what is printed for the recorded host', () => {
    const quoted = /```\n(🔴[^`]*(?:`[^`\n]+`[^`]*)*)```/u.exec(readme)?.[1] ?? '';
    const report = diagnoseSnapshot(recordedHost('the-story-again').snapshot, { port: 30_003 });
    const printed = words(renderTerminal(report, { color: false, width: 100 }));
    const pieces = words(quoted).split(' … ');
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.filter((piece) => !printed.includes(piece))).toEqual([]);
  });

  it('quotes what is printed for the log of a recorded host', async () => {
    const [, about = ''] = readme.split('## Logs\n');
    const quoted = /```\n(🔴[^`]*)```/u.exec(about)?.[1] ?? '';
    const path = /--snapshot (\S+)`/.exec(about)?.[1] ?? '';
    const terminal = captureTerminal();
    await runCli(['logs', 'topapi', '--snapshot', path], {
      environment: { env: {}, cwd: fileURLToPath(new URL('..', import.meta.url)), home: tmpdir() },
      terminal,
    });
    const printed = words(terminal.out());
    const pieces = words(quoted)
      .split(' …')
      .map((piece) => piece.trim());
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.filter((piece) => !printed.includes(piece))).toEqual([]);
  });
});

/** Without line breaks, and without the time that stands at the end of the first line. */
function words(text: string): string {
  return text
    .replace(/ {2,}[\d.]+ s$/m, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
