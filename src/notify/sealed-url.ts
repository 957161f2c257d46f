import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Slack's response_url lets whoever holds it speak for the app, so it goes through the queue encrypted with a key made
 * from the bot token, which bot and worker share and the queue does not know. AES-256-GCM: nonce, tag, text.
 */
export function sealUrl(url: string, token: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce);
  const sealed = Buffer.concat([cipher.update(url, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Undefined where it was sealed with another token, or changed on the way. */
export function openUrl(sealed: string, token: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(token: string): Buffer {
  return createHash('sha256').update('ferryman response_url\0').update(token).digest();
}
