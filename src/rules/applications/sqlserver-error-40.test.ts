import { expect, test } from 'vitest';

import { ERROR_40, hostSaying, withNeeds } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { sqlserverError40 as rule } from './sqlserver-error-40.ts';

const rds = { name: 'rds', address: '192.168.0.20', port: 1433 };
const said = hostSaying([ERROR_40]);

test('a server that refuses is named with what the attempt says', () => {
  const finding = findingOf(rule, withNeeds(said, { ...rds, outcome: 'refused' }));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(finding.title).toBe('shop-web cannot reach its SQL Server: 192.168.0.20:1433 is refused');
  expect(evidenceText(finding)).toContain('from the host: is refused');
  expect(finding.explains).toContain('need:rds');
});

test('whoever explains why the server cannot be reached explains this, too', () => {
  expect(findingOf(rule, withNeeds(said, { ...rds, outcome: 'timed-out' })).follows).toEqual(['need:rds']);
});

test('a server that answers now makes the line an old one, also where the container ended', () => {
  expect(findingsOf(rule, withNeeds(said, { ...rds, outcome: 'connected' }))).toEqual([]);
  const ended = hostSaying([ERROR_40], { down: true });
  expect(findingsOf(rule, withNeeds(ended, { ...rds, outcome: 'connected' }))).toEqual([]);
});

test('where the server is not known, a container that ended is worth a word and one that runs is not', () => {
  expect(findingsOf(rule, said)).toEqual([]);
  const finding = findingOf(rule, hostSaying([ERROR_40], { down: true }));
  expect(finding.certainty).toBe('likely');
  expect(finding.fix?.commands[0]).toBe(`timeout 3 bash -c '</dev/tcp/SERVER/1433' && echo open`);
  expect(finding.fix?.summary).toContain('with its address for SERVER');
});

test('its own server counts, not whatever else the inventory lists', () => {
  const own = { address: '10.0.0.4', port: 1433, of: 'shop-web', outcome: 'refused' } as const;
  const finding = findingOf(rule, withNeeds(said, { ...rds, outcome: 'connected' }, own));
  expect(finding.title).toContain('10.0.0.4:1433');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(said, 'docker-logs'))).toMatchObject({ kind: 'unknown' });
});
