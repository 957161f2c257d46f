import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { listenBacklogOverflow as rule } from './listen-backlog-overflow.ts';

const { snapshot } = recordedHost('healthy-plain');

/** Of shop-web, whose process is 245: as the lab printed it, with this process and other numbers. */
const queue = (waiting: number, limit: number, more = '') =>
  withText(
    snapshot,
    'listen-queues',
    `1 245 00000000:1F90 ${waiting.toString(16).padStart(8, '0')}
2 245 00000000:1F90 ${waiting.toString(16).padStart(8, '0')}
# 245
tcp LISTEN ${waiting}      ${limit}      0.0.0.0:8080      0.0.0.0:*    users:(("perl",pid=260,fd=3)) ino:1 sk:1 cgroup:/docker/5a51 <->
untaken 245 1F90 ${waiting}
overflows 245 12
${more}`,
  );

test('a full queue inside a container is told with its length, its limit and what was dropped', () => {
  const finding = findingOf(rule, queue(3, 2));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'container', name: 'shop-web' },
    explains: ['port:30712', 'container:shop-web'],
  });
  expect(evidenceText(finding)).toContain('waiting for accept(): 3, and 3 half a second later, of at most 3');
  expect(evidenceText(finding)).toContain('TcpExtListenOverflows 12');
});

test('a queue with room is not full', () => {
  expect(findingsOf(rule, queue(2, 2))).toEqual([]);
});

test('the queue of a process that was stopped fills up for that reason', () => {
  expect(findingsOf(rule, queue(3, 2, 'still 2 260 T perl\n'))).toEqual([]);
});

test('a process of the host that nobody asks for is a warning', () => {
  const host = withText(
    snapshot,
    'listen-queues',
    '1 self 0100007F:1F90 00000003\n2 self 0100007F:1F90 00000003\n# self\ntcp LISTEN 3 2 127.0.0.1:8080 0.0.0.0:* users:(("app",pid=9,fd=3)) ino:1 sk:1 <->\n',
  );
  expect(findingOf(rule, host)).toMatchObject({
    severity: 'warning',
    subject: { kind: 'process', name: 'app' },
  });
  expect(findingOf(rule, host, { port: 8080 }).severity).toBe('critical');
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(queue(3, 2), 'docker-inspect')).kind).toBe('unknown');
});
