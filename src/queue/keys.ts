import { createHash } from 'node:crypto';

/** What makes Slack deliver something; the same values come again with a redelivery. */
export interface Trigger {
  readonly teamId: string;
  readonly channelId: string;
  readonly triggerId: string;
}

/**
 * One queue for each kind of job and site, because a worker must be able to take only what it can reach, and a look-up that
 * takes milliseconds must not wait behind a diagnosis. BullMQ refuses `:` in names.
 */
export function queueNameOf({ name }: { readonly name: string }, site: string | undefined): string {
  return site === undefined ? name : `${name}-${encodeURIComponent(site)}`;
}

/** A redelivered trigger gives the same id, and a store keeps one job for an id. BullMQ refuses `:` and integers. */
export function jobIdOf(trigger: Trigger): string {
  const text = JSON.stringify([trigger.teamId, trigger.channelId, trigger.triggerId]);
  return `t${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
}
