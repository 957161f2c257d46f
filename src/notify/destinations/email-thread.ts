import { z } from 'zod';
import { Incident } from '../../report/incident.ts';

/** The mails of one incident: what later ones have to know of the first, to stand below it, and of the last, to say nothing twice. */
const EmailThread = z.object({
  /** Of the first, with its angle brackets. */
  messageId: z.string(),
  /** Of the first: some programs put mails together by it (`Re: …`), others by `References` alone. */
  subject: z.string(),
  /** Hosts that had the fault when the last was sent. */
  affected: z.array(z.string()),
  /** That the last one said. */
  severity: Incident.shape.severity.optional(),
});
export type EmailThread = z.infer<typeof EmailThread>;

/** @param place what `tell` gave for the last mail; one that cannot be read begins a new thread */
export function readThread(place: string | undefined): EmailThread | undefined {
  if (place === undefined) return undefined;
  try {
    return EmailThread.safeParse(JSON.parse(place)).data;
  } catch {
    return undefined;
  }
}

export function affectedHosts({ members }: Incident): string[] {
  const there = members.filter(({ stints }) => stints.at(-1)?.to === undefined);
  return [...new Set(there.map(({ host }) => host))].toSorted();
}
