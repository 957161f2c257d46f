import { expect, test } from 'vitest';

import { withContainer } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { findContainer } from './asked-container.ts';

const story = recordedHost('the-story').snapshot;
const containers = viewOf('containers', story);
const id = containers.find(({ name }) => name === 'topapi')?.id ?? '';

test.each(['topapi', 'TopApi', id, id.slice(0, 12)])('%s is topapi', (called) => {
  expect(findContainer(containers, called)?.name).toBe('topapi');
});

test('a service of a compose project is called by its service', () => {
  const composed = withContainer(story, 'topapi', {
    Config: { Labels: { 'com.docker.compose.service': 'api' } },
  });
  expect(findContainer(viewOf('containers', composed), 'api')?.name).toBe('topapi');
});

test('a name goes before what merely looks like an id or a service', () => {
  const clash = withContainer(story, 'topapi', {
    Config: { Labels: { 'com.docker.compose.service': 'portainer' } },
  });
  expect(findContainer(viewOf('containers', clash), 'portainer')?.name).toBe('portainer');
});

test('five digits of an id are too few, part of a name is none', () => {
  expect(findContainer(containers, id.slice(0, 5))).toBeUndefined();
  expect(findContainer(containers, 'topap')).toBeUndefined();
});

test('the asked container goes by its own name from then on', () => {
  expect(viewOf('question', story, { container: id.slice(0, 12) }).asked.container).toBe('topapi');
});
