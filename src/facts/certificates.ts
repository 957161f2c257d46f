import type { Argv, Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** The certificate that a port of the host presents. */
export interface Certificate {
  readonly port: number;
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** All ports at once; a port that speaks no TLS gives nothing. */
const SCRIPT = `command -v openssl >/dev/null || exit 127
limit=; command -v timeout >/dev/null && limit='timeout 2'
for at; do {
  said=$($limit openssl s_client -connect "$at" </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates 2>/dev/null)
  [ -n "$said" ] && printf '# %s\\n%s\\n' "$at" "$said"
} & done; wait; exit 0`;

export const askCertificates = (places: readonly string[]): Argv => ['sh', '-c', SCRIPT, 'sh', ...places];

/**
 *     # 127.0.0.1:8443
 *     subject=CN = shop.example.com
 *     issuer=C = US, O = Let's Encrypt, CN = R3
 *     notBefore=Aug 24 03:04:05 2026 GMT
 *     notAfter=Nov 22 03:04:05 2026 GMT
 */
export const certificates: Fact<'certificates', readonly Certificate[]> = {
  id: 'certificates',
  title: 'certificates that ports of the host present',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const found: Certificate[] = [];
    const unread: string[] = [];
    for (const block of raw.stdout.split(/^# /m).slice(1)) {
      const [place = '', ...lines] = linesOf(block);
      const held = new Map(
        lines.map((line) => {
          const equals = line.indexOf('=');
          return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()] as const;
        }),
      );
      const notBefore = Date.parse(held.get('notBefore') ?? '');
      const notAfter = Date.parse(held.get('notAfter') ?? '');
      const port = Number(/:(\d+)$/.exec(place)?.[1]);
      if (Number.isNaN(notBefore) || Number.isNaN(notAfter) || Number.isNaN(port)) unread.push(block);
      else
        found.push({
          port,
          subject: held.get('subject') ?? '',
          issuer: held.get('issuer') ?? '',
          notBefore,
          notAfter,
        });
    }
    return value(found, unread);
  }),
};
