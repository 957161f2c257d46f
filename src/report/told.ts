import { z } from 'zod';
import { Incident } from './incident.ts';

/** ISO 8601. */
const At = z.iso.datetime();

/** What a destination was told of an incident last, so that it is told the rest and nothing twice. */
export const Told = z.object({
  schema: z.literal('ferryman.told/1'),
  incident: z.string(),
  destination: z.string(),
  /** Of the incident as it was told; 0 where nothing was told yet. */
  revision: z.number(),
  state: Incident.shape.state.optional(),
  severity: Incident.shape.severity.optional(),
  /** Where the message stands, in a destination's own words (Slack: `channel/ts`). */
  place: z.string().optional(),
  /** When it heard of it for the first time. */
  firstAt: At.optional(),
  /** When its message was written or changed last. */
  lastAt: At.optional(),
  /** The last attempt did not go through; how many in a row. */
  failed: z.object({ at: At, times: z.number(), because: z.string() }).optional(),
});
export type Told = z.infer<typeof Told>;

export function toldKey({ incident, destination }: Pick<Told, 'incident' | 'destination'>): string {
  return `${incident}/${destination}`;
}
