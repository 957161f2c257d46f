import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { networkGone as rule } from './network-gone.ts';

const gone = 'ab'.repeat(32);
const snapshot = ended({
  code: 128,
  error: `network ${gone} not found`,
  inspect: { NetworkSettings: { Networks: { vhnet: { NetworkID: gone } } } },
});

test('the network is named as people know it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi cannot start: its network vhnet is gone');
  expect(evidenceText(finding)).toContain(`vhnet: NetworkID ${gone}`);
});

test('Docker 28 says it in a longer sentence', () => {
  const error = 'failed to set up container networking: network vhnet not found';
  expect(findingOf(rule, withContainer(snapshot, 'topapi', { State: { Error: error } })).title).toContain(
    'vhnet',
  );
});

test('a user that is not found is another cause', () => {
  const user = 'unable to find user appuser: no matching entries in passwd file';
  expect(findingsOf(rule, ended({ code: 128, error: user }))).toEqual([]);
});

keepsStill(rule, snapshot);
