import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { withRefused } from '../../../test/support/refused-container.ts';
import { portAllocatedByDocker as rule } from './port-allocated-by-docker.ts';

const WORDS = 'Bind for 0.0.0.0:30712 failed: port is already allocated';
const refused = withRefused(WORDS, 30712);

test('the container that has the port is named', () => {
  const finding = findingOf(rule, refused);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: 'late' },
    explains: ['container:late', 'port:30712'],
  });
  expect(finding.title).toBe('late does not start: container shop-web has port 30712 already');
  expect(evidenceText(finding)).toContain('created 128 … Bind for 0.0.0.0:30712 failed');
});

test('one that was made before the container that has its port was replaced: a notice, unless somebody asks', () => {
  const old = withRefused(WORDS, 30712, { Created: '2026-11-22T11:00:00.000000000Z' });
  expect(findingOf(rule, old).severity).toBe('notice');
  expect(findingOf(rule, old, { container: 'late' }).severity).toBe('critical');
});

test('what nobody missed for a week is left over from an experiment', () => {
  const later = { ...refused, at: '2026-12-22T12:00:00.000Z' };
  const { clock: _, ...readings } = later.readings;
  expect(findingOf(rule, { ...later, readings }).severity).toBe('notice');
});

test('without a container that has it Docker remembers one that is gone', () => {
  const finding = findingOf(
    rule,
    withRefused('Bind for 0.0.0.0:30999 failed: port is already allocated', 30999),
  );
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'likely' });
  expect(finding.fix?.commands).toContain('systemctl restart docker && docker start late');
});

test('a port of one address that clashes with the same port of all addresses is Docker’s own affair too', () => {
  const words = 'Error starting userland proxy: listen tcp4 127.0.0.1:30712: bind: address already in use';
  expect(findingOf(rule, withRefused(words, 30712)).title).toContain('shop-web has port 30712 already');
});

test('a process of the host that has the port is another cause', () => {
  const words = 'Error starting userland proxy: listen tcp4 0.0.0.0:22: bind: address already in use';
  expect(findingsOf(rule, withRefused(words, 22))).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(refused, 'docker-inspect')).kind).toBe('unknown');
});
