import { secretFrom, type Variables } from './environment-values.ts';
import { at } from './judge.ts';
import type { Mistake } from './mistake.ts';
import type { NotifyEntry } from './notify-schema.ts';
import type { SmtpConfig } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** `notify.smtp`. On port 465 a connection is encrypted from its first byte, elsewhere when both have agreed to (RFC 8314). */
export function smtpInFile(
  source: YamlSource,
  { smtp: entry }: NotifyEntry,
  env: Variables,
): { smtp?: SmtpConfig; mistakes: Mistake[] } {
  if (entry === undefined) return { mistakes: [] };
  const { host, port, from, user } = entry;
  const tls = entry.tls ?? (port === 465 ? 'implicit' : 'starttls');
  const password = secretFrom(env, 'FERRYMAN_SMTP_PASSWORD');
  const says = 'comes with tls: none, which lets everybody on the way read the password: keep one of the two';
  return {
    smtp: { host, port, tls, from, ...(user !== undefined && { user }), ...(password && { password }) },
    mistakes: user !== undefined && tls === 'none' ? [at(source, ['notify', 'smtp', 'user'], says)] : [],
  };
}
