import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';

/** What went wrong with a call to Slack, as far as it decides what to do next. */
export type Failure =
  /** Not carried out; good again after so many seconds. */
  | { readonly kind: 'rate-limited'; readonly seconds: number }
  /** Refused with Slack's word for it. */
  | { readonly kind: 'refused'; readonly error: string }
  /** No answer, or one of a broken server: it may have been carried out, or be so within some milliseconds. */
  | { readonly kind: 'unanswered'; readonly because: string; readonly arrivesWithinMs: number };

/** A reply that was lost may be ahead of the message itself, and a server that did not answer in time may be at it yet. */
const lostMs = 1_500;
const slowMs = 12_000;

export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate-limited', seconds: error.retryAfter };
  if (error instanceof WebAPIPlatformError) return { kind: 'refused', error: error.data.error };
  if (error instanceof WebAPIRequestError) {
    const { name, message } = error.original;
    return {
      kind: 'unanswered',
      because: message,
      arrivesWithinMs: name === 'TimeoutError' ? slowMs : lostMs,
    };
  }
  if (error instanceof WebAPIHTTPError)
    return { kind: 'unanswered', because: `HTTP ${error.statusCode}`, arrivesWithinMs: 0 };
  throw error;
}

/** Slack's words for "this message is not well formed"; plain text still gets through. */
const malformed = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'block_mismatch',
  'msg_too_long',
]);

export function isMalformed(failure: Failure): boolean {
  return failure.kind === 'refused' && malformed.has(failure.error);
}

const UnknownType = /unsupported type: (\w+) \[json-pointer:\/blocks\/\d+\/type\]/;

/** The types of blocks that Slack says it does not know; not of elements in them, which may be unknown there alone. */
export function unknownTypes(error: unknown): string[] {
  if (!(error instanceof WebAPIPlatformError)) return [];
  const { messages = [] } = error.data.response_metadata ?? {};
  return messages.flatMap((message) => UnknownType.exec(message)?.[1] ?? []);
}

/**
 * Slack's words for "nothing can be written there": the channel is closed, or closed to the app. An edit in an archived one is
 * `is_inactive`. https://docs.slack.dev/reference/methods/chat.postMessage#errors, …/chat.update#errors
 */
const absent = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
]);

/** Slack's words for "this app is not let in any more"; asking again changes nothing. */
const signedOut = new Set(['account_inactive', 'token_revoked', 'invalid_auth', 'not_authed']);

/** Whether the message that was to be edited or answered is not there any more, where that is what an error of this room says. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof FerrymanError) || error.code !== 'slack-refused') return false;
  const failure = failureOf(error.cause);
  return failure.kind === 'refused' && ['message_not_found', 'thread_not_found'].includes(failure.error);
}

/** Slack's word for why the bot cannot write into a channel, where that is what an error of this room says. */
export function noEntry(error: unknown): string | undefined {
  if (!(error instanceof FerrymanError) || error.code !== 'slack-no-entry') return undefined;
  const failure = failureOf(error.cause);
  return failure.kind === 'refused' ? failure.error : undefined;
}

/** The error that leaves this room: `slack-no-entry` where the bot cannot write into the channel, `slack-signed-out` where it can nowhere. */
export function slackError(failure: Failure, cause: unknown): FerrymanError {
  switch (failure.kind) {
    case 'rate-limited':
      return new FerrymanError(
        'slack-rate-limited',
        say`Slack takes no more messages for ${failure.seconds} s.`,
        say`Try again later.`,
        { cause },
      );
    case 'refused':
      return absent.has(failure.error)
        ? new FerrymanError(
            'slack-no-entry',
            say`The bot may not write there (${failure.error}).`,
            say`Type /invite @ferryman in that channel and ask again.`,
            { cause },
          )
        : new FerrymanError(
            signedOut.has(failure.error) ? 'slack-signed-out' : 'slack-refused',
            say`Slack refused a message (${failure.error}).`,
            say`ferryman doctor checks the tokens and scopes.`,
            { cause },
          );
    case 'unanswered':
      return new FerrymanError(
        'slack-unanswered',
        say`Slack did not answer (${failure.because}).`,
        say`See that this machine reaches Slack: ferryman doctor`,
        { cause },
      );
    default:
      return failure satisfies never;
  }
}
