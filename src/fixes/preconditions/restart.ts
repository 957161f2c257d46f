import { running } from '../affected.ts';
import { boundUnitObstacles } from '../bound-units.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Obstacle } from '../refusal.ts';
import { list } from '../../rules/evidence.ts';
import { serviceCommand } from '../service-commands.ts';

/** Why Docker must not be restarted here now. */
export function restartObstacles(input: PlanInput): Obstacle[] {
  const { views, surroundings, docker, startedAt } = input;
  const found: Obstacle[] = boundUnitObstacles(input);
  const removed = running(views.containers).filter(({ inspect }) => inspect.hostConfig.autoRemove);
  if (removed.length > 0) {
    const names = list(removed.map(({ name }) => name));
    found.push({
      because: `${names} ${removed.length === 1 ? 'was' : 'were'} started with --rm: when Docker stops, Docker deletes ${removed.length === 1 ? 'it' : 'them'}, with everything inside.`,
      next: `Start ${removed.length === 1 ? 'it' : 'them'} again without --rm, or stop ${removed.length === 1 ? 'it' : 'them'} yourself; then ask again.`,
    });
  }
  const paused = views.containers.filter(({ inspect }) => inspect.state.paused);
  if (paused.length > 0)
    found.push({
      because: `${list(paused.map(({ name }) => name))} ${paused.length === 1 ? 'is' : 'are'} paused, and would not be so any more after a restart of Docker.`,
      next: `docker unpause ${paused.map(({ name }) => name).join(' ')}, or stop ${paused.length === 1 ? 'it' : 'them'}; then ask again.`,
    });
  if (surroundings.needsDaemonReload)
    found.push({
      because: `A file of ${docker.unit} was changed and systemd has not read it yet (NeedDaemonReload=yes): a restart now may or may not bring that change in.`,
      next: `Look at it (systemctl cat ${docker.unit}), then: systemctl daemon-reload; ${serviceCommand(docker, 'restart')}, in a quiet hour.`,
    });
  const { modified, path } = surroundings.file;
  if (modified !== undefined && startedAt !== undefined && modified > startedAt + CLOCK_SECONDS)
    found.push({
      because: `${path} was changed at ${iso(modified)}, after Docker's last start at ${iso(startedAt)}: a restart would bring that change in too, and nobody knows whether Docker starts with it.`,
      next: `Put it back, or restart Docker in a quiet hour (${serviceCommand(docker, 'restart')}); then ask again.`,
    });
  return found;
}

/** The time of boot is known to the second only. */
const CLOCK_SECONDS = 3;

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
