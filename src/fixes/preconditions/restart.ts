import { running } from '../affected.ts';
import type { Container } from '../../model/containers.ts';
import { boundUnitObstacles } from '../bound-units.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Obstacle } from '../refusal.ts';
import { list, say } from '../../text/say.ts';
import { serviceCommand } from '../service-commands.ts';

/** Why Docker must not be restarted here now. */
export function restartObstacles(input: PlanInput): Obstacle[] {
  const { views, surroundings, docker, startedAt } = input;
  const found: Obstacle[] = boundUnitObstacles(input);
  const removed = running(views.containers).filter(({ inspect }) => inspect.hostConfig.autoRemove);
  if (removed.length > 0) {
    const names = namesOf(removed);
    found.push(
      removed.length === 1
        ? {
            because: say`${names} was started with --rm: when Docker stops, Docker deletes it, with everything inside.`,
            next: say`Start it again without --rm, or stop it yourself; then ask again.`,
          }
        : {
            because: say`${names} were started with --rm: when Docker stops, Docker deletes them, with everything inside.`,
            next: say`Start them again without --rm, or stop them yourself; then ask again.`,
          },
    );
  }
  const paused = views.containers.filter(({ inspect }) => inspect.state.paused);
  if (paused.length > 0) {
    const unpause = `docker unpause ${paused.map(({ name }) => name).join(' ')}`;
    found.push(
      paused.length === 1
        ? {
            because: say`${namesOf(paused)} is paused, and would not be so any more after a restart of Docker.`,
            next: say`${unpause}, or stop it; then ask again.`,
          }
        : {
            because: say`${namesOf(paused)} are paused, and would not be so any more after a restart of Docker.`,
            next: say`${unpause}, or stop them; then ask again.`,
          },
    );
  }
  if (surroundings.needsDaemonReload)
    found.push({
      because: say`A file of ${docker.unit} was changed and systemd has not read it yet (NeedDaemonReload=yes): a restart now may or may not bring that change in.`,
      next: say`Look at it (systemctl cat ${docker.unit}), then: systemctl daemon-reload; ${serviceCommand(docker, 'restart')}, in a quiet hour.`,
    });
  const { modified, path } = surroundings.file;
  if (modified !== undefined && startedAt !== undefined && modified > startedAt + CLOCK_SECONDS)
    found.push({
      because: say`${path} was changed at ${iso(modified)}, after Docker's last start at ${iso(startedAt)}: a restart would bring that change in too, and nobody knows whether Docker starts with it.`,
      next: say`Put it back, or restart Docker in a quiet hour (${serviceCommand(docker, 'restart')}); then ask again.`,
    });
  return found;
}

/** The time of boot is known to the second only. */
const CLOCK_SECONDS = 3;

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');

function namesOf(containers: readonly Container[]) {
  return list(
    containers.map(({ name }) => name),
    'and',
  );
}
