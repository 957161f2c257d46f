import { expect, test } from 'vitest';

import { findingOf, stdoutOf, withContainer, withText } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
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

test('an address of docker0 that is given as a flag is changed at the flag, and not written a second time', () => {
  const { fix } = findingOf(bridgeSubnetEqualsHostSubnet, recordedHost('centos-7-the-story').snapshot);
  expect(fix?.summary).toContain('--bip=172.31.255.1/24` in /etc/sysconfig/docker');
  expect(fix?.commands.join('\n')).not.toContain('daemon.json');
});

test('a flag in a unit is read anew before Docker starts', () => {
  const { snapshot: story } = recordedHost('the-story');
  const unit = stdoutOf(story, 'docker-unit-files').replace(/^ExecStart=.*$/m, '$& --bip=192.168.0.1/24');
  const { fix } = findingOf(bridgeSubnetEqualsHostSubnet, withText(story, 'docker-unit-files', unit));
  expect(fix?.commands).toContain('systemctl daemon-reload');
});

test('the snap of Docker has a daemon.json of its own', () => {
  const { snapshot: story } = recordedHost('the-story');
  const json = stdoutOf(story, 'daemon-json').replace('/etc/docker/', '/var/snap/docker/current/config/');
  const { fix } = findingOf(bridgeSubnetEqualsHostSubnet, withText(story, 'daemon-json', json));
  expect(fix?.commands.join('\n')).toContain('cp -a /var/snap/docker/current/config/daemon.json');
  expect(fix?.commands).toContain('snap restart docker');
});
