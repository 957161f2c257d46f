import { createHash } from 'node:crypto';
import type { Asked } from '../report/report.ts';

/** What makes Slack deliver something; the same values come again with a redelivery. */
export interface Trigger {
  readonly teamId: string;
  readonly channelId: string;
  readonly triggerId: string;
}

/** One queue for each site, because a worker must be able to take only what it can reach. BullMQ refuses `:` in names. */
export function queueNameOf(site: string | undefined): string {
  return site === undefined ? 'diagnose' : `diagnose-${encodeURIComponent(site)}`;
}

/** A redelivered trigger gives the same id, and a store keeps one job for an id. BullMQ refuses `:` and integers. */
export function jobIdOf(trigger: Trigger): string {
  const text = JSON.stringify([trigger.teamId, trigger.channelId, trigger.triggerId]);
  return `t${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
}

/** The same question about the same host: while one runs, a second one joins it. */
export function questionKeyOf(host: string, asked: Asked | undefined): string {
  return JSON.stringify([host, asked?.port ?? null, asked?.container ?? null, asked?.to ?? null]);
}
