import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { dotnetFrameworkTooOldPatchOrBand as rule } from './dotnet-framework-too-old-patch-or-band.ts';

const tooOld = (found: string) => `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - The following versions are installed:
      ${found} at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]`;
/** Source: aspnet/Mvc#7946, dotnet/cli#9519. */
const snapshot = ended({ code: 150, log: tooOld('2.1.0') });

test('the version that is needed and the one that is there are named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi needs Microsoft.AspNetCore.App 2.1.1; its image has 2.1.0');
  expect(finding.explanation).toContain('an older patch');
  expect(finding.fix?.summary).toContain('Pull the base image again');
});

test('another band needs another base image', () => {
  const finding = findingOf(rule, ended({ code: 150, log: tooOld('2.0.9') }));
  expect(finding.fix?.summary).toContain(
    'Build on the base image of 2.1: mcr.microsoft.com/dotnet/core/aspnet:2.1.',
  );
});

test('a framework that is missing altogether is another cause', () => {
  expect(findingsOf(rule, recordedHost('dotnet-shared-framework-missing').snapshot)).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
