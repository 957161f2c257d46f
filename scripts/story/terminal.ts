import type { LabHost } from '../../test/lab/lab.ts';
import type { Steady } from './steady.ts';

import { runCli } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { Report } from '../../src/report/report.ts';
import { run, until } from '../../test/lab/process.ts';
import { fromOutside, type Seen } from '../../test/lab/proof.ts';

/** Somebody at a terminal: every command gives what stands on the screen, as a block of Markdown. */
export interface Screen {
  /** Typed on the host. */
  readonly onHost: (...commands: readonly string[]) => Promise<string>;
  /** Typed on the machine of the person who looks on. */
  readonly outside: (...commands: readonly string[]) => Promise<string>;
  /** `ferryman diagnose hz-shop [target]`, as people see it. */
  readonly diagnose: (target?: string) => Promise<string>;
}

export function screenOf(host: LabHost, config: string, steady: Steady): Screen {
  const show = async (prompt: string, commands: readonly string[], enter: readonly string[]) => {
    const shown: string[] = [];
    for (const command of commands) {
      const { stdout } = await run([...enter, 'sh', '-c', `exec 2>&1\n${command}`]);
      shown.push(`${prompt} ${command}`, stdout.trimEnd());
    }
    return block(steady(shown.filter((line) => line !== '').join('\n')));
  };
  return {
    onHost: (...commands) =>
      show(`${host.name}#`, commands, [
        'nsenter',
        '-t',
        String(host.pid),
        '-a',
        '--',
        'env',
        'LC_ALL=C.UTF-8',
      ]),
    outside: (...commands) => show('laptop$', commands, []),
    diagnose: async (target) => {
      const asked = [host.name, ...(target === undefined ? [] : target.split(' '))];
      const report = await reportOf(config, asked);
      // Before it is broken into lines, so that these break at the same places whatever was replaced.
      const shown = renderTerminal(steadyWords(report, steady), { color: false, width: 100 });
      return block(`laptop$ ferryman diagnose ${asked.join(' ')}\n${shown.replace(SECONDS, '').trimEnd()}`);
    },
  };
}

export function block(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

/** How long it took, at the end of the first line. */
const SECONDS = / {2,}\d+(?:\.\d+)? s$/m;

function steadyWords(report: Report, steady: Steady): Report {
  const words = JSON.stringify(report, (key, value: unknown) =>
    typeof value === 'string' && key !== 'at' ? steady(value) : value,
  );
  return Report.parse(JSON.parse(words));
}

/** Asks as a person does, less the second that a process takes to start. */
export async function reportOf(config: string, asked: readonly string[]): Promise<Report> {
  const written = { stdout: '', stderr: '' };
  const terminal = {
    stdout: (text: string) => (written.stdout += text),
    stderr: (text: string) => (written.stderr += text),
    columns: undefined,
    color: false,
    ask: undefined,
  };
  await runCli(['diagnose', ...asked, '--json', '--config', config], {
    environment: readEnvironment(),
    terminal,
  });
  if (written.stderr !== '') throw new Error(`ferryman diagnose ${asked.join(' ')}: ${written.stderr}`);
  return Report.parse(JSON.parse(written.stdout));
}

/** The story goes on only if it went as it is told. */
export async function expectSeen(host: LabHost, port: number, wanted: Seen): Promise<void> {
  await until(`${port}: ${wanted}`, 30_000, async () =>
    (await fromOutside(host, port)) === wanted ? true : undefined,
  );
}

/** Docker has given up on it, so that nothing moves while it is looked at. */
export async function expectExited(host: LabHost, container: string): Promise<void> {
  await until(`${container} to stay down`, 30_000, async () => {
    const { stdout } = await host.run(['docker', 'inspect', '-f', '{{.State.Status}}', container]);
    return stdout.trim() === 'exited' ? true : undefined;
  });
}
