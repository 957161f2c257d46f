import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import { list, say, together, type Sayable } from '../../text/say.ts';
import type { Compared } from '../prove.ts';
import type { UntoldProof } from '../untold.ts';
import { ended } from './ended.ts';

/** Whoever ran runs, the very same container, and is healthy if it was. One that restarted over and over may go on with that. */
export function proveContainers({ plan, before, after }: Compared): readonly UntoldProof[] {
  if (before.containers.kind === 'unknown' || after.containers.kind === 'unknown') {
    const dark = after.containers.kind === 'unknown' ? after.containers : before.containers;
    const now = dark.kind === 'unknown' ? say`unknown: ${dark.fact}: ${dark.because}` : say`unknown`;
    return [{ what: say`containers`, before: say`known`, after: now, ok: false }];
  }
  const now = new Map(after.containers.value.map((container) => [container.id, container]));
  const at = before.question.kind === 'known' ? before.question.value.now : 0;
  const ran = before.containers.value.filter((container) => container.running && !isLooping(container, at));
  const done = ended({ plan, before, after });
  const due = ran.filter(({ id }) => done.every((one) => one.id !== id));
  const lost = due.filter(({ id }) => now.get(id)?.running !== true);
  const healthy = due.filter((container) => healthOf(container) === 'healthy');
  const ill = healthy.filter(({ id }) => healthOf(now.get(id)) !== 'healthy');
  return [
    {
      what: say`containers that run`,
      before: count(ran),
      after:
        lost.length === 0
          ? together(count(due), told(done))
          : list(
              lost.map(({ id, name }) => describe(name, now.get(id))),
              'and',
            ),
      ok: lost.length === 0,
    },
    ...(healthy.length === 0
      ? []
      : [
          {
            what: say`containers that are healthy`,
            before: count(healthy),
            after:
              ill.length === 0
                ? count(healthy)
                : list(
                    ill.map(({ id, name }) => health(name, healthOf(now.get(id)))),
                    'and',
                  ),
            ok: ill.length === 0,
          },
        ]),
  ];
}

function told(done: readonly Container[]): Sayable {
  if (done.length === 0) return '';
  const names = list(
    done.map(({ name }) => name),
    'and',
  );
  return done.length === 1
    ? say`; ${names} ended without an error meanwhile and was not started again`
    : say`; ${names} ended without an error meanwhile and were not started again`;
}

const healthOf = (container: Container | undefined) => container?.inspect.state.health?.status;

function health(name: string, status: string | undefined): Sayable {
  return status === undefined ? say`${name} is gone` : say`${name} is ${status}`;
}

function count(containers: readonly Container[]): Sayable {
  const names = containers.slice(0, 8).map(({ name }) => name);
  const more = containers.length - names.length;
  if (containers.length === 0) return say`none`;
  return more > 0
    ? say`${containers.length}: ${list(names)} and ${more} more`
    : say`${containers.length}: ${list(names)}`;
}

function describe(name: string, container: Container | undefined): Sayable {
  if (container === undefined) return say`${name} is gone`;
  const { status, exitCode, error } = container.inspect.state;
  const how = `${status}${status === 'exited' ? ` ${exitCode}` : ''}${error === '' ? '' : `, ${error}`}`;
  return say`${name} does not run (${how})`;
}
