import { z } from 'zod';
import { DigestFacts } from '../report/digest.ts';

/** What a webhook is sent of a day: the contract `ferryman.digest-event/1`, described in docs/digest.md. */
export const DigestEvent = z.object({
  schema: z.literal('ferryman.digest-event/1'),
  type: z.literal('ferryman.digest'),
  /** Up to when it tells. */
  timestamp: z.iso.datetime(),
  data: z.object({ ...DigestFacts.shape, headline: z.string() }),
});
export type DigestEvent = z.infer<typeof DigestEvent>;

export function digestEvent(facts: DigestFacts, headline: string): DigestEvent {
  return {
    schema: 'ferryman.digest-event/1',
    type: 'ferryman.digest',
    timestamp: facts.to,
    data: { ...facts, headline },
  };
}
