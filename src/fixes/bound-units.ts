import { list, say, type Text } from '../text/say.ts';
import type { PlanInput } from './plan-input.ts';
import type { Obstacle } from './refusal.ts';
import type { BoundUnit } from './surroundings.ts';

/**
 * Units that need Docker (`Requires=`, `BindsTo=`, `PartOf=`) stop when it stops. `systemctl restart docker` starts them again, but where
 * Docker fails in between or is killed they stay down, so whoever restarts Docker starts them. Found on systemd 252.
 */
export function boundUnitNames({ surroundings }: Pick<PlanInput, 'surroundings'>): string[] {
  return surroundings.boundUnits.map(({ name }) => name);
}

export function boundUnitWarnings(names: readonly string[]): readonly Text[] {
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? say`${list(names)} stops with Docker (Requires=, BindsTo= or PartOf= of its unit): systemd starts it again with Docker, and where it does not the host does.`
      : say`${list(names, 'and')} stop with Docker (Requires=, BindsTo= or PartOf= of their units): systemd starts them again with Docker, and where it does not the host does.`,
  ];
}

export function boundUnitProof(names: readonly string[]): readonly Text[] {
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? say`${list(names)}, which stops with Docker, is active again.`
      : say`${list(names, 'and')}, which stop with Docker, are active again.`,
  ];
}

/** A unit that deletes containers as it stops, or makes others as it starts, would have the fix lose containers. */
export function boundUnitObstacles({ surroundings, docker }: PlanInput): Obstacle[] {
  return surroundings.boundUnits.flatMap((unit): Obstacle[] => {
    const words = changing(unit);
    if (words.length === 0) return [];
    return [
      {
        because: say`${unit.name} stops and starts with ${docker.unit}, and what it runs then says "${words.join('", "')}" to Docker: containers would be deleted or made anew, which no undo brings back.`,
        next: say`Stop it yourself (systemctl stop ${unit.name}), ask again, and start it when the change is over.`,
      },
    ];
  });
}

/** What deletes, makes or replaces containers or networks, be it a word of docker, of docker compose or of docker-compose. */
const CHANGING: ReadonlySet<string> = new Set([
  'create',
  'deploy',
  'down',
  'prune',
  'remove',
  'rename',
  'rm',
  'run',
  'up',
  'update',
]);

function changing({ commands }: BoundUnit): string[] {
  const found = commands
    .filter((command) => /docker|compose|nerdctl/.test(command))
    .flatMap((command) => command.split(/[\s;&|'"()`]+/))
    .filter((word) => CHANGING.has(word));
  return [...new Set(found)];
}
