import { expect, test } from 'vitest';

import { fakeShell, type FakeAnswer } from '../../test/support/fake-shell.ts';
import type { Attempt } from '../facts/snapshot.ts';
import type { PlannedAttempt } from '../vantages/plan.ts';
import { tryPorts } from './try-ports.ts';

const CONTAINER = { address: '172.17.0.2', port: 8080 };
const DATABASE = { address: '192.0.2.7', port: 5432 };

const planned: readonly PlannedAttempt[] = [
  {
    vantage: 'host',
    to: CONTAINER,
    about: { kind: 'container-address', container: 'web', hostPort: 30_001 },
  },
  {
    vantage: 'container',
    to: CONTAINER,
    about: { kind: 'inside-container', container: 'web', hostPort: 30_001 },
    pid: 4242,
  },
  { vantage: 'host', to: DATABASE, about: { kind: 'need', need: 'db' } },
];

type Tried = 'database' | 'near' | 'inside';

/** What a command tries: the database, the container's address, or the same from inside. */
function triedBy(argv: readonly string[]): Tried {
  if (argv.includes('4242')) return 'inside';
  return argv.includes(DATABASE.address) ? 'database' : 'near';
}

const hostThat = (answers: Readonly<Record<Tried, FakeAnswer>>) =>
  fakeShell({ answer: ({ argv }) => answers[triedBy(argv)] });

const kinds = (attempts: readonly Attempt[]) =>
  attempts.map(({ about, outcome }) => `${about.kind} ${outcome.kind}`);

const CONNECTED = '0 10.00 10.01 open 142\n';
const REFUSED = '0 10.00 10.00 bash: connect: Connection refused\n';

test('who has not answered after a second counts as silent at a glance, and as what it is in the end', async () => {
  const shell = hostThat({
    database: { stdout: CONNECTED, afterMs: 1_700 },
    near: { stdout: CONNECTED },
    inside: {},
  });
  const { glance, attempts } = tryPorts(shell, planned);
  expect(kinds(await glance)).toEqual(['need timed-out', 'container-address connected']);
  expect(kinds(await attempts)).toEqual([
    'need connected',
    'container-address connected',
    'inside-container not-tried',
  ]);
});

test('a container whose address takes a connection is not entered', async () => {
  const shell = hostThat({
    database: { stdout: REFUSED },
    near: { stdout: CONNECTED },
    inside: { stdout: REFUSED },
  });
  await tryPorts(shell, planned).attempts;
  expect(shell.asked.map(({ argv }) => triedBy(argv)).toSorted()).toEqual(['database', 'near']);
});

test('one whose address is silent is entered without waiting for the end of the silence', async () => {
  const begun = performance.now();
  let enteredAfter = Number.POSITIVE_INFINITY;
  const answers = {
    database: { stdout: REFUSED },
    near: { stdout: '', afterMs: 1_500 },
    inside: { stdout: CONNECTED },
  };
  const shell = fakeShell({
    answer({ argv }) {
      if (triedBy(argv) === 'inside') enteredAfter = performance.now() - begun;
      return answers[triedBy(argv)];
    },
  });
  const attempts = await tryPorts(shell, planned).attempts;
  expect(enteredAfter).toBeLessThan(1_400);
  expect(kinds(attempts)).toEqual([
    'need refused',
    'container-address timed-out',
    'inside-container connected',
  ]);
});
