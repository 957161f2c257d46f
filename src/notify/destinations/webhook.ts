import { createHash } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import { FerrymanError } from '../../errors.ts';
import { digestContent } from '../../render/digest-content.ts';
import { digestEvent } from '../../render/digest-event.ts';
import { incidentEvent } from '../../render/incident-event.ts';
import type { Reader } from '../../text/reader.ts';
import { say } from '../../text/say.ts';
import { reasonOf } from './reason.ts';
import type { Destination } from './destination.ts';
import { createPause, retryAfter } from './pause.ts';
import { webhookSignature } from './webhook-signature.ts';

export interface WebhookOptions {
  readonly name: string;
  /** May hold a token in its path: never shown. */
  readonly url: string;
  readonly reader: Reader;
  /** Signs what is sent; absent: it is not signed. */
  readonly secret?: { reveal(): string } | undefined;
  /** The way out of this machine, where it is not a direct one. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly clock: () => number;
  readonly timeoutMs?: number;
}

/** Posts each notice as JSON (`ferryman.incident-event/1`), signed as Standard Webhooks 1.0.0 asks. */
export function webhookDestination(options: WebhookOptions): Destination {
  const { name, reader, clock } = options;
  const pause = createPause(clock);
  const { host } = new URL(options.url);

  async function post(id: string, event: object): Promise<void> {
    const wait = pause.left();
    if (wait > 0) throw busy(host, wait);
    const { status, header } = await send(options, id, JSON.stringify(event));
    if (status >= 200 && status < 300) return;
    const seconds = status === 429 || status === 503 ? retryAfter(header, clock()) : undefined;
    if (seconds !== undefined) pause.begin(seconds);
    throw refused(host, status);
  }

  return {
    name,
    async tell({ incident, before, watched, id }) {
      await post(messageId(id), incidentEvent(incident, { reader, watched, before: before?.state }));
      return undefined;
    },
    async digest({ facts, id }) {
      const { headline } = digestContent(facts, reader, clock());
      await post(messageId(`digest ${name} ${id}`), digestEvent(facts, headline));
    },
    async note({ id, at, about, sentence, next }) {
      await post(messageId(`note ${name} ${id}`), {
        schema: 'ferryman.incident-event/1',
        type: 'ferryman.note',
        timestamp: at,
        data: { sentence: reader.tell(sentence), next: reader.tell(next), ...(about && { channel: about }) },
      });
    },
    async test() {
      const timestamp = new Date(clock()).toISOString();
      await post(messageId(`test ${name} ${timestamp}`), {
        schema: 'ferryman.incident-event/1',
        type: 'ferryman.test',
        timestamp,
        data: {},
      });
    },
  };
}

/** The same for retries of one notice, and without a full stop. */
function messageId(id: string): string {
  return `msg_${createHash('sha256').update(id).digest('base64url').slice(0, 32)}`;
}

/** Its status, and what it says of when to come back. */
async function send(
  { url, secret, dispatcher, clock, timeoutMs = 15_000 }: WebhookOptions,
  id: string,
  body: string,
): Promise<{ status: number; header: string | undefined }> {
  const timestamp = Math.floor(clock() / 1000);
  const signature = secret && webhookSignature(secret.reveal(), { id, timestamp, body });
  try {
    // undici follows no redirect unless told to.
    const response = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'ferryman',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        ...(signature === undefined ? {} : { 'webhook-signature': signature }),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    await response.body.dump({ limit: 16_384 }).catch(() => undefined);
    const header = response.headers['retry-after'];
    return { status: response.statusCode, header: Array.isArray(header) ? header[0] : header };
  } catch (error) {
    const { host } = new URL(url);
    throw new FerrymanError(
      'notify-webhook-unanswered',
      say`${host} did not answer (${reasonOf(error, timeoutMs)}).`,
      say`See that this machine reaches it, and that the address in ferryman.yaml is right; then: ferryman notify test`,
      { cause: error },
    );
  }
}

function busy(host: string, seconds: number): FerrymanError {
  return new FerrymanError(
    'notify-webhook-busy',
    say`${host} takes nothing for another ${seconds} s.`,
    say`Ferryman tells it afterwards.`,
  );
}

function refused(host: string, status: number): FerrymanError {
  return new FerrymanError(
    'notify-webhook-refused',
    say`${host} answered with HTTP ${status}.`,
    status >= 300 && status < 400
      ? say`Ferryman follows no redirect: write the address that it leads to into ferryman.yaml.`
      : say`See in its log why; only an answer of 200 to 299 counts as delivered.`,
  );
}
