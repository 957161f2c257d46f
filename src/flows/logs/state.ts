import type { Container } from '../../model/containers.ts';
import { exitMeaning } from '../../model/exit-meaning.ts';
import { isLooping, lastEnd, staysDown, type RunEnd } from '../../model/runs.ts';
import type { ContainerState } from '../../report/logs.ts';
import { english, type Reader } from '../../text/reader.ts';
import { list, type Sayable, type Said, say, type Text, verbatim } from '../../text/say.ts';

/**
 * How a container is, in one sentence and in parts.
 * @param now milliseconds since 1970, by the host's clock
 * @param mask for what a probe or a failed start printed; before it is cut, since half a secret is not known for one
 */
export function stateOf(
  container: Container,
  now: number,
  mask: (text: string) => string,
  { tell }: Reader = english,
): ContainerState {
  const { state, restartCount } = container.inspect;
  const loops = isLooping(container, now);
  const end = lastEnd(container, now);
  const exitCode = end === undefined ? undefined : end.exitCode;
  const meaning = end === undefined ? undefined : exitMeaning(container, end);
  // Of one that is caught running in a loop Docker shows an older end.
  const finishedAt = (container.running ? isoOf(end?.endedAt) : undefined) ?? state.finishedAt;
  return {
    status: loops ? 'restarting' : statusOf(state.status),
    sentence: tell(sentenceOf(container, { loops, end, meaning, now, mask })),
    restarts: restartCount,
    oomKilled: state.oomKilled,
    ...(exitCode !== undefined && { exitCode }),
    ...(meaning !== undefined && { exitMeaning: tell(meaning) }),
    ...(state.health !== undefined && { health: state.health.status }),
    ...(state.startedAt !== undefined && { startedAt: state.startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
  };
}

/** It runs and its probes are content, or it ended as it should: with 0, or because somebody wanted it to. */
export function isWell(container: Container, now: number): boolean {
  const { state } = container.inspect;
  if (isLooping(container, now) || state.error !== '' || state.dead || state.paused) return false;
  if (container.running) return state.health === undefined || state.health.status !== 'unhealthy';
  const end = lastEnd(container, now);
  return end !== undefined && (end.exitCode === 0 || end.stopped || staysDown(container));
}

/** By SIGINT, SIGKILL and SIGTERM somebody ends a program; it does not do so itself. */
const BY_SIGNAL: ReadonlySet<number | undefined> = new Set([130, 137, 143]);

/**
 * A signal ended it, nobody knows whose, and nothing on the host says that it is to run: no policy, no published port. Somebody
 * may well have put it away; Docker forgets who with the next start of its daemon.
 */
export function mayBePutAway(container: Container, now: number): boolean {
  const { state, hostConfig } = container.inspect;
  if (container.running || state.status !== 'exited' || state.error !== '' || state.oomKilled) return false;
  if (hostConfig.restartPolicy.name !== 'no' || container.published.length > 0) return false;
  return BY_SIGNAL.has(lastEnd(container, now)?.exitCode);
}

interface Seen {
  readonly loops: boolean;
  readonly end: RunEnd | undefined;
  readonly meaning: Said | undefined;
  readonly now: number;
  readonly mask: (text: string) => string;
}

function sentenceOf(container: Container, seen: Seen): Text {
  const { state, restartCount } = container.inspect;
  const { loops, end, now, mask } = seen;
  const times =
    restartCount === 0 ? [] : [restartCount === 1 ? say`1 restart` : say`${restartCount} restarts`];
  if (loops) {
    const last = end?.exitCode === undefined ? [] : [say`last exit ${exitWords(end.exitCode, seen.meaning)}`];
    return list([say`restarting over and over`, ...times, ...last], 'phrases');
  }
  if (state.error !== '') return say`never came up at its last start: ${oneLine(mask(state.error))}`;
  if (state.paused) return say`paused: its processes are frozen until somebody unpauses it`;
  if (container.running)
    return list([runningSince(state.startedAt, now), ...times, ...healthWords(container, mask)], 'phrases');
  if (end === undefined)
    return state.status === 'created' ? say`created, and never started` : verbatim(state.status);
  const who = end.stopped || staysDown(container) ? [say`stopped by somebody`] : [];
  const status = state.status === 'exited' ? [] : [state.status];
  return list([...status, exited(end, seen), ...who, ...times], 'phrases');
}

function exited({ endedAt, exitCode }: RunEnd, { meaning, now }: Seen): Text {
  const ago = endedAt === undefined ? undefined : span(now - endedAt);
  if (exitCode === undefined) return ago === undefined ? say`exited` : say`exited ${ago} ago`;
  const code = exitWords(exitCode, meaning);
  return ago === undefined
    ? say`exited with exit code ${code}`
    : say`exited ${ago} ago with exit code ${code}`;
}

function exitWords(code: number, meaning: Said | undefined): Sayable {
  return meaning === undefined ? code : say`${code}: ${meaning}`;
}

function healthWords({ inspect: { state } }: Container, mask: Seen['mask']): Text[] {
  const { health, oomKilled } = state;
  const probe = health?.lastOutput === undefined ? '' : oneLine(mask(health.lastOutput));
  return [
    ...(health === undefined || health.status === 'none'
      ? []
      : [
          health.status === 'unhealthy'
            ? probe === ''
              ? say`unhealthy for ${health.failingStreak} probes in a row`
              : say`unhealthy for ${health.failingStreak} probes in a row (${probe})`
            : (HEALTH[health.status] ?? verbatim(health.status)),
        ]),
    // The flag stays for the life of the container.
    ...(oomKilled ? [say`one of its processes was once killed for lack of memory`] : []),
  ];
}

const HEALTH: Readonly<Record<string, Text>> = { healthy: say`healthy`, starting: say`starting` };

const STATUSES = ['created', 'running', 'restarting', 'paused', 'exited', 'dead', 'removing'] as const;

function statusOf(status: string): ContainerState['status'] {
  return STATUSES.find((known) => known === status) ?? 'exited';
}

function runningSince(startedAt: string | undefined, now: number): Text {
  const at = Date.parse(startedAt ?? '');
  return Number.isNaN(at) ? say`running` : say`running for ${span(now - at)}`;
}

/** `40 s`, `12 min`, `5 h 12 min`, `3 days`. Clocks that differ a little make no negative time. */
function span(ms: number): Said {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return say`${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return say`${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? say`${hours} h ${minutes % 60} min` : say`${Math.floor(hours / 24)} days`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
