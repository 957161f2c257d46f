import type { SmtpConfig } from '../../config/types.ts';
import { FerrymanError } from '../../errors.ts';
import { cut, oneLine } from '../../render/untrusted.ts';
import { say } from '../../text/say.ts';

export interface MailServerOptions {
  readonly smtp: SmtpConfig;
  /** Certificates of authorities that are trusted as well, PEM. */
  readonly ca?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** A PNG that the HTML shows as `cid:…`. */
  readonly picture?: { readonly bytes: Uint8Array; readonly cid: string; readonly name: string };
  /** With angle brackets, as the two below. */
  readonly messageId: string;
  readonly inReplyTo?: string;
}

export interface MailServer {
  /** Addresses that the server refused while it took the mail for others. Rejects with a `FerrymanError` where it took it for none. */
  send(mail: Mail): Promise<string[]>;
}

/** A connection for each mail: they are few, and servers end connections that say nothing. */
export function mailServer({ smtp, ca, timeoutMs = 15_000 }: MailServerOptions): MailServer {
  const { host, port, tls, from, user, password } = smtp;
  return {
    async send({ inReplyTo, to, picture, ...mail }) {
      if (user !== undefined && password === undefined) throw noPassword(user);
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host,
        port,
        secure: tls === 'implicit',
        requireTLS: tls === 'starttls',
        ignoreTLS: tls === 'none',
        ...(user !== undefined && password !== undefined && { auth: { user, pass: password.reveal() } }),
        ...(ca !== undefined && { tls: { ca } }),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        dnsTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        const { rejected } = await transport.sendMail({
          from,
          to: [...to],
          ...mail,
          ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
          ...(picture && {
            attachments: [
              {
                filename: picture.name,
                content: Buffer.from(picture.bytes),
                cid: picture.cid,
                contentType: 'image/png',
                contentDisposition: 'inline',
              },
            ],
          }),
          // RFC 3834: nobody's holiday notice answers.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return rejected;
      } catch (error) {
        throw notSent(smtp, error);
      } finally {
        transport.close();
      }
    },
  };
}

function noPassword(user: string): FerrymanError {
  return new FerrymanError(
    'notify-mail-password',
    say`notify.smtp names the account ${user}, and FERRYMAN_SMTP_PASSWORD is not set.`,
    say`Set it where Ferryman runs, or take the account out of ferryman.yaml.`,
  );
}

function notSent({ host, port }: SmtpConfig, error: unknown): FerrymanError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const because = cut(oneLine(error instanceof Error ? error.message : String(error)), 300);
  return new FerrymanError(
    'notify-mail-not-sent',
    say`The mail server ${host}:${port} did not take the mail (${because}).`,
    adviceFor(code),
    { cause: error },
  );
}

/** By nodemailer's codes. */
function adviceFor(code: string) {
  switch (code) {
    case 'EAUTH':
      return say`See that notify.smtp.user and FERRYMAN_SMTP_PASSWORD are right, and that the account may send.`;
    case 'ETLS':
      return say`See that the server offers STARTTLS at this port with a certificate for its name; on port 465 it is tls: implicit.`;
    case 'EENVELOPE':
      return say`See that the addresses in ferryman.yaml are right, and that the server takes mail from notify.smtp.from.`;
    default:
      return say`See that this machine reaches it, and that notify.smtp is right; then: ferryman notify test`;
  }
}
