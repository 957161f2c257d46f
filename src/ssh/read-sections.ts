import { z } from 'zod';

/** What one section of a script gave. A section whose frame never came whole (the script was cut) is in no map. */
export type SectionResult =
  | {
      readonly kind: 'ran';
      readonly argv: readonly string[];
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'absent'; readonly because: string }
  | ({ readonly kind: 'denied' } & Partly)
  | ({ readonly kind: 'timed-out' } & Partly);

/** Why there is no whole result, and what came all the same. */
interface Partly {
  readonly argv: readonly string[];
  readonly because: string;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Reads the framed output of a script of `composeScript`; what came before its first frame is not looked at. */
export function readSections(stdout: string, marker: string): Map<string, SectionResult> {
  const sections = new Map<string, SectionResult>();
  let open: Begun | undefined;
  for (const frame of framesOf(stdout, marker)) {
    if (frame.kind === 'a') {
      const head = readHead(frame.head);
      if (head) sections.set(head.id, { kind: 'absent', because: notInstalled(head.programs) });
    } else if (frame.kind === 'b') {
      const head = readHead(frame.head);
      open = head && { ...head, stdout: frame.body };
    } else if (frame.kind === 'd' && open) {
      open = { ...open, refusal: frame.body };
    } else if (frame.kind === 'o' && open) {
      open = { ...open, stdout: frame.body };
    } else if (frame.kind === 'e' && open && frame.whole) {
      sections.set(open.id, resultOf(open, frame));
      open = undefined;
    }
  }
  return sections;
}

interface Frame {
  readonly kind: string;
  readonly head: string;
  readonly body: string;
  /** Another frame follows, so nothing of this one is missing. */
  readonly whole: boolean;
}

interface Begun {
  readonly id: string;
  readonly argv: readonly string[];
  readonly stdout: string;
  readonly refusal?: string;
}

function* framesOf(stdout: string, marker: string): Generator<Frame> {
  const start = new RegExp(String.raw`\n${marker} ([abdeoz])(?: ([^\n]*))?\n`, 'g');
  let last: { kind: string; head: string; from: number } | undefined;
  for (const match of stdout.matchAll(start)) {
    if (last) yield { ...last, body: stdout.slice(last.from, match.index), whole: true };
    last = { kind: match[1] ?? '', head: match[2] ?? '', from: match.index + match[0].length };
  }
  if (last) yield { ...last, body: stdout.slice(last.from), whole: last.kind === 'a' };
}

const Head = z.object({
  id: z.string(),
  argv: z.array(z.string()).default([]),
  programs: z.array(z.string()).default([]),
});

/** Nothing where a section has printed something in the shape of a frame. */
function readHead(head: string): z.infer<typeof Head> | undefined {
  try {
    return Head.parse(JSON.parse(head));
  } catch {
    return undefined;
  }
}

/** `e <exit code> <limit in seconds, 0 for none> <uptime before> <uptime after>`, then stderr. */
function resultOf(section: Begun, end: Frame): SectionResult {
  const [code = 0, limit = 0, before = 0, after = 0] = end.head.split(' ').map(Number);
  const { argv, stdout } = section;
  const stderr = end.body;
  if (section.refusal !== undefined) {
    return { kind: 'denied', argv, because: refusalIn(section.refusal), stdout, stderr };
  }
  // timeout ends with 124; with 137 where only KILL helped; busybox with 143.
  if (limit > 0 && [124, 137, 143].includes(code) && (after === 0 || after - before >= limit)) {
    return { kind: 'timed-out', argv, because: `${argv[0]} did not end within ${limit} s`, stdout, stderr };
  }
  return { kind: 'ran', argv, code, stdout, stderr };
}

/** sudo warns about this and that before it refuses; the refusal comes last. */
function refusalIn(text: string): string {
  const lines = text.split('\n').filter((line) => /sudo|sorry/i.test(line));
  return (lines.at(-1) ?? text.trim()).trim();
}

function notInstalled(programs: readonly string[]): string {
  const names = [...new Set(programs)];
  if (names.length === 1) return `${names[0]} is not installed`;
  return `none of ${names.join(', ')} is installed`;
}
