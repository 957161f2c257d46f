import { plainLines } from '../../logs/plain-text.ts';
import type { Container } from '../../model/containers.ts';
import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { ContainerState, LogContainer, LogQuery, LogReport } from '../../report/logs.ts';
import type { Verdict } from '../../report/report.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Reader } from '../../text/reader.ts';
import { say, sentences } from '../../text/say.ts';
import { maskText } from '../mask-error.ts';
import { countMasked } from './count-masked.ts';
import { diagnoseContainer, type ContainerDiagnosis, type TakenSnapshot } from './diagnose-container.ts';
import type { OpenContainer } from './open-container.ts';
import type { ScannedLog } from './scan-log.ts';
import { isWell, mayBePutAway, stateOf } from './state.ts';

interface Found {
  readonly scanned: ScannedLog;
  readonly taken: TakenSnapshot;
  readonly rules: readonly Rule[];
  readonly redact: RedactorOptions;
  readonly reader: Reader;
}

/** What is said of a container: from its log, from what Docker says of it, and from what the rules say of its host. */
export function writeLogReport(
  opened: OpenContainer,
  query: LogQuery,
  { scanned, taken, rules, redact, reader }: Found,
): Omit<LogReport, 'schema' | 'host' | 'at' | 'durationMs'> {
  const { container, now, recordedAt } = opened;
  const redactor = createRedactor(redact);
  const { diagnosis, well } = judged(
    opened,
    taken.kind === 'missing'
      ? undefined
      : (isSuspected) =>
          diagnoseContainer(taken.snapshot, container, scanned.unbroken, {
            rules,
            isSuspected,
            language: reader.language,
          }),
  );
  const said = {
    asked: maskedQuery(query, redact),
    container: containerOf(container),
    state: inTime(
      stateOf(container, now, (text) => redactor.redact(plainLines(text)), reader),
      recordedAt,
      reader,
    ),
    verdict: verdictOf(diagnosis, well && !scanned.unread),
    causes: [...(diagnosis?.causes ?? [])],
    unknowns: [
      ...(taken.kind === 'missing'
        ? [{ check: 'diagnosis', because: reader.tell(maskText(taken.because, redactor)) }]
        : []),
      ...(scanned.unread ? [{ check: 'log', because: scanned.read.cut ?? '' }] : []),
      ...unknownsOf(diagnosis, reader),
    ],
    ...lastErrorOf(scanned, diagnosis),
    patterns: [...scanned.patterns],
    ...(scanned.newSince && { newSince: scanned.newSince }),
    excerpt: [...scanned.excerpt],
    read: {
      driver: container.inspect.hostConfig.logDriver,
      ...scanned.read,
      ...endedBefore(query, recordedAt, reader),
    },
  };
  return { ...said, masked: countMasked(said, [scanned.masked, redactor.counts()]) };
}

/** Whether it is suspected hangs on how it is; of one that somebody may have put away, on what the host has to say of it. */
function judged(
  { container, now }: OpenContainer,
  diagnose: ((isSuspected: boolean) => ContainerDiagnosis) | undefined,
): { readonly diagnosis: ContainerDiagnosis | undefined; readonly well: boolean } {
  const well = isWell(container, now);
  if (!well && mayBePutAway(container, now)) {
    const unsuspected = diagnose?.(false);
    if (unsuspected?.causes.length === 0) return { diagnosis: unsuspected, well: true };
  }
  return { diagnosis: diagnose?.(!well), well };
}

/** With a key of its own: a token that equals one of the log would tell whoever guesses a secret that he is right. */
function maskedQuery({ grep, ...query }: LogQuery, { patterns }: RedactorOptions): LogQuery {
  if (grep === undefined) return query;
  return { ...query, grep: createRedactor(patterns && { patterns }).redact(grep) };
}

/** `exited 5 s ago` of a recording is not five seconds from now. */
function inTime(state: ContainerState, recordedAt: string | undefined, { t }: Reader): ContainerState {
  if (recordedAt === undefined) return state;
  return { ...state, sentence: t`${state.sentence} (at the time of the recording, ${minute(recordedAt)})` };
}

/** `since 30m` counts from now, and a recording knows nothing of the time after it was made. */
function endedBefore(
  { since }: LogQuery,
  recordedAt: string | undefined,
  { t }: Reader,
): Pick<LogReport['read'], 'cut'> {
  if (recordedAt === undefined || since === undefined) return {};
  if (!(Date.parse(since) > Date.parse(recordedAt))) return {};
  return {
    cut: t`The recording was made at ${minute(recordedAt)} and holds nothing of the time since ${minute(since)}. Ask for since ${recordedAt.slice(0, 10)}, or for the last lines: tail 50.`,
  };
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** A symptom that nothing explains keeps a container that runs from being called healthy. */
function verdictOf(diagnosis: ContainerDiagnosis | undefined, well: boolean): Verdict {
  if (diagnosis === undefined) return 'unknown';
  if (diagnosis.causes.some(({ severity }) => severity !== 'notice')) return 'faulty';
  return well && !diagnosis.isBlind && diagnosis.open.length === 0 ? 'healthy' : 'unknown';
}

function unknownsOf(diagnosis: ContainerDiagnosis | undefined, { tell }: Reader): LogReport['unknowns'] {
  if (diagnosis === undefined) return [];
  const open = diagnosis.open.map((text) => ({
    check: 'symptoms',
    because: tell(sentences(text, say`No known cause explains it.`)),
  }));
  return [...open, ...diagnosis.unknowns];
}

function lastErrorOf(
  scanned: ScannedLog,
  diagnosis: ContainerDiagnosis | undefined,
): Pick<LogReport, 'lastError'> {
  const lastError = scanned.lastError ?? scanned.lastErrorIn(diagnosis?.lines ?? []);
  return lastError === undefined ? {} : { lastError };
}

function containerOf({ id, name, inspect }: Container): LogContainer {
  const { labels } = inspect.config;
  const project = labels['com.docker.compose.project'] ?? labels['com.docker.stack.namespace'];
  const service = labels['com.docker.compose.service'] ?? labels['com.docker.swarm.service.name'];
  return {
    id,
    name,
    image: inspect.image,
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
  };
}
