import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A button's value that nobody else can make: Slack hands back what stands in the message, and other apps of the workspace can post
 * messages too. HMAC-SHA256 with a key made from the bot token, which bot and worker share.
 */
export function signValue(text: string, token: string): string {
  return `${signatureOf(text, token).toString('base64url')}.${text}`;
}

/** The text; undefined where this app has not signed it so. */
export function readSigned(value: string, token: string): string | undefined {
  const dot = value.indexOf('.');
  const text = value.slice(dot + 1);
  const given = Buffer.from(value.slice(0, Math.max(0, dot)), 'base64url');
  const right = signatureOf(text, token);
  return given.length === right.length && timingSafeEqual(given, right) ? text : undefined;
}

function signatureOf(text: string, token: string): Buffer {
  const key = createHash('sha256').update('ferryman button\0').update(token).digest();
  return createHmac('sha256', key).update(text).digest();
}
