import { expect, test } from 'vitest';

import { ERROR_40, hostSaying, withEnv } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { localhostInContainer as rule } from './localhost-in-container.ts';

const ENV = 'DB=Server=localhost,1433;Database=shop;User Id=sa;Password=Ohng4eeth8';
const refused = withEnv(hostSaying([ERROR_40]), ENV);

test('localhost inside a container of its own is named with the variable that holds it', () => {
  const finding = findingOf(rule, refused);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(finding.title).toContain('localhost:1433');
  expect(finding.explanation).toContain('The variable DB of shop-web');
  expect(JSON.stringify(finding)).not.toContain('Ohng4eeth8');
});

test('it is critical where the container ended over it', () => {
  expect(findingOf(rule, withEnv(hostSaying([ERROR_40], { down: true }), ENV)).severity).toBe('critical');
});

test('in the network of the host, or of another container, localhost is somebody else', () => {
  for (const NetworkMode of ['host', 'container:4f5e']) {
    expect(findingsOf(rule, withContainer(refused, 'shop-web', { HostConfig: { NetworkMode } }))).toEqual([]);
  }
});

test('a service in the container itself, and one that nobody misses, are none', () => {
  const own = withEnv(hostSaying([ERROR_40]), ENV.replace('1433', '8080'), 'REDIS=localhost:8080');
  expect(findingsOf(rule, withEnv(hostSaying(['info: serving']), ENV))).toEqual([]);
  const port = findingOf(rule, refused).explains.length;
  expect(port).toBeGreaterThan(0);
  expect(findingsOf(rule, own).every(({ title }) => !title.includes('8080'))).toBe(true);
});

test('asked for by name, a setting that cannot work is likely the reason', () => {
  const quiet = withEnv(hostSaying(['info: serving']), ENV);
  expect(findingOf(rule, quiet, { container: 'shop-web' }).certainty).toBe('likely');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(refused, 'docker-inspect'))).toMatchObject({ kind: 'unknown' });
});
