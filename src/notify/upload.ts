import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchFunction, WebClient } from '@slack/web-api';
import { FerrymanError } from '../errors.ts';
import type { PictureFile, TextFile } from '../render/slack/message.ts';
import { failureOf } from './failure.ts';
import { mayNotLook } from './find-message.ts';
import { say } from '../text/say.ts';

/** Where a file goes: always into a thread, whose replies tell whether it is there already. */
export interface FilePlace {
  readonly channelId: string;
  readonly threadTs: string;
  /** ISO 8601: when the job was asked for. */
  readonly since: string;
  /** An earlier start of the job may have sent it already; look before sending. */
  readonly again: boolean;
}

/** An earlier start, or an earlier click, has sent the file. */
export type AlreadyThere = 'already there';

export interface Way {
  /** Repeats by itself, and the other never does. */
  readonly repeating: WebClient;
  readonly posting: WebClient;
  readonly fetch?: FetchFunction | undefined;
  /** Milliseconds since 1970: what is not there by then is given up. */
  readonly until: number;
  /** Waits until Slack allows calls of this method. */
  readonly pass: <T>(method: string, call: () => Promise<T>) => Promise<T>;
}

/** Slack shares a file some time after it said so. */
const sharedWithinMs = 3_000;

/**
 * Slack's three steps: ask for a place, send the bytes there, complete it into the thread. The first two can be repeated as often
 * as one likes, the third cannot, and a file carries no metadata: what tells whether it is there is its name, so that must
 * be the job's own.
 */
export async function uploadOnce(
  place: FilePlace,
  file: TextFile | PictureFile,
  way: Way,
): Promise<AlreadyThere | void> {
  if (place.again && (await isThere(place, file, way))) return 'already there';
  const { repeating, posting, pass, until } = way;
  const { body, ...described } = contentOf(file);
  const { upload_url = '', file_id = '' } = await pass('files.getUploadURLExternal', () =>
    repeating.files.getUploadURLExternal({
      filename: file.name,
      ...described,
    }),
  );
  await send(upload_url, body, way.fetch);
  for (;;) {
    try {
      await pass('files.completeUploadExternal', () =>
        posting.files.completeUploadExternal({
          files: [{ id: file_id, title: file.title }],
          channel_id: place.channelId,
          thread_ts: place.threadTs,
          initial_comment: file.comment,
        }),
      );
      return;
    } catch (error) {
      if (failureOf(error).kind !== 'unanswered') throw error;
      // It may be there all the same.
      if (await appears(place, file, way)) return;
      if (Date.now() > until) throw error;
    }
  }
}

/** `length` is in bytes. */
function contentOf(file: TextFile | PictureFile): {
  length: number;
  alt_txt?: string;
  body: string | FormData;
} {
  if ('text' in file) return { length: Buffer.byteLength(file.text), body: file.text };
  const body = new FormData();
  body.set('filename', new Blob([Uint8Array.from(file.bytes)], { type: 'image/png' }), file.name);
  return { length: file.bytes.byteLength, alt_txt: file.alt, body };
}

async function appears(place: FilePlace, file: Pick<TextFile, 'name'>, way: Way): Promise<boolean> {
  const until = Date.now() + sharedWithinMs;
  for (;;) {
    if (await isThere(place, file, way)) return true;
    if (Date.now() > until) return false;
    await sleep(500);
  }
}

async function isThere(place: FilePlace, { name }: Pick<TextFile, 'name'>, way: Way): Promise<boolean> {
  try {
    return (await filesIn(place, way)).some((one) => one.name === name);
  } catch (error) {
    // Without the right to look a file may show twice; that is better than none.
    if (mayNotLook(error) === undefined) throw error;
    return false;
  }
}

/** What is in the thread. */
export async function filesIn(
  place: Omit<FilePlace, 'again'>,
  { repeating, pass }: Pick<Way, 'repeating' | 'pass'>,
) {
  const { messages = [] } = await pass('conversations.replies', () =>
    repeating.conversations.replies({
      channel: place.channelId,
      ts: place.threadTs,
      oldest: String(Date.parse(place.since) / 1000 - 60),
      limit: 200,
    }),
  );
  return messages.flatMap(({ files = [] }) => files);
}

async function send(url: string, body: string | FormData, given: FetchFunction | undefined): Promise<void> {
  for (let left = 2; ; left -= 1) {
    try {
      const response = await (given ?? fetch)(url, {
        method: 'POST',
        // Of a form the boundary is a part of it.
        ...(typeof body === 'string' && { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
        body,
        signal: AbortSignal.timeout(60_000),
      });
      if (response.ok) return;
      throw new Error(`HTTP ${response.status}`);
    } catch (error) {
      if (left === 0) throw unsent(error);
      await sleep(500);
    }
  }
}

function unsent(cause: unknown): FerrymanError {
  return new FerrymanError(
    'slack-unanswered',
    say`Slack did not take a file (${cause instanceof Error ? cause.message : String(cause)}).`,
    say`See that this machine reaches Slack: ferryman doctor`,
    { cause },
  );
}
