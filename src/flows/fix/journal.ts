import type { RanCommand } from '../../report/fix.ts';

/** Where a change stands, by the host's own record. */
export interface Journal {
  readonly state: JournalState;
  /** The run that may touch the host. */
  readonly fence: number;
  /** Seconds until the host takes it back by itself, by its own clock; absent before the undo is armed. */
  readonly secondsLeft?: number;
  readonly why?: string;
  /** Containers, and units that need Docker, that ran before and do not now. */
  readonly lost: readonly string[];
  readonly commands: readonly RanCommand[];
  /** Seconds without some of the containers. */
  readonly downtimeSeconds?: number;
}

const STATES = [
  'none',
  'prepared',
  'armed',
  'applying',
  'applied',
  'confirmed',
  'undoing',
  'undone',
  'undo-failed',
  'abandoned',
] as const;
export type JournalState = (typeof STATES)[number];

/** What `change.sh status` printed; undefined where it is something else. */
export function readJournal(text: string): Journal | undefined {
  const [head = '', log = ''] = text.split(/^log$/m, 2);
  const fields = new Map(
    head.split('\n').map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ').trim()] as const;
    }),
  );
  const state = STATES.find((one) => one === fields.get('state'));
  if (state === undefined) return undefined;
  const entries = readLog(log);
  const deadline = Number(fields.get('deadline') ?? Number.NaN);
  const why = fields.get('why');
  const downtimeSeconds = downtimeOf(entries);
  return {
    state,
    fence: Number(fields.get('fence') ?? 0),
    ...(Number.isFinite(deadline) && { secondsLeft: deadline - Number(fields.get('now')) }),
    ...(why !== undefined && why !== '' && { why }),
    lost: (fields.get('lost') ?? '').split(' ').filter((id) => id !== ''),
    commands: entries.map(({ at, command, code, output }) => ({ at, command, code, output })),
    ...(downtimeSeconds !== undefined && { downtimeSeconds }),
  };
}

interface Entry extends RanCommand {
  readonly uptime: number;
}

/** `@ <seconds since 1970> <uptime> <exit code or -> <command or note>`, output below behind bars. */
function readLog(log: string): readonly Entry[] {
  const entries: { at: string; uptime: number; code: number; command: string; output: string[] }[] = [];
  for (const line of log.split('\n')) {
    const [, seconds, uptime, code, command = ''] = /^@ (\d+) ([\d.]+) (-|\d+) (.*)$/.exec(line) ?? [];
    if (seconds !== undefined) {
      entries.push({
        at: new Date(Number(seconds) * 1000).toISOString(),
        uptime: Number(uptime),
        code: code === '-' ? 0 : Number(code),
        command: code === '-' ? `# ${command}` : command,
        output: [],
      });
    } else if (line.startsWith('| ')) entries.at(-1)?.output.push(line.slice(2));
  }
  return entries.map(({ output, ...entry }) => ({ ...entry, output: output.join('\n') }));
}

/** Each time from Docker's going to the last container's return; an undo goes while nobody is back yet. */
function downtimeOf(entries: readonly Entry[]): number | undefined {
  let goneAt: number | undefined;
  let total: number | undefined;
  for (const { command, uptime } of entries) {
    if (command === '# containers lose their connections') goneAt ??= uptime;
    if (command === '# all containers are back' && goneAt !== undefined) {
      total = (total ?? 0) + Math.max(0, uptime - goneAt);
      goneAt = undefined;
    }
  }
  return total === undefined ? undefined : Math.round(total * 10) / 10;
}
