import type { Views } from '../../model/views.ts';
import type { Finding } from '../rule.ts';
import type { Trouble } from './trouble.ts';

/** A daemon that finds a container dead which it knew as running notes its own start as the end. */
const NEAR_MS = 60_000;
/** Docker gives all its containers ten seconds when it goes down. */
const TOGETHER_MS = 20_000;
/** A reboot takes minutes; what was stopped so shortly before was hardly stopped on purpose. */
const REBOOT_MS = 10 * 60_000;

export type DaemonViews = Pick<Views, 'containers'> &
  Partial<Pick<Views, 'dockerService' | 'bootTime' | 'dockerJournal'>>;

/** When the daemon that runs now was started, in milliseconds since 1970; the host's boot where systemd does not tell. */
export function daemonStart({ dockerService, bootTime }: DaemonViews): number | undefined {
  if (bootTime === undefined) return undefined;
  return (bootTime + (dockerService?.unit?.activeEnteredSeconds ?? 0)) * 1000;
}

/** How surely a container ended because the daemon, or the whole host, went down; undefined where it did not. */
export function diedWithDaemon(trouble: Trouble, views: DaemonViews): Finding['certainty'] | undefined {
  const { container, end } = trouble;
  const start = daemonStart(views);
  const endedAt = end?.endedAt;
  if (start === undefined || endedAt === undefined || container.inspect.state.status !== 'exited')
    return undefined;
  if (end?.exitCode === 255 && Math.abs(endedAt - start) < NEAR_MS) return 'proven';
  // Of those that it takes down with itself Docker does not note that anybody stopped them.
  if (endedAt > start || container.halted) return undefined;
  const journal = views.dockerJournal ?? [];
  const wentDown = journal.some(
    ({ at, message }) =>
      /Processing signal 'terminated'|Stopping Docker Application|Stopping docker\.service/.test(message) &&
      Math.abs(Date.parse(at ?? '') - endedAt) < TOGETHER_MS,
  );
  if (wentDown || endedTogether(trouble, views, start)) return 'proven';
  // A journal that reaches back to that moment and knows of no end of the daemon then speaks against it.
  if (Date.parse(journal.find(({ at }) => at !== undefined)?.at ?? '') < endedAt) return undefined;
  return start - endedAt < REBOOT_MS ? 'likely' : undefined;
}

/** Others that nobody stopped ended in the same moment; those with a restart policy have been started again since. */
function endedTogether({ container, end }: Trouble, { containers }: DaemonViews, start: number): boolean {
  return containers.some(({ id, inspect, halted }) => {
    const other = Date.parse(inspect.state.finishedAt ?? '');
    return (
      id !== container.id && !halted && other <= start && Math.abs(other - (end?.endedAt ?? 0)) < TOGETHER_MS
    );
  });
}
