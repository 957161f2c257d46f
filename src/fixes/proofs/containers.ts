import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import type { Proof } from '../../report/fix.ts';
import { list } from '../../rules/evidence.ts';
import type { Compared } from '../prove.ts';
import { ended } from './ended.ts';

/** Whoever ran runs, the very same container, and is healthy if it was. One that restarted over and over may go on with that. */
export function proveContainers({ plan, before, after }: Compared): Proof[] {
  if (before.containers.kind === 'unknown' || after.containers.kind === 'unknown') {
    const dark = after.containers.kind === 'unknown' ? after.containers : before.containers;
    const because = dark.kind === 'unknown' ? `${dark.fact}: ${dark.because}` : '';
    return [{ what: 'containers', before: 'known', after: `unknown: ${because}`, ok: false }];
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
      what: 'containers that run',
      before: count(ran),
      after:
        lost.length === 0
          ? count(due) + told(done)
          : list(lost.map(({ id, name }) => `${name} ${describe(now.get(id))}`)),
      ok: lost.length === 0,
    },
    ...(healthy.length === 0
      ? []
      : [
          {
            what: 'containers that are healthy',
            before: count(healthy),
            after:
              ill.length === 0
                ? count(healthy)
                : list(ill.map(({ id, name }) => `${name} is ${healthOf(now.get(id)) ?? 'gone'}`)),
            ok: ill.length === 0,
          },
        ]),
  ];
}

function told(done: readonly Container[]): string {
  if (done.length === 0) return '';
  return `; ${list(done.map(({ name }) => name))} ended without an error meanwhile and ${done.length === 1 ? 'was' : 'were'} not started again`;
}

const healthOf = (container: Container | undefined) => container?.inspect.state.health?.status;

function count(containers: readonly Container[]): string {
  const names = containers.slice(0, 8).map(({ name }) => name);
  const more = containers.length - names.length;
  return containers.length === 0
    ? 'none'
    : `${containers.length}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describe(container: Container | undefined): string {
  if (container === undefined) return 'is gone';
  const { status, exitCode, error } = container.inspect.state;
  return `does not run (${status}${status === 'exited' ? ` ${exitCode}` : ''}${error === '' ? '' : `, ${error}`})`;
}
