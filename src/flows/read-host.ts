import type { Fact, Reading } from '../facts/fact.ts';
import { facts, type FactId } from '../facts/index.ts';
import { composeScript, newMarker, readSections, type Section, type SectionResult } from '../ssh/script.ts';
import type { Shell } from '../ssh/shell.ts';

export type Readings = Readonly<Record<string, Reading>>;

/** The longest that a host may take for the whole script; each section has a shorter limit of its own. */
const SCRIPT_TIMEOUT_MS = 25_000;

/** All facts that commands give, in one round trip: one script, framed output. */
export async function readHost(
  shell: Shell,
  wanted: readonly Fact[],
  signal?: AbortSignal,
): Promise<Readings> {
  const readings = await runSections(shell, wanted.flatMap(toSection), SCRIPT_TIMEOUT_MS, signal);
  return Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [
      id,
      settleForLess(
        reading,
        wanted.find((fact) => fact.id === id),
      ),
    ]),
  );
}

/**
 * Some facts say less without root and are of worth all the same: listening sockets without their processes. Without any
 * output the fact's own parser decides: a file that is not there reads the same for everybody.
 */
function settleForLess(reading: Reading, fact: Fact | undefined): Reading {
  if (
    reading.status !== 'denied' ||
    fact?.read.kind !== 'command' ||
    fact.read.privileged !== 'where-possible'
  ) {
    return reading;
  }
  const { argv, stdout = '', stderr = '' } = reading;
  const raw = { argv, stdout, stderr, code: stdout.trim() === '' ? 1 : 0 };
  return fact.parse(raw).kind === 'value' ? { status: 'ok', ...raw } : reading;
}

export async function runSections(
  shell: Shell,
  sections: readonly Section[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Readings> {
  const marker = newMarker();
  const result = await shell.run(
    { argv: ['sh', '-s'], stdin: composeScript(sections, marker) },
    { timeoutMs, ...(signal && { signal }) },
  );
  const read = readSections(result.stdout, marker);
  const cut =
    result.kind === 'timed-out' ? `the host took longer than ${timeoutMs} ms for all facts` : undefined;
  return Object.fromEntries(
    sections.map(({ id, candidates }) => {
      const section = read.get(id);
      return [
        id,
        section === undefined ? missing(candidates[0] ?? [], cut, result.stderr) : toReading(id, section),
      ];
    }),
  );
}

function toSection({ id, read }: Fact): Section[] {
  if (read.kind !== 'command') return [];
  const { candidates, privileged, timeoutSeconds } = read;
  return [
    {
      id,
      candidates,
      privileged: privileged !== undefined && privileged !== false,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    },
  ];
}

function missing(argv: readonly string[], cut: string | undefined, stderr: string): Reading {
  if (cut !== undefined) return { status: 'timed-out', because: cut, argv };
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return { status: 'unreadable', because: last || "the script's output ends before this fact", argv };
}

const REFUSED = /permission denied|operation not permitted|you must be root|are you root/i;

/** What a command that printed nothing means is its fact's own business, except where it was refused or is not there. */
function toReading(id: string, section: SectionResult): Reading {
  switch (section.kind) {
    case 'absent':
      return { status: 'absent', because: section.because, argv: [] };
    case 'denied':
    case 'timed-out': {
      const { kind, ...rest } = section;
      return { status: kind, ...rest };
    }
    case 'ran': {
      const { kind: _, ...raw } = section;
      const { argv, code, stdout, stderr } = raw;
      if (stdout.trim() !== '' || code === 0) return { status: 'ok', ...raw };
      const because = stderr.trim().split('\n').at(-1) ?? '';
      if (REFUSED.test(stderr)) return { status: 'denied', because, argv, stdout, stderr };
      if (code === 127)
        return { status: 'absent', because: because || `${wantedBy(argv)} is not there`, argv };
      const parsed = isFactId(id) ? facts[id].parse(raw) : undefined;
      if (parsed?.kind === 'value') return { status: 'ok', ...raw };
      return { status: 'unreadable', because: parsed?.because ?? because, argv, stdout, stderr };
    }
  }
  return section satisfies never;
}

/** A script looks for its program in its first words: `command -v nft >/dev/null || exit 127`. */
function wantedBy([program, , script = '']: readonly string[]): string {
  return /^command -v ([\w-]+) /.exec(script)?.[1] ?? program ?? '';
}

function isFactId(id: string): id is FactId {
  return Object.hasOwn(facts, id);
}
