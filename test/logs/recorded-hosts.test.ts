import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { runCli } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Container } from '../../src/model/containers.ts';
import { valueOr } from '../../src/model/known.ts';
import { readModel } from '../../src/model/read-model.ts';
import { LogReport } from '../../src/report/logs.ts';
import { captureTerminal } from '../support/captured-terminal.ts';
import { recordedHosts, type RecordedHost } from '../support/recorded-hosts.ts';
import { alarms } from './logs-of.ts';

const recorded = recordedHosts().map((host) => ({
  ...host,
  containers: valueOr(readModel(host.snapshot, {}).containers, []),
}));

async function logs(folder: string, container: string): Promise<LogReport> {
  const terminal = captureTerminal();
  const words = ['logs', container, '--snapshot', join(folder, 'snapshot.json'), '--json'];
  await runCli(words, { environment: readEnvironment(), terminal });
  if (terminal.out() === '') throw new Error(`no report: ${terminal.err()}`);
  return LogReport.parse(JSON.parse(terminal.out()));
}

/** Containers that a question is about: by their name, or by a port that they publish. */
function asked({ questions }: RecordedHost, containers: readonly Container[]) {
  return questions.flatMap(({ target, cause }) => {
    const meant = containers.find(
      ({ name, published }) =>
        name === target || published.some(({ hostPort }) => String(hostPort) === target),
    );
    return cause === undefined || meant === undefined ? [] : [{ target, cause, container: meant.name }];
  });
}

/** Causes to which no container's log leads, and why. */
const BEYOND_LOGS: Readonly<Record<string, string>> = {
  'daemon-json-invalid': 'Docker does not run, and gives no log',
  'docker-not-running': 'Docker does not run, and gives no log',
  'not-accepted-by-application': 'the container is Podman’s',
  'resolv-conf-of-old-region': 'its container connects to nothing, and complains of nothing',
  'overlap-with-cloud-service-range': 'its containers need no name server',
  'wrong-gateway-or-gateway-arp-dead': 'its container is reached, and connects to nothing',
  'connected-route-deleted-by-hand': 'its container is reached, and connects to nothing',
  'mtu-blackhole': 'asked about by the address of the service',
  'bridge-subnet-shadows-remote-service': 'asked about by the address of the service',
  'exposed-not-published': 'may be meant: only who asks for the port misses it',
  'published-on-loopback-or-other-host-ip': 'may be meant: only who asks for the port misses it',
};

const faulty = recorded.flatMap((host) =>
  asked(host, host.containers)
    .filter(({ cause }) => !(cause in BEYOND_LOGS))
    .map((question) => ({ ...question, host: host.name, folder: host.folder })),
);

describe.each(faulty)('$host, asked for $target', ({ folder, container, cause }) => {
  test(`the log of ${container} comes with ${cause}`, async () => {
    const { causes, verdict } = await logs(folder, container);
    expect({ first: alarms(causes)[0], verdict }).toEqual({ first: cause, verdict: 'faulty' });
  });
});

test('every cause that was recorded is found by way of a log, or is of no container', () => {
  const causes = new Set(recorded.flatMap(({ questions }) => questions.flatMap(({ cause }) => cause ?? [])));
  for (const { cause } of faulty) causes.delete(cause);
  expect([...causes].toSorted()).toEqual(
    Object.keys(BEYOND_LOGS)
      .filter((cause) => causes.has(cause))
      .toSorted(),
  );
});

const healthy = recorded
  .filter(({ name }) => name.startsWith('healthy-'))
  .flatMap(({ name, folder, containers }) =>
    containers.map((one) => ({ host: name, folder, container: one.name })),
  );

test.each(healthy)('$host: the log of $container accuses nobody', async ({ folder, container }) => {
  const { causes, verdict } = await logs(folder, container);
  expect(alarms(causes)).toEqual([]);
  expect(verdict).not.toBe('faulty');
});
