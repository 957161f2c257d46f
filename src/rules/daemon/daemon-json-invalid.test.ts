import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { daemonJsonInvalid as rule } from './daemon-json-invalid.ts';

const { snapshot } = recordedHost('daemon-json-invalid');
const VALID = '==> /etc/docker/daemon.json <==\n{ "bip": "192.168.64.1/24" }\n';
const SAID = "invalid character '}' looking for beginning of object key string";

test('a comma after the last entry is named with its line and with Docker’s own words', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    explains: ['docker', 'port:30693'],
  });
  expect(finding.subject.name).toBe('/etc/docker/daemon.json');
  expect(finding.explanation).toContain('line 3, column 1');
  expect(evidenceText(finding)).toContain(
    `unable to configure the Docker daemon with file /etc/docker/daemon.json: ${SAID}`,
  );
  expect(evidenceText(finding)).toContain('2:   "bip": "192.168.64.1/24",\n3: }');
});

test.each([
  ['an empty file', '==> /etc/docker/daemon.json <==\n', 'EOF', 'is empty, which is no JSON'],
  [
    'a value of the wrong type',
    '==> /etc/docker/daemon.json <==\n{ "bip": 5 }\n',
    'json: cannot unmarshal number into Go struct field Config.bip of type string',
    'a value in it has the wrong type',
  ],
])('%s: the journal decides', (_what, file, said, explained) => {
  const host = edited(withText(snapshot, 'daemon-json', file), 'docker-journal', SAID, said);
  expect(findingOf(rule, host).explanation).toContain(explained);
});

test('a file that was corrected and not tried again is not called wrong', () => {
  expect(findingOf(rule, withText(snapshot, 'daemon-json', VALID)).explanation).toContain(
    'is in order now; Docker was last started before it was corrected',
  );
});

test('without the journal the broken file is a likely reason', () => {
  expect(findingOf(rule, without(snapshot, 'docker-journal')).certainty).toBe('likely');
});

test('while Docker still runs a broken file is a notice', () => {
  const running = withText(
    recordedHost('healthy-plain').snapshot,
    'daemon-json',
    stdoutOf(snapshot, 'daemon-json'),
  );
  expect(findingOf(rule, running)).toMatchObject({ severity: 'notice', explains: [] });
});

test('valid JSON with a key that Docker does not know, or a flag twice, is another cause', () => {
  const unknownKey = edited(
    withText(snapshot, 'daemon-json', '==> /etc/docker/daemon.json <==\n{ "bipp": "192.168.64.1/24" }\n'),
    'docker-journal',
    SAID,
    "the following directives don't match any configuration option: bipp",
  );
  expect(findingsOf(rule, unknownKey)).toEqual([]);
});

test('an old refusal does not count once Docker has started, or failed for another reason, since', () => {
  const journal = stdoutOf(snapshot, 'docker-journal');
  const since = (line: string) =>
    withText(
      withText(snapshot, 'daemon-json', VALID),
      'docker-journal',
      `${journal}2026-11-22T12:00:00+0000 hz-shop ${line}\n`,
    );
  expect(
    findingsOf(rule, since('systemd[1]: Started docker.service - Docker Application Container Engine.')),
  ).toEqual([]);
  expect(
    findingsOf(
      rule,
      since(
        "dockerd[9]: unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: bipp",
      ),
    ),
  ).toEqual([]);
});

test('a stopped Docker with a file in order is not accused of it', () => {
  expect(findingsOf(rule, recordedHost('docker-not-running').snapshot)).toEqual([]);
});

test('healthy hosts are left alone, one without Docker and one with pools of its own too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a file that may not be read says nothing', () => {
  expect(outcomeOf(rule, without(snapshot, 'daemon-json'))).toMatchObject({
    kind: 'unknown',
    because: 'daemon-json: denied: permission denied',
  });
});
