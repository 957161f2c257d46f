import { expect, test } from 'vitest';

import { withContainer, withCopy, withOutcome } from '../../test/support/one-rule.ts';
import { recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import type { Language } from '../text/language.ts';
import { tell } from '../text/tell.ts';
import type { Question } from './symptoms.ts';

const texts = (snapshot: Snapshot, asked?: Question, language: Language = 'en') =>
  viewOf('symptoms', snapshot, asked).map(({ text }) => tell(text, language));
const dotnet = recordedHost('dotnet-shared-framework-missing').snapshot;

test('a port is described from the outside in, and Docker’s proxy for what it is', () => {
  expect(texts(recordedHost('the-story').snapshot)).toEqual([
    "30003 (portainer) times out from outside, hangs on the host itself (Docker's proxy accepts and gets no answer), is unreachable (No route to host) at the container's address, answers inside the container.",
  ]);
});

test('a Chinese reader is told the same in Chinese, with what Docker and the kernel said as they said it', () => {
  expect(texts(recordedHost('the-story').snapshot, undefined, 'zh-CN')).toEqual([
    '端口 30003（portainer）：从外部访问超时，在主机上访问挂起（docker-proxy 接受了连接，但得不到应答），访问容器地址不可达（No route to host），在容器内访问可连通。',
  ]);
  expect(texts(recordedHost('connected-route-deleted-by-hand').snapshot, undefined, 'zh-CN')).toEqual([
    '从主机访问 rds（10.18.228.220:1433）超时。',
  ]);
});

test('a database that does not answer is a symptom under its name', () => {
  const { snapshot } = recordedHost('connected-route-deleted-by-hand');
  expect(viewOf('symptoms', snapshot).map(({ key }) => key)).toEqual(['need:rds']);
  expect(texts(snapshot)).toEqual(['rds (10.18.228.220:1433) times out from the host.']);
});

test('healthy hosts show nothing, whatever ended or was stopped on them', () => {
  for (const name of [
    'healthy-plain',
    'healthy-finished-jobs',
    'healthy-stopped-on-purpose',
    'healthy-old-errors',
  ]) {
    expect(texts(recordedHost(name).snapshot)).toEqual([]);
  }
});

test('a port on loopback is closed to the outside on purpose until somebody asks', () => {
  const { snapshot } = recordedHost('healthy-loopback-admin');
  expect(texts(snapshot)).toEqual([]);
  expect(texts(snapshot, { port: 9001 })).toEqual([
    expect.stringMatching(/^9001 \(internal-admin\) is refused from outside/),
  ]);
});

test('a container that ended badly, or that somebody asks for, is a symptom', () => {
  expect(texts(dotnet)).toContain('topapi ended with exit code 150.');
  expect(texts(dotnet, { container: 'topapi' })).toContain('topapi does not run (exit code 150).');
});

test('what another container has replaced is none, unless it is asked for', () => {
  const replaced = withCopy(dotnet, 'topapi', 'topapi-2', {
    State: { Status: 'running', Running: true, Pid: 77, ExitCode: 0 },
    NetworkSettings: { Ports: { '5000/tcp': [{ HostIp: '0.0.0.0', HostPort: '30287' }] } },
  });
  const aboutOld = (asked?: Question) => texts(replaced, asked).filter((text) => text.startsWith('topapi '));
  expect(aboutOld()).toEqual([]);
  expect(aboutOld({ container: 'topapi' })).toEqual(['topapi does not run (exit code 150).']);
});

test('Docker’s own reason why a container did not start is told in its words', () => {
  const failed = withContainer(dotnet, 'topapi', { State: { Error: 'port is already allocated' } });
  expect(texts(failed)).toContain('topapi could not be started: port is already allocated');
});

test('a container that is not there is told with those that are', () => {
  expect(texts(recordedHost('healthy-plain').snapshot, { container: 'shopweb' })).toEqual([
    'No container on this host is called shopweb; there are shop-web.',
  ]);
});

test('a container of Podman’s is told from one that is not there, and not looked into', () => {
  const { snapshot } = recordedHost('healthy-podman');
  expect(texts(snapshot, { container: 'topapi' })).toEqual([
    "topapi is a container of Podman's, and runs; Ferryman does not look into those. Ask for a port that it publishes: 30342.",
  ]);
  expect(texts(without(snapshot, 'podman-containers'), { container: 'topapi' })).toEqual([
    "Docker has no container called topapi on this host; there is none at all. Podman's containers could not be read: denied: permission denied.",
  ]);
});

test('what answers from outside and at the container shows nothing, though an inner attempt failed', () => {
  const { snapshot } = recordedHost('healthy-plain');
  const inner = withOutcome(snapshot, ({ vantage }) => vantage === 'container', { kind: 'refused' });
  expect(texts(inner)).toEqual([]);
});

test('a Docker that is installed and does not run is a symptom, one that is not installed is none', () => {
  expect(viewOf('symptoms', recordedHost('docker-not-running').snapshot)[0]?.key).toBe('docker');
  expect(texts(recordedHost('healthy-no-docker').snapshot)).toEqual([]);
});
