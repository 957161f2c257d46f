import { expect, test } from 'vitest';

import { findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { dotnetDllNotFound as rule } from './dotnet-dll-not-found.ts';

/** Source: dotnet/runtime, src/native/corehost/fxr; the reports dotnet-docker#1505 and #2706. */
const snapshot = ended({
  code: 145,
  log: 'Did you mean to run dotnet SDK commands? Please install dotnet SDK from:\n  https://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409',
});

test('the file that is missing is named, and not an SDK', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi does not find its application topapi.dll');
  expect(finding.explanation).toContain('There is no /app/topapi.dll');
  expect(finding.explanation).toContain('No SDK is missing');
});

test('a volume that hides the application is said', () => {
  const covered = withContainer(snapshot, 'topapi', {
    Mounts: [{ Type: 'bind', Source: '/srv/app', Destination: '/app', RW: true }],
  });
  expect(findingOf(rule, covered).fix?.summary).toContain('Take the mount away from /app');
});

test('a missing framework is another cause', () => {
  expect(findingsOf(rule, recordedHost('dotnet-shared-framework-missing-8.0').snapshot)).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
