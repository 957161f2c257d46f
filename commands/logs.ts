import { FerrymanError } from '../src/errors.ts';
import { followJobs, type FollowJob } from '../src/queue/follow-job.ts';
import { type LogsJob, logsJobs } from '../src/queue/logs-job.ts';
import { logWordsFor } from '../src/render/logs-words.ts';
import {
  followLogActionId,
  LogsButton,
  readLogActionId,
  StopButton,
  stopFollowActionId,
} from '../src/render/slack/logs-buttons.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { wordsFor } from '../src/render/words.ts';
import { readLogsWords } from '../src/report/log-query.ts';
import type { Reader } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import { admits, ask, type Clear, type Command, type Request, type Unclear } from './ask.ts';
import type { CommandDeps } from './diagnose.ts';
import { readHost } from './question.ts';
import { readerFor } from './reader.ts';
import { clickedRequest, typedRequest } from './request.ts';
import { buttonValue } from './button-value.ts';
import { typedText } from './slack-text.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import { drawWaitingLogs } from './while-waiting.ts';
import { toldHelp } from './ways/help.ts';

export const logsCommand = '/logs';

/** A channel is no terminal: nobody watches a message for longer. */
const watched = {
  mostMs: 10 * 60_000,
  tooLong: say`A log is followed in Slack for ten minutes at most; at a prompt \`ferryman logs … --follow\` goes on until Ctrl-C.`,
  instead: '10m',
};
const buttonFollowMs = 120_000;

/** `/logs <container> [on <host>] …`, the buttons that ask the same or something near, and the one that follows. */
export function registerLogs(answers: Answers, deps: CommandDeps): void {
  answers.toCommand(logsCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await ask(
      typedRequest(command, deps),
      asReading((reader) => readTyped(command.text, reader, deps)),
      deps,
    );
  });

  // More of it, other lines, one of several containers.
  answers.toButton(`${readLogActionId}_`, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await ask(
      clickedRequest(body, context, { ...deps, within: true }),
      asReading((reader) => readButton(action.value, reader, deps)),
      deps,
    );
  });

  answers.toButton(followLogActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await ask(
      clickedRequest(body, context, { ...deps, within: true }),
      asFollowing(action.value, deps),
      deps,
    );
  });

  answers.toButton(stopFollowActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await stopFollowing(clickedRequest(body, context, deps), action.value, deps);
  });
}

/** The worker that follows the log hears of it, and ends its message. */
async function stopFollowing(request: Request, value: string | undefined, deps: CommandDeps): Promise<void> {
  const logger = deps.logger.child({ user: request.userId, channel: request.channelId });
  const reader = await readerFor(request, { ...deps, logger });
  const { tell } = reader;
  if (!(await admits('logs', request, reader, { ...deps, logger }))) return;
  const { data } = StopButton.safeParse(buttonValue(value ?? ''));
  const host =
    data === undefined ? noButton : readHost(data.host, deps.config, `${logsCommand} ${data.container} on `);
  if (data === undefined || host.kind === 'unclear') {
    const { sentence, next } = host.kind === 'unclear' ? host : noButton;
    await request.tell(renderNote(tell(sentence), tell(next)));
    return;
  }
  try {
    const stopped = { byUserId: request.userId, at: new Date(deps.clock()).toISOString() };
    const outcome = await deps.queue.amend(
      followJobs,
      { jobId: data.job, site: host.host.site },
      { stopped },
    );
    logger.info({ job: data.job, host: data.host, container: data.container, outcome }, 'asked to stop');
    if (outcome === 'amended') return;
    const words = logWordsFor(reader);
    const target = words.target(data.container, data.host);
    await request.tell(renderNote(words.notFollowedAnyMore(target), words.whyNotFollowed));
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(tell(error.sentence), tell(error.advice)));
  }
}

/** The words behind the command, as a job. */
export function asTypedReading(text: string, deps: CommandDeps): Command<LogsJob> {
  return asReading((reader) => readTyped(text, reader, deps));
}

type OwnLogs = Omit<LogsJob, keyof Asked>;
type OwnFollow = Omit<FollowJob, keyof Asked>;

function asReading(read: (reader: Reader) => Unclear | Clear<OwnLogs>): Command<LogsJob> {
  return {
    name: 'logs',
    kind: logsJobs,
    read,
    job: (own, asked) => ({ ...own, ...asked }),
    waiting: drawWaitingLogs,
  };
}

function asFollowing(value: string | undefined, deps: CommandDeps): Command<FollowJob> {
  return {
    name: 'logs',
    kind: followJobs,
    read: (reader) => readFollow(value, reader, deps),
    job: (own, asked) => ({ ...own, ...asked }),
  };
}

/** The words behind the command. */
function readTyped(text: string, reader: Reader, deps: CommandDeps): Unclear | Clear<OwnLogs> {
  const typed = typedText(text);
  const words = readLogsWords(typed, new Date(deps.clock()), watched);
  if (words.kind === 'mistake') {
    return { kind: 'unclear', sentence: words.sentence, next: say`Type ${logsCommand} ${words.next}` };
  }
  const { container, host, query, followMs } = words.asked;
  return clear(
    { container, ...(host === undefined ? {} : { host }), query },
    { question: typed.replaceAll(/\s+/g, ' '), ...(followMs === undefined ? {} : { followMs }) },
    reader,
    deps,
  );
}

/** A button's question is its value; the button may be older than the inventory. */
function readButton(value: string | undefined, reader: Reader, deps: CommandDeps): Unclear | Clear<OwnLogs> {
  const { data } = LogsButton.safeParse(buttonValue(value ?? ''));
  if (data === undefined) return noButton;
  return clear(data, { question: JSON.stringify(data.query) }, reader, deps);
}

function readFollow(
  value: string | undefined,
  reader: Reader,
  deps: CommandDeps,
): Unclear | Clear<OwnFollow> {
  const { data } = LogsButton.safeParse(buttonValue(value ?? ''));
  if (data?.host === undefined || data.id === undefined) return noButton;
  const host = readHost(data.host, deps.config, `${logsCommand} ${data.container} on `);
  if (host.kind === 'unclear') return host;
  const words = logWordsFor(reader);
  const target = words.target(data.container, data.host);
  return {
    kind: 'clear',
    name: words.followOf(target, wordsFor(reader).duration(buttonFollowMs)),
    about: { host: data.host, container: data.container },
    running: words.alreadyFollowed(target),
    sites: [host.host.site],
    own: {
      host: data.host,
      container: data.container,
      containerId: data.id,
      query: data.query,
      forMs: buttonFollowMs,
    },
  };
}

const noButton: Unclear = {
  kind: 'unclear',
  sentence: say`This button is of another Ferryman.`,
  next: say`Type ${logsCommand} and the name of the container.`,
};

/** The host as the inventory has it; without one, every site's workers can look. */
function clear(
  { container, host: hostName, id, query }: LogsButton,
  rest: Pick<OwnLogs, 'question' | 'followMs'>,
  reader: Reader,
  { config }: CommandDeps,
): Unclear | Clear<OwnLogs> {
  const host =
    hostName === undefined ? undefined : readHost(hostName, config, `${logsCommand} ${container} on `);
  if (host?.kind === 'unclear') return host;
  const sites = [...new Set(host === undefined ? config.hosts.map(({ site }) => site) : [host.host.site])];
  const [first, ...others] = sites;
  const words = logWordsFor(reader);
  const target = words.target(container, hostName);
  return {
    kind: 'clear',
    name: words.logOf(target, query),
    about: { host: hostName, container },
    running: words.alreadyRead(target),
    sites: [first, ...others],
    own: {
      container,
      ...(host === undefined ? {} : { host: host.host.name }),
      ...(id === undefined ? {} : { containerId: id }),
      query,
      ...rest,
    },
  };
}
