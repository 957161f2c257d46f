import { pino } from 'pino';
import { expect, test } from 'vitest';
import { onlyFlows } from '../../test/support/only-flows.ts';
import { storyReport } from '../../test/support/reports.ts';
import { web1 } from '../../test/support/worker-desk.ts';
import { FerrymanError } from '../errors.ts';
import type { Config } from '../config/types.ts';
import { openTelemetry } from './telemetry.ts';

const deps = { process: 'worker', logger: pino({ level: 'silent' }) } as const;
const hosts = [{ ...web1, site: 'hz' }];
const target = {
  name: 'web-1',
  address: '127.0.0.1',
  port: 22,
  user: 'root',
  identityFiles: [],
  knownHostsFiles: [],
};

function open(health: Config['health']) {
  return openTelemetry({ hosts, health }, deps);
}

test('where nobody can read metrics or take spans, nothing is loaded and nothing comes between', async () => {
  const telemetry = await open({ host: '127.0.0.1' });
  expect([telemetry.metrics, telemetry.tracing, telemetry.onAttempt]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const flows = onlyFlows({});
  expect(telemetry.watch(flows)).toBe(flows);
  await telemetry.stop();
});

test('what is found on hosts, and how they were reached, is counted', async () => {
  const telemetry = await open({ host: '127.0.0.1', port: 0 });
  const report = storyReport('web-1');
  const flows = telemetry.watch(
    onlyFlows({
      diagnose: async () => ({ report }),
      watchHost: async () => ({
        kind: 'diagnosed',
        at: '2026-11-23T07:00:01.000Z',
        faults: ['2026-11-23T06:00:00.000Z', '2026-11-23T07:00:00.000Z'].map((since, index) => ({
          cause: index === 0 ? 'disk-full' : 'docker-down',
          severity: 'critical',
          subject: { kind: 'host', name: 'web-1' },
          title: { en: 'x', 'zh-CN': 'x' },
          since,
        })),
        known: [],
        changed: [],
      }),
    }),
  );
  const { signal } = new AbortController();
  await flows.diagnose({ host: web1 }, { onStage: () => undefined, signal });
  const look = { ports: [], whole: true, wholeEveryMs: 1, confirmMs: 1, withinMs: 1, everyMs: 1 };
  const before = {
    schema: 'ferryman.watched/1',
    host: 'web-1',
    tags: [],
    lookedAt: '2026-11-23T06:59:00.000Z',
    faults: [],
  } as const;
  await flows.watchHost({ ...look, host: web1, before: { ...before, tags: [], faults: [] } }, { signal });
  telemetry.onAttempt?.(target);
  telemetry.onAttempt?.(target, new FerrymanError('auth-failed', 'x', 'y'));
  telemetry.onAttempt?.({ ...target, name: 'bastion' });
  const lines = ((await telemetry.metrics?.page())?.text ?? '').split('\n');
  const [cause] = report.causes.map((one) => one.cause);
  expect(lines).toEqual(
    expect.arrayContaining([
      `ferryman_causes_found_total{cause="${cause}"} 1`,
      'ferryman_causes_found_total{cause="docker-down"} 1',
      'ferryman_ssh_connects_total{site="hz",outcome="ok"} 1',
      'ferryman_ssh_connects_total{site="hz",outcome="auth-failed"} 1',
      'ferryman_ssh_connects_total{site="(none)",outcome="ok"} 1',
    ]),
  );
  // It lasts since the look before, which has counted it.
  expect(lines.join('\n')).not.toContain('cause="disk-full"');
});
