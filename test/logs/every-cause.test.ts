import { expect, test } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { catalogue } from '../support/catalogue.ts';
import { recordedHosts } from '../support/recorded-hosts.ts';
import { endedContainers } from './ended.ts';
import { runningContainers } from './running.ts';

/** Causes that no container's log tells, or that are told beside it; by where they are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'killed-by-operator-attach': 'Docker’s events tell it; the log does not',
  'not-restarted-after-boot': 'times tell it; the log does not',
  'container-dead-state': 'Docker’s state tells it; the log does not',
  'mount-leak-on-old-kernel': 'the journal of the daemon tells it',
  'name-conflict': 'the journal of the daemon tells it, of a container that does not come into being',
  'image-tag-drift': 'never more than a notice',
  'resolv-conf-of-old-region': 'answers of name servers tell it',
  'systemd-resolved-stub': 'answers of name servers tell it',
  'docker-dns-fallback': 'answers of name servers tell it',
  'stale-hosts-entry': 'answers of name servers tell it',
  'embedded-dns-broken': 'answers of name servers tell it',
  'entropy-starved': 'a number of the kernel’s tells it, of an application that says nothing',
  'host-oom': 'the kernel’s log tells it',
  'io-error-or-readonly-remount': 'the kernel’s log tells it',
  'swap-thrash': 'numbers of the kernel’s tell it',
  'nic-renamed': 'of the host, before any container',
  'fstab-uuid': 'of the host, before any container',
  'region-internal-mirror': 'of the host, before any container',
  'static-network-config': 'of the host, before any container',
  'swarm-address-changed': 'of the host, before any container',
};

test('every cause of the groups whose signatures are logs is proven here, or it is said why not', () => {
  const proven = new Set([
    ...endedContainers.map(({ cause }) => cause),
    ...runningContainers.map(({ cause }) => cause),
    ...recordedHosts().flatMap(({ questions }) => questions.flatMap(({ cause }) => cause ?? [])),
  ]);
  const wanted = rules.map(({ id }) => id).filter((id) => /^(?:[EFHIJ]\d|G22)/.test(catalogue[id] ?? ''));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((id) => !proven.has(id) && !(id in ELSEWHERE))).toEqual([]);
});
