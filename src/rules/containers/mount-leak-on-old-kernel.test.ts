import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, outcomeOf, withText } from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { ended, keepsStill, idOf } from '../../../test/support/troubled-container.ts';
import { mountLeakOnOldKernel as rule } from './mount-leak-on-old-kernel.ts';

const dead = ended({ code: 137, inspect: { State: { Status: 'dead', Dead: true } } });
const id = idOf(dead, 'topapi');
/** Source: moby's daemon/delete.go; CentOS 7, docker 1.13. */
const journal = `2018-11-22T10:15:04+0800 hz-shop dockerd-current[1234]: time="2018-11-22T10:15:04.1+08:00" level=error msg="Handler for DELETE /v1.26/containers/topapi returned error: driver \\"overlay\\" failed to remove root filesystem for ${id}: remove /var/lib/docker/overlay/77/merged: device or resource busy"\n`;
const snapshot = withText(dead, 'docker-journal', journal);

test('the daemon’s own words make it more than a dead container', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'warning', subject: { name: 'topapi' } });
  expect(evidenceText(finding)).toContain('device or resource busy');
  expect(finding.fix?.commands[0]).toContain(`grep -l ${id.slice(0, 12)} /proc/*/mountinfo`);
});

test('an old line about a container that ended in order is past', () => {
  expect(findingsOf(rule, withText(ended({ code: 137 }), 'docker-journal', journal))).toEqual([]);
});

test('of a dead container nobody knows why without the journal; without a dead one there is nothing to know', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-journal')).kind).toBe('unknown');
  expect(findingsOf(rule, without(ended({ code: 1 }), 'docker-journal'))).toEqual([]);
});

keepsStill(rule, snapshot);
