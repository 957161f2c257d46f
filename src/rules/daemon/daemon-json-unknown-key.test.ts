import { expect, test } from 'vitest';

import { describeStartFailure, withConfiguration } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { daemonJsonUnknownKey as rule } from './daemon-json-unknown-key.ts';

describeStartFailure(rule, [
  {
    what: 'a typing mistake',
    says: [
      "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: bipp",
    ],
    tells: '`bip` may be meant',
  },
  {
    what: 'a key of a newer Docker',
    says: [
      "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: default-address-pools, data-root",
    ],
    tells: 'known from Docker 18.09 on',
  },
  {
    what: 'an option of a log driver',
    says: [
      "failed to start daemon: failed to set log opts: unknown log opt 'max-sizee' for json-file log driver",
    ],
    tells: '`max-sizee`',
  },
]);

const healthy = recordedHost('healthy-plain').snapshot;

test('a key that no Docker knows is a notice while Docker still runs', () => {
  expect(findingOf(rule, withConfiguration(healthy, { bipp: '192.168.64.1/24' }))).toMatchObject({
    severity: 'notice',
    explains: [],
  });
});

test('keys of any known Docker, nested options and the singular of a flag are let through', () => {
  const settings = {
    'log-opts': { 'max-size': '10m' },
    features: { buildkit: true },
    'data-root': '/data',
    'default-address-pools': [{ base: '10.9.0.0/16', size: 24 }],
    'insecure-registry': [],
    runtimes: { nvidia: { path: '/usr/bin/nvidia-container-runtime' } },
  };
  expect(findingsOf(rule, withConfiguration(healthy, settings))).toEqual([]);
});
