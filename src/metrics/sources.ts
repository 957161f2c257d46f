import type { Registry } from 'prom-client';
import { queuesOf } from '../queue/all-kinds.ts';
import { collectionOf } from '../queue/records.ts';
import { DeskHours } from '../report/desk-hours.ts';
import { Incident } from '../report/incident.ts';
import { Told } from '../report/told.ts';
import { sharedGauges } from './catalogue.ts';
import { gauge, siteLabel } from './define.ts';
import type { Shared, Source } from './shared.ts';

type MakeSource = (registry: Registry, shared: Shared) => Source;

export const queueSource: MakeSource = (registry, { queue, sites, clock }) => {
  const jobs = gauge(registry, sharedGauges.queueJobs);
  const oldest = gauge(registry, sharedGauges.queueOldest);
  const paused = gauge(registry, sharedGauges.queuePaused);
  return {
    name: 'queue',
    async read() {
      const read = await Promise.all(
        queuesOf(sites).map(async ({ kind, site }) => ({
          labels: { kind: kind.name, site: siteLabel(site) },
          depth: await queue.depth(kind, site),
        })),
      );
      return () => {
        for (const { labels, depth } of read) {
          jobs.set({ ...labels, state: 'waiting' }, depth.waiting);
          jobs.set({ ...labels, state: 'running' }, depth.running);
          oldest.set(labels, secondsSince(depth.waitsSince, clock()));
          paused.set(labels, depth.paused ? 1 : 0);
        }
      };
    },
    forget() {
      for (const one of [jobs, oldest, paused]) one.reset();
    },
  };
};

export const outboxSource: MakeSource = (registry, { queue, clock }) => {
  const rows = gauge(registry, sharedGauges.outboxRows);
  const oldest = gauge(registry, sharedGauges.outboxOldest);
  return {
    name: 'outbox',
    async read() {
      const undelivered = await queue.outbox.undelivered(clock());
      return () => {
        rows.set(undelivered.rows);
        oldest.set(secondsSince(undelivered.since, clock()));
      };
    },
    forget() {
      for (const one of [rows, oldest]) one.remove();
    },
  };
};

export const incidentsSource: MakeSource = (registry, { queue }) => {
  const open = gauge(registry, sharedGauges.incidentsOpen);
  return {
    name: 'incidents',
    async read() {
      const incidents = [...(await collectionOf(queue.records, 'incidents', Incident).list()).values()];
      return () => {
        for (const severity of Incident.shape.severity.options) {
          const those = incidents.filter((one) => one.severity === severity && one.state !== 'resolved');
          open.set({ severity }, those.length);
        }
      };
    },
    forget() {
      open.reset();
    },
  };
};

export const noticesSource: MakeSource = (registry, { queue }) => {
  const failing = gauge(registry, sharedGauges.noticesFailing);
  return {
    name: 'notices',
    async read() {
      const told = [...(await collectionOf(queue.records, 'told', Told).list()).values()];
      return () => failing.set(told.filter(({ failed }) => failed !== undefined).length);
    },
    forget() {
      failing.remove();
    },
  };
};

export const deskSource: MakeSource = (registry, { queue }) => {
  const lastRun = gauge(registry, sharedGauges.deskLastRun);
  return {
    name: 'desk',
    async read() {
      const hours = await collectionOf(queue.records, 'desk', DeskHours).read('hours');
      return () => {
        if (hours !== undefined) lastRun.set(Date.parse(hours.lookedAt) / 1_000);
      };
    },
    forget() {
      lastRun.remove();
    },
  };
};

/** @param since milliseconds since 1970; undefined: nothing waits */
function secondsSince(since: number | undefined, now: number): number {
  return since === undefined ? 0 : Math.max(0, (now - since) / 1_000);
}
