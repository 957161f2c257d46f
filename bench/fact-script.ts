import type { Fact } from '../src/facts/fact.ts';
import { facts } from '../src/facts/index.ts';
import { readHost } from '../src/flows/read-host.ts';
import type { Command, CommandResult, Shell } from '../src/ssh/shell.ts';

/** The script that reads facts of a host, as it is sent: other tools get the very same. */
export async function factScript(wanted: readonly Fact[] = Object.values(facts)): Promise<string> {
  let script = '';
  const listening: Shell = {
    label: 'listening',
    run: (command: Command): Promise<CommandResult> => {
      script = command.stdin ?? '';
      return Promise.resolve({
        kind: 'exited',
        code: 0,
        stdout: '',
        stderr: '',
        truncated: false,
        durationMs: 0,
      });
    },
    stream: () => Promise.reject(new Error('not used')),
    dial: () => Promise.reject(new Error('not used')),
    pipe: () => Promise.reject(new Error('not used')),
    close: () => Promise.resolve(),
  };
  await readHost(listening, wanted);
  return script;
}
