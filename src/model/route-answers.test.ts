import { expect, test } from 'vitest';

import { say } from '../text/say.ts';
import { withText } from '../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';

const story = recordedHost('the-story').snapshot;

test('the kernel’s own word counts before the tables', () => {
  const said = edited(story, 'kernel-routes', '192.168.0.2 dev eth0', '192.168.0.2 dev wg0');
  expect(viewOf('routeAnswers', said).to('192.168.0.2')).toMatchObject({
    device: 'wg0',
    evidence: { source: 'ip route get 192.168.0.2' },
  });
});

test('where it was not asked the tables answer, and are named as the source', () => {
  expect(viewOf('routeAnswers', without(story, 'kernel-routes')).to('192.168.0.2')).toMatchObject({
    device: 'eth0',
    evidence: {
      source: 'ip route show table main',
      lines: [expect.stringContaining('192.168.0.0/24 dev eth0')],
    },
  });
  expect(viewOf('routeAnswers', story).to('8.8.8.8')).toMatchObject({
    device: 'eth0',
    gateway: '192.168.0.253',
  });
});

test('no route and a refusing route have no device, and say why', () => {
  const isolated = withText(
    story,
    'routes',
    '192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.10\nblackhole 10.9.0.0/16\n',
  );
  expect(viewOf('routeAnswers', isolated).to('8.8.8.8')).toMatchObject({ refused: say`no route` });
  const refused = viewOf('routeAnswers', isolated).to('10.9.1.1');
  expect(refused).toMatchObject({ refused: 'blackhole' });
  expect(refused).not.toHaveProperty('device');
});

test('an error of the kernel is the answer', () => {
  const failing = withText(
    story,
    'kernel-routes',
    '# 192.168.0.2\nRTNETLINK answers: Network is unreachable\nCommand failed -:1\n',
  );
  expect(viewOf('routeAnswers', failing).to('192.168.0.2')).toMatchObject({
    refused: 'Network is unreachable',
  });
});
