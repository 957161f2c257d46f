import { z } from 'zod';

/** A container somewhere in the inventory, as the look-up for `/logs` found it. */
export const FoundContainer = z.object({
  host: z.string(),
  id: z.string(),
  name: z.string(),
  image: z.string(),
  /** Docker's word: `running`. */
  state: z.string(),
  /** Docker's sentence: `Up 3 hours (healthy)`. */
  status: z.string(),
  project: z.string().optional(),
  service: z.string().optional(),
  /** An earlier instance of a container that was created anew. */
  previous: z.boolean().optional(),
});
export type FoundContainer = z.infer<typeof FoundContainer>;

/** A host whose containers nobody knows just now. */
export const NotAsked = z.object({ host: z.string(), because: z.string() });
export type NotAsked = z.infer<typeof NotAsked>;

/** What one look-up found, or several of them together. */
export const FoundContainers = z.object({
  /** More than one where the name does not say which. */
  matches: z.array(FoundContainer),
  /** Earlier instances of a single match. */
  earlier: z.array(FoundContainer),
  /** Names nearby, where nothing matches. */
  near: z.array(FoundContainer),
  notAsked: z.array(NotAsked),
});
export type FoundContainers = z.infer<typeof FoundContainers>;
