import type { Snapshot } from '../../src/facts/snapshot.ts';
import { withCopy } from './one-rule.ts';
import { recordedHost } from './recorded-hosts.ts';

/**
 * The plain host with a second container, `late`, that Docker could not start; `shop-web` serves on 30712. The words are
 * those of Docker 20.10.24.
 */
export function withRefused(words: string, hostPort: number, more: Record<string, unknown> = {}): Snapshot {
  return withCopy(recordedHost('healthy-plain').snapshot, 'shop-web', 'late', {
    Created: '2026-11-22T11:59:50.000000000Z',
    State: {
      Status: 'created',
      Running: false,
      Pid: 0,
      ExitCode: 128,
      Error: `driver failed programming external connectivity on endpoint late (97dfdf124f07): ${words}`,
    },
    HostConfig: { PortBindings: { '8080/tcp': [{ HostIp: '', HostPort: String(hostPort) }] } },
    NetworkSettings: { Ports: {}, Networks: {} },
    ...more,
  });
}
