import { expect, test } from 'vitest';

import { fakeShell } from '../../test/support/fake-shell.ts';
import type { Argv, Fact } from '../facts/fact.ts';
import { localShell } from '../ssh/local-shell.ts';
import { readHost } from './read-host.ts';

function fact(id: string, ...candidates: readonly Argv[]): Fact {
  return {
    id,
    title: id,
    read: { kind: 'command', candidates, timeoutSeconds: 1 },
    parse: ({ stdout }) => ({ kind: 'value', value: stdout, unread: [] }),
  };
}

const sh = (script: string): Argv => ['sh', '-c', script];

test('one script of a real sh: each fact ends in the way that it ended', async () => {
  const shell = localShell();
  const readings = await readHost(shell, [
    fact('fine', sh('printf "one\\ntwo"')),
    fact('second-choice', ['no-such-program-1'], sh('echo second')),
    fact('absent', ['no-such-program-1'], ['no-such-program-2']),
    fact('script-of-absent', sh('command -v no-such-program-3 >/dev/null || exit 127; no-such-program-3')),
    fact('refused', sh('echo "RTNETLINK answers: Operation not permitted" >&2; exit 2')),
    fact('slow', sh('sleep 30')),
    fact('last', sh('echo still here; exit 3')),
  ]);
  await shell.close();
  expect(readings).toMatchObject({
    fine: { status: 'ok', stdout: 'one\ntwo', code: 0 },
    'second-choice': { status: 'ok', stdout: 'second\n' },
    absent: { status: 'absent' },
    'script-of-absent': { status: 'absent', because: 'no-such-program-3 is not there' },
    refused: { status: 'denied', because: 'RTNETLINK answers: Operation not permitted' },
    slow: { status: 'timed-out' },
    // Output counts, whatever the exit code.
    last: { status: 'ok', stdout: 'still here\n', code: 3 },
  });
});

test('facts of Docker are none of the script’s business', async () => {
  const shell = fakeShell({ answer: () => ({ stdout: '' }) });
  const docker: Fact = { ...fact('docker-info'), read: { kind: 'docker', path: '/info' } };
  expect(await readHost(shell, [docker])).toEqual({});
});

test('a script that ends early leaves readings that say so, not empty ones', async () => {
  const shell = fakeShell({
    answer: () => ({ stdout: '', stderr: 'sh: line 9: fork: Cannot allocate memory\n', code: 1 }),
  });
  expect(await readHost(shell, [fact('routes', sh('ip route'))])).toMatchObject({
    routes: { status: 'unreadable', because: 'sh: line 9: fork: Cannot allocate memory' },
  });
});
