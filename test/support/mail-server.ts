import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server got it. */
export interface GotMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly encrypted: boolean;
  readonly raw: string;
}

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Signed by itself, for `localhost`, good for a day. */
export function certificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-cert-'));
  try {
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync('openssl', ['req', ...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A real SMTP server on loopback. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: GotMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: session.user === undefined ? undefined : String(session.user),
          encrypted: session.secure,
          raw: Buffer.concat(chunks).toString('latin1'),
        });
        done();
      });
    },
    ...options,
  });
  // Clients that go away in the middle of a handshake are part of the tests.
  server.on('error', () => undefined);
  const listening = await new Promise<{ port: number }>((resolve, reject) => {
    const net = server.listen(0, '127.0.0.1', () => {
      const address = net.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address);
    });
  });
  return {
    mails,
    port: listening.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type TestMailServer = Awaited<ReturnType<typeof startMailServer>>;

/** The headers of a mail or of a part of it, unfolded, in lower case. */
export function headersOf(raw: string): Map<string, string> {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** The part of that type, decoded. */
export function partOf(raw: string, type: string): string | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(headersOf(raw).get('content-type') ?? '')?.[1];
  const parts =
    boundary === undefined ? [raw] : raw.split(`--${boundary}`).map((part) => part.replace(/^\r\n/, ''));
  const part = parts.find((one) => headersOf(one).get('content-type')?.startsWith(type));
  if (part === undefined) {
    // With a picture in it a mail is parts of parts.
    const inner = parts
      .slice(1)
      .filter((one) => headersOf(one).get('content-type')?.startsWith('multipart/'));
    return inner.map((one) => partOf(one, type)).find((found) => found !== undefined);
  }
  const body = part.slice(part.indexOf('\r\n\r\n') + 4);
  const decoded = decode(body, headersOf(part).get('content-transfer-encoding'));
  return decoded.toString('utf8').replaceAll('\r\n', '\n');
}

/** RFC 2045, 6.7 and 6.8. */
function decode(body: string, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body);
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
