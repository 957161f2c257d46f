import { describe, expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withCopy,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { dotnetSharedFrameworkMissing as rule } from './dotnet-shared-framework-missing.ts';

const { snapshot } = recordedHost('dotnet-shared-framework-missing');

describe('every wording of the runtime, with the image that holds the framework', () => {
  test.each([
    ['', '2.1.1', 'mcr.microsoft.com/dotnet/core/aspnet:2.1'],
    ['-3.1', '3.1.0', 'mcr.microsoft.com/dotnet/core/aspnet:3.1'],
    ['-6.0', '6.0.0', 'mcr.microsoft.com/dotnet/aspnet:6.0'],
    ['-8.0', '8.0.0', 'mcr.microsoft.com/dotnet/aspnet:8.0'],
  ])('host%s', (suffix, version, image) => {
    const finding = findingOf(rule, recordedHost(`dotnet-shared-framework-missing${suffix}`).snapshot);
    expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
    expect(finding.title).toBe(
      `topapi needs Microsoft.AspNetCore.App ${version}, which its image does not have`,
    );
    expect(evidenceText(finding)).toContain(`'Microsoft.AspNetCore.App', version '${version}'`);
    expect(finding.fix?.summary).toContain(`Build the image on ${image} and`);
    expect(finding.explanation).toContain('Installing a framework or an SDK on the host cannot help');
  });
});

test('the story’s image gets a tag of its own repository', () => {
  const story = edited(snapshot, 'docker-inspect', 'shop/topapi:latest', 'microsoft/dotnet:2.1-runtime');
  expect(findingOf(rule, story).fix?.summary).toContain('microsoft/dotnet:2.1-aspnetcore-runtime');
});

test('the plain runtime is in the runtime images, a desktop application runs on Windows alone', () => {
  const plain = edited(snapshot, 'docker-logs', 'Microsoft.AspNetCore.App', 'Microsoft.NETCore.App');
  expect(findingOf(rule, plain).fix?.summary).toContain('dotnet/core/runtime:2.1');
  const desktop = edited(snapshot, 'docker-logs', 'Microsoft.AspNetCore.App', 'Microsoft.WindowsDesktop.App');
  expect(findingOf(rule, desktop).fix?.summary).toContain('cannot run on Linux');
});

test('the framework in another version is another cause', () => {
  const tooOld = edited(
    recordedHost('dotnet-shared-framework-missing-3.1').snapshot,
    'docker-logs',
    '  - No frameworks were found.',
    '  - The following frameworks were found:\\n      3.0.1 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]',
  );
  expect(findingsOf(rule, tooOld)).toEqual([]);
});

test('another framework that is there does not make up for the missing one', () => {
  const other = edited(
    recordedHost('dotnet-shared-framework-missing-3.1').snapshot,
    'docker-logs',
    '  - No frameworks were found.',
    '  - The following frameworks were found:\\n      3.1.0 at [/usr/share/dotnet/shared/Microsoft.NETCore.App]',
  );
  expect(findingsOf(rule, other)).toHaveLength(1);
});

test('lines of an earlier run say nothing of the last one', () => {
  const later = withContainer(snapshot, 'topapi', {
    State: { StartedAt: '2026-11-22T13:00:00Z', FinishedAt: '2026-11-22T13:00:09Z', ExitCode: 1 },
  });
  expect(findingsOf(rule, later)).toEqual([]);
});

test('a container that works now is left alone whatever its log says, and so is one that was replaced', () => {
  const running = { Status: 'running', Running: true, Pid: 77, ExitCode: 0 };
  expect(findingsOf(rule, withContainer(snapshot, 'topapi', { State: running }))).toEqual([]);
  const replaced = withCopy(snapshot, 'topapi', 'topapi-2', {
    State: running,
    NetworkSettings: { Ports: { '5000/tcp': [{ HostIp: '0.0.0.0', HostPort: '30287' }] } },
  });
  expect(findingsOf(rule, replaced)).toEqual([]);
});

test('healthy hosts are left alone, old errors in a log too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-logs'))).toMatchObject({
    kind: 'unknown',
    because: 'docker-logs: denied: permission denied',
  });
});
