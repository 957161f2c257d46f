import { expect, test } from 'vitest';

import { withContainer } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Sayable } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { changeCommands, changeIn, describeOwner, ownerOf } from './owner.ts';

const { snapshot } = recordedHost('the-story');
const english = (text: Sayable) => tell(text, 'en');
const change = { compose: 'ports: ["1:2"]', run: '-p 1:2' };

function labelled(labels: Readonly<Record<string, string>>) {
  const bare = withContainer(snapshot, 'topapi', { Config: { Labels: null } });
  const found = viewOf('containers', withContainer(bare, 'topapi', { Config: { Labels: labels } })).find(
    ({ name }) => name === 'topapi',
  );
  if (found === undefined) throw new Error('no topapi');
  return found;
}

const COMPOSE = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };

test('compose notes its file, or the folder and the names of its files', () => {
  const whole = labelled({
    ...COMPOSE,
    'com.docker.compose.project.working_dir': '/srv/shop',
    'com.docker.compose.project.config_files': '/srv/shop/docker-compose.yml,/srv/shop/override.yml',
  });
  expect(english(describeOwner(whole))).toBe(
    'service web of compose project shop (/srv/shop/docker-compose.yml)',
  );
  const names = labelled({
    ...COMPOSE,
    'com.docker.compose.project.working_dir': '/srv/shop',
    'com.docker.compose.project.config_files': 'docker-compose.yml',
  });
  expect(ownerOf(names)).toMatchObject({ kind: 'compose', file: '/srv/shop/docker-compose.yml' });
  expect(changeCommands(names, change).map(english)).toEqual([
    '# /srv/shop/docker-compose.yml, project shop, service web:  ports: ["1:2"]',
    'docker compose -f /srv/shop/docker-compose.yml -p shop up -d web',
  ]);
});

test('a Portainer stack is changed in its editor', () => {
  const stack = labelled({ ...COMPOSE, 'com.docker.compose.project.working_dir': '/data/compose/12/v3' });
  expect(english(describeOwner(stack))).toBe('service web of Portainer stack shop');
  expect(english(changeIn(stack))).toContain('Stacks, shop, Editor, service web');
  expect(english(changeIn(stack))).toContain('a new container id, address and host name');
});

test('without a path it may be either', () => {
  expect(english(changeIn(labelled(COMPOSE)))).toContain(
    'the compose file (or Portainer stack) of project shop',
  );
});

test('a swarm service belongs to its stack, a pod to whatever made it', () => {
  const swarm = labelled({
    'com.docker.stack.namespace': 'shop',
    'com.docker.swarm.service.name': 'shop_web',
  });
  expect(english(describeOwner(swarm))).toBe('service shop_web of the swarm (stack shop)');
  const pod = labelled({ 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'shop' });
  expect(english(describeOwner(pod))).toBe('container topapi of pod shop/web-0');
});

test('what docker run made stands in the way of a stack with a container of that name', () => {
  const plain = labelled({});
  expect(ownerOf(plain).kind).toBe('nobody');
  expect(english(changeIn(plain))).toContain('The container name is already in use');
  expect(changeCommands(plain, change).map(english).join('\n')).toContain('--name topapi  -p 1:2');
});

test('a name that is no plain word cannot become a command', () => {
  const odd = labelled({ 'com.docker.compose.project': 'shop; reboot' });
  expect(changeCommands(odd, change).map(english)[1]).toContain("-p 'shop; reboot' up");
});
