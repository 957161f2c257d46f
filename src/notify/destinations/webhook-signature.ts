import { createHmac } from 'node:crypto';
import { FerrymanError } from '../../errors.ts';
import { say } from '../../text/say.ts';

/** What is signed, as https://github.com/standard-webhooks/standard-webhooks (1.0.0) names it. */
export interface Signed {
  /** Holds no full stop, which would let one message pass for another. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The header `webhook-signature`: HMAC-SHA256 over id, time and body. @param secret as in FERRYMAN_WEBHOOK_SECRET */
export function webhookSignature(secret: string, { id, timestamp, body }: Signed): string {
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${signature}`;
}

const prefix = 'whsec_';
const leastBytes = 24;

/** What stands behind the prefix is base64, at least 24 bytes of it; a secret without the prefix is taken as it is written. */
function keyOf(secret: string): Buffer {
  if (!secret.startsWith(prefix)) return Buffer.from(secret);
  const text = secret.slice(prefix.length);
  const key = Buffer.from(text, 'base64');
  // Buffer leaves out what is no base64 without a word.
  if (key.length >= leastBytes && key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')) {
    return key;
  }
  throw new FerrymanError(
    'notify-webhook-secret',
    say`FERRYMAN_WEBHOOK_SECRET begins with whsec_ and is no such secret: the base64 of 24 bytes or more is missing behind it.`,
    say`Make one: echo whsec_$(openssl rand -base64 32)`,
  );
}
