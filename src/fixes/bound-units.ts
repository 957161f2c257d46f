import { list, say, type Text } from '../text/say.ts';
import type { PlanInput } from './plan-input.ts';
import type { Obstacle } from './refusal.ts';
import type { BoundUnit } from './surroundings.ts';

/**
 * Units that need Docker (`Requires=`, `BindsTo=`, `PartOf=`) stop when it stops. `systemctl restart docker` starts them again, but where
 * Docker fails in between or is killed they stay down, so whoever restarts Docker starts them. Found on systemd 252.
 */
export function boundUnitNames({ surroundings }: Pick<PlanInput, 'surroundings'>): string[] {
  // In the order of their names: that in which systemd lists them is nobody's, and the digest is made of them.
  return surroundings.boundUnits.map(({ name }) => name).toSorted();
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
        next: say`If its containers may go (what was written inside them goes with them), stop it yourself: systemctl stop ${unit.name}. Ask again, and start it when the change is over.`,
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

const DOCKER = /docker|compose|nerdctl/i;
/** `$COMPOSE down`, `"${DC}" up -d`: a command by a variable that may hold Docker's; not a word of one, as in `rm -f $LOCK`. */
const BY_VARIABLE =
  /(?:^|[;&|({!]|\b(?:then|do|else|if|while|until|exec|sudo|env|time)\b)\s*[@:+!-]*"?\$\{?\w+\}?"?\s/;

/** What runs inside other programs (make, a script that another one calls) is not seen. */
function changing({ commands }: BoundUnit): string[] {
  const speaksToDocker = commands.some((command) => DOCKER.test(command));
  const found = commands
    .filter((command) => DOCKER.test(command) || (speaksToDocker && BY_VARIABLE.test(command)))
    .filter((command) => !/^\s*(?:echo|printf|logger)\b[^;&|]*$/.test(command))
    .flatMap((command) => command.split(/[\s;&|'"()`]+/))
    .filter((word) => CHANGING.has(word));
  return [...new Set(found)];
}
