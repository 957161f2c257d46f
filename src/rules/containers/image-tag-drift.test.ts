import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { ended, running } from '../../../test/support/troubled-container.ts';
import { imageTagDrift as rule } from './image-tag-drift.ts';

const base = running(ended({}));
const images = (id: string) =>
  withText(base, 'docker-images', JSON.stringify([{ Id: id, RepoTags: ['shop/topapi:latest'], Created: 1 }]));
const moved = images(`sha256:${'ab'.repeat(32)}`);

test('a tag that has moved on is a notice, and no more', () => {
  const finding = findingOf(rule, moved);
  expect(finding).toMatchObject({ severity: 'notice', subject: { name: 'topapi' }, explains: [] });
  expect(evidenceText(finding)).toContain(`sha256:${'ab'.repeat(32)}`);
});

test('a name without a tag means latest', () => {
  expect(findingsOf(rule, withContainer(moved, 'topapi', { Config: { Image: 'shop/topapi' } }))).toHaveLength(
    1,
  );
});

test('the same image, another tag, a digest and a container that does not run are left alone', () => {
  const same = withContainer(moved, 'topapi', { Image: `sha256:${'ab'.repeat(32)}` });
  expect(findingsOf(rule, same)).toEqual([]);
  expect(findingsOf(rule, withContainer(moved, 'topapi', { Config: { Image: 'shop/topapi:7' } }))).toEqual(
    [],
  );
  expect(
    findingsOf(rule, withContainer(moved, 'topapi', { Config: { Image: 'shop/topapi@sha256:00' } })),
  ).toEqual([]);
  expect(
    findingsOf(rule, withContainer(moved, 'topapi', { State: { Running: false, Status: 'exited' } })),
  ).toEqual([]);
});

test('without the images there is nothing to tell, without the containers nobody knows', () => {
  expect(findingsOf(rule, without(moved, 'docker-images'))).toEqual([]);
  expect(outcomeOf(rule, without(moved, 'docker-inspect')).kind).toBe('unknown');
});
