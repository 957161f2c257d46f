import { expect, test } from 'vitest';

import { findingOf, findingsOf, outcomeOf, withText } from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { ended, running, idOf } from '../../../test/support/troubled-container.ts';
import { nameConflict as rule } from './name-conflict.ts';

const base = ended({ code: 0 });
const id = idOf(base, 'topapi');
/** Source: moby's daemon/names.go; docker 1.13 writes every refusal into its journal. */
const journal = (clock: string) =>
  `${clock} hz-shop dockerd-current[1234]: time="${clock}" level=error msg="Handler for POST /v1.26/containers/create returned error: Conflict. The container name \\"/topapi\\" is already in use by container ${id}. You have to remove (or rename) that container to be able to reuse that name."\n`;
const snapshot = withText(base, 'docker-journal', journal('2026-11-22T11:50:00+0000'));

test('the holder of the name is told, and that it was made by hand', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'warning', subject: { name: 'topapi' } });
  expect(finding.explanation).toContain('It was made by hand');
  expect(finding.fix?.commands[0]).toBe('docker rename topapi topapi-old');
});

test('while the holder runs well it is a notice', () => {
  expect(findingOf(rule, running(snapshot)).severity).toBe('notice');
});

test('an attempt of last week, or a holder that is gone, is past', () => {
  expect(findingsOf(rule, withText(base, 'docker-journal', journal('2026-11-12T11:50:00+0000')))).toEqual([]);
  const other = journal('2026-11-22T11:50:00+0000').replace(id, 'ff'.repeat(32));
  expect(findingsOf(rule, withText(base, 'docker-journal', other))).toEqual([]);
});

test('without the journal there is nothing to tell, without the containers nobody knows', () => {
  expect(findingsOf(rule, without(snapshot, 'docker-journal'))).toEqual([]);
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
