import { expect, test } from 'vitest';

import { findingOf, stdoutOf, withContainer, withText } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { bridgeSubnetShadowsRemoteService as rule } from './bridge-subnet-shadows-remote-service.ts';

const { snapshot } = recordedHost('bridge-subnet-shadows-remote-service');
const ofProject = withText(
  snapshot,
  'docker-networks',
  stdoutOf(snapshot, 'docker-networks').replace(
    /("Name":"shop_default".*?"Labels":)\{\}/s,
    '$1{"com.docker.compose.project":"shop"}',
  ),
);
const commands = (host: typeof snapshot) => findingOf(rule, host).fix?.commands ?? [];

test('a network of nobody is made anew by hand', () => {
  expect(commands(snapshot)).toContain('docker network rm shop_default');
});

test('a project is taken down only where its file is known to bring it up again', () => {
  expect(commands(ofProject).filter((command) => !command.startsWith('#'))).toEqual([]);
  const labels = {
    'com.docker.compose.project': 'shop',
    'com.docker.compose.project.config_files': '/srv/shop/docker-compose.yml',
  };
  expect(commands(withContainer(ofProject, 'portainer', { Config: { Labels: labels } }))).toContain(
    'docker compose -f /srv/shop/docker-compose.yml -p shop down && docker compose -f /srv/shop/docker-compose.yml -p shop up -d',
  );
});

test('a stack of Portainer is changed in its editor', () => {
  const labels = {
    'com.docker.compose.project': 'shop',
    'com.docker.compose.project.config_files': '/data/compose/3/docker-compose.yml',
  };
  expect(
    commands(withContainer(ofProject, 'portainer', { Config: { Labels: labels } })).join('\n'),
  ).toContain('in Portainer: Stacks, shop');
});
