import type { RanCommand } from '../../report/fix.ts';

/** Where a change stands, by the host's own record. */
export interface Journal {
  readonly state: JournalState;
  /** The run that may touch the host. */
  readonly fence: number;
  /** Seconds until the host takes it back by itself, by its own clock; absent before the undo is armed. */
  readonly secondsLeft?: number;
  readonly why?: string;
  /** Containers that ran before and do not now. */
  readonly lost: readonly string[];
  readonly commands: readonly RanCommand[];
  /** Seconds between Docker's going and the last container's return. */
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
    commands: entries.map(({ uptime: _, ...command }) => command),
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

function downtimeOf(entries: readonly Entry[]): number | undefined {
  const from = entries.find(({ command }) => command === '# docker goes');
  const until = entries.findLast(({ command }) => command === '# docker is back');
  return from === undefined || until === undefined || until.uptime < from.uptime
    ? undefined
    : Math.round((until.uptime - from.uptime) * 10) / 10;
}
