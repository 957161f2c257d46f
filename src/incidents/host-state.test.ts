import { expect, it } from 'vitest';
import type { WatchedHost } from '../report/watched.ts';
import { hostStateOf } from './host-state.ts';

const at = '2026-11-23T02:00:00.000Z';
const fault = (severity: 'critical' | 'warning'): WatchedHost['faults'][number] => ({
  cause: 'disk-full',
  severity,
  subject: { kind: 'disk', name: '/' },
  title: { en: 'the disk is full', 'zh-CN': '磁盘已满' },
  since: at,
});
const unseen = (looks: number) => ({ since: at, looks, because: { en: 'no route', 'zh-CN': '无路由' } });

it.each([
  ['well where a look found nothing', { faults: [], seenAt: at }, 'well'],
  ['unknown before the first look', { faults: [] }, 'unknown'],
  ['as bad as its gravest fault', { faults: [fault('warning'), fault('critical')], seenAt: at }, 'critical'],
  ['a warning where nothing is critical', { faults: [fault('warning')], seenAt: at }, 'warning'],
  ['as it was seen last while few looks failed', { faults: [], seenAt: at, unseen: unseen(2) }, 'well'],
  ['unseen from then on, whatever it had', { faults: [fault('critical')], unseen: unseen(3) }, 'unseen'],
])('a host is %s', (_, host, state) => {
  expect(hostStateOf(host, 3)).toBe(state);
});
