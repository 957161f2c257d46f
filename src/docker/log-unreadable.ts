import { z } from 'zod';
import { say, type Text } from '../text/say.ts';
import type { Engine, EngineStream } from './engine.ts';

type Failure = Exclude<EngineStream, { kind: 'open' }>;

/** A sentence with what to do: most of all for logs that Docker only hands on. */
export async function whyUnreadable(engine: Engine, id: string, failure: Failure): Promise<Text | string> {
  if (failure.gone === true) return say`the container is not there any more, and its log went with it`;
  if (!/does not support reading|\(HTTP code 501\)/.test(failure.because)) return failure.because;
  const inspected = await engine.get(`/containers/${id}/json`);
  const body = inspected.kind === 'json' ? Inspect.safeParse(parseJson(inspected.body)) : undefined;
  const { Type: driver = '', Config: config } = body?.data?.HostConfig.LogConfig ?? {};
  return sentenceFor(driver, config ?? {});
}

const Inspect = z.object({
  HostConfig: z.object({
    LogConfig: z.object({ Type: z.string(), Config: z.record(z.string(), z.string()).nullish() }),
  }),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where each driver sends the lines to; the option that says where exactly. */
const ELSEWHERE: Readonly<Record<string, { readonly to: Text | string; readonly option?: string }>> = {
  syslog: { to: say`a syslog server`, option: 'syslog-address' },
  gelf: { to: 'Graylog', option: 'gelf-address' },
  fluentd: { to: 'Fluentd', option: 'fluentd-address' },
  awslogs: { to: 'CloudWatch Logs', option: 'awslogs-group' },
  splunk: { to: 'Splunk', option: 'splunk-url' },
  gcplogs: { to: 'Google Cloud Logging', option: 'gcp-project' },
  logentries: { to: 'Logentries' },
  etwlogs: { to: 'Event Tracing for Windows' },
};

const INSTEAD = say`give the container the log driver json-file or local and create it anew (docker compose up -d)`;

const NO_COPY = say`Docker keeps no copy of its own that could be read, since it is older than 20.10 or has cache-disabled set`;

function sentenceFor(driver: string, config: Readonly<Record<string, string>>): Text {
  if (driver === 'none') {
    return say`the container's log driver is none: Docker throws away what the container writes. To have a log, ${INSTEAD}`;
  }
  if (driver === 'journald') {
    return say`the container's log driver is journald, and this Docker was built without reading the journal. Read it on the host: journalctl CONTAINER_NAME=<name>`;
  }
  const place = ELSEWHERE[driver];
  const exactly = place?.option === undefined ? undefined : withoutSecrets(config[place.option]);
  const where =
    place === undefined
      ? say`somewhere else`
      : exactly === undefined
        ? place.to
        : say`${place.to} (${exactly})`;
  return driver === ''
    ? say`the container's log driver sends the lines to ${where}, and ${NO_COPY}. Look there, or ${INSTEAD}`
    : say`the container's log driver is ${driver}, which sends the lines to ${where}, and ${NO_COPY}. Look there, or ${INSTEAD}`;
}

/** An address may have a password in it. */
function withoutSecrets(address: string | undefined): string | undefined {
  return address?.replace(/\/\/[^/@]*@/, '//');
}
