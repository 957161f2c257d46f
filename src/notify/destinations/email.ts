import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { FerrymanError } from '../../errors.ts';
import { digestContent } from '../../render/digest-content.ts';
import { renderDigestHtml } from '../../render/digest-html.ts';
import { renderDigestText } from '../../render/digest-text.ts';
import { incidentContent } from '../../render/incident-content.ts';
import { renderIncidentHtml } from '../../render/incident-html.ts';
import { renderIncidentText } from '../../render/incident-text.ts';
import { isWorse } from '../../report/incident.ts';
import type { Reader } from '../../text/reader.ts';
import { say } from '../../text/say.ts';
import type { Destination, Notice } from './destination.ts';
import { affectedHosts, type EmailThread, readThread } from './email-thread.ts';
import { mailServer, type Mail, type MailServerOptions } from './mail-server.ts';

export interface EmailOptions extends MailServerOptions {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly reader: Reader;
  /** IANA name, of the times that a mail says; absent: UTC. */
  readonly zone?: string | undefined;
  readonly clock: () => number;
}

/** One cause on many hosts is noticed host by host, and ends so. */
const gapMs = 30 * 60_000;

/** Mails text and HTML; all mails of an incident are one thread. */
export function emailDestination(options: EmailOptions): Destination {
  const { name, addresses, reader, clock, smtp } = options;
  const server = mailServer(options);
  const domain = /@([^@>]+)>?$/.exec(smtp.from)?.[1] ?? 'ferryman.invalid';
  const messageId = (id: string): string =>
    `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${domain}>`;

  async function mail(parts: Pick<Mail, 'subject' | 'text'> & Partial<Mail>, id: string): Promise<string[]> {
    return server.send({ to: addresses, messageId: messageId(id), ...parts });
  }

  return {
    name,
    gapMs,
    async tell(notice) {
      const { incident, before, id } = notice;
      const thread = readThread(before?.place);
      const affected = affectedHosts(incident);
      if (thread !== undefined && isNoNews(notice, thread, affected)) return undefined;
      const content = incidentContent(incident, { reader, watched: notice.watched });
      const subject = thread?.subject ?? `[Ferryman] ${content.headline}`;
      // Who is refused is refused again and again, and everybody else would get the mail each time: `test` tells of them.
      await mail(
        {
          subject: thread === undefined ? subject : `Re: ${subject}`,
          text: renderIncidentText(content, reader, options.zone),
          html: renderIncidentHtml(content, reader, options.zone),
          ...(thread && { inReplyTo: thread.messageId }),
        },
        id,
      );
      const { severity } = incident;
      return JSON.stringify({ messageId: thread?.messageId ?? messageId(id), subject, affected, severity });
    },
    async digest({ facts, picture, id }) {
      const content = digestContent(facts, reader, clock());
      const cid = picture === undefined ? undefined : 'chart@ferryman';
      await mail(
        {
          subject: `[Ferryman] ${content.headline}`,
          text: renderDigestText(content),
          html: renderDigestHtml(content, {
            language: reader.language,
            src: cid === undefined ? undefined : `cid:${cid}`,
          }),
          ...(picture && cid !== undefined && { picture: { bytes: picture, cid, name: `${facts.day}.png` } }),
        },
        `digest ${name} ${id}`,
      );
    },
    async note({ id, about, sentence, next }) {
      const said = [...(about === undefined ? [] : [about]), reader.tell(sentence)].join(': ');
      await mail(
        { subject: `[Ferryman] ${said}`, text: `${said}\n\n${reader.tell(next)}\n` },
        `note ${name} ${id}`,
      );
    },
    async test() {
      const { t } = reader;
      const text = t`This is only a test: Ferryman would tell of incidents here.`;
      const id = `test ${name} ${clock()}`;
      const refused = await mail({ subject: t`[Ferryman] A test`, text: `${text}\n` }, id);
      if (refused.length > 0) throw refusedAddresses(refused);
    },
  };
}

/** A mail cannot be edited, so there is one more only where it says something else: the state, worse, or which hosts. Flapping is said once. */
function isNoNews({ incident, before }: Notice, thread: EmailThread, affected: readonly string[]): boolean {
  if (before?.state !== incident.state) return false;
  if (isWorse(thread.severity, incident.severity)) return false;
  return incident.state === 'flapping' || isDeepStrictEqual(thread.affected, affected);
}

function refusedAddresses(refused: readonly string[]): FerrymanError {
  return new FerrymanError(
    'notify-mail-refused',
    say`The mail server does not take mail for ${refused.join(', ')}.`,
    say`Correct the address in ferryman.yaml, or see in the server's log why.`,
  );
}
