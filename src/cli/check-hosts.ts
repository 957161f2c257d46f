import { setTimeout as sleep } from 'node:timers/promises';
import { serves } from '../../workers/sites.ts';
import type { Config } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import type { Host } from '../hosts/host.ts';
import { sshWayTo } from '../hosts/ssh-way.ts';
import type { SshWay } from '../hosts/ssh-way.ts';
import type { ShellPool } from '../ssh/pool.ts';
import { failed, failure, ok, warning } from './check.ts';
import type { Check } from './check.ts';
import { shellPool } from './shell-pool.ts';

const deadlineMs = 20_000;
/** Handshakes cost a core; more at a time only makes each of them slower. */
const atOnce = 16;

/** Logs in to every host that this machine serves, side by side. */
export async function checkHosts(config: Config): Promise<Check[]> {
  const { hosts, ssh } = config;
  const served = hosts.filter((host) => serves(config, host));
  const others = hosts.length - served.length;
  const elsewhere = others === 0 ? [] : [ok('ssh', notFromHere(others))];
  const pool = await shellPool(ssh);
  try {
    const waiting = [...served.entries()];
    const checks: Check[] = [];
    const takeNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, host] = next;
        checks[index] = await checkHost(host, pool);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, takeNext));
    return [...checks, ...elsewhere];
  } finally {
    await pool.dispose();
  }
}

function notFromHere(hosts: number): string {
  return hosts === 1
    ? '1 host is of no site that is served from here.'
    : `${hosts} hosts are of no site that is served from here.`;
}

async function checkHost(host: Host, pool: ShellPool): Promise<Check> {
  const way = sshWayTo(host);
  if (!way) return ok('ssh', `${host.name} needs no connection (${host.via.kind}).`);
  const late = new AbortController();
  try {
    return await Promise.race([logIn(way, pool), tooLate(host.name, late.signal)]);
  } catch (error) {
    return failure('ssh', error);
  } finally {
    late.abort();
  }
}

async function tooLate(name: string, signal: AbortSignal): Promise<never> {
  await sleep(deadlineMs, undefined, { signal });
  throw new FerrymanError(
    'connect-timeout',
    `${name} took longer than ${deadlineMs / 1000} s.`,
    `Look at its load and at the network in between: ssh -v ${name}`,
  );
}

/** Many readings need root: the user's own, or through `sudo -n`. */
const whoAmI = 'id -u; if sudo -n true 2>/dev/null; then echo sudo; fi';

async function logIn(way: SshWay, pool: ShellPool): Promise<Check> {
  const started = performance.now();
  const shell = await pool.open(way);
  try {
    const result = await shell.run({ argv: ['sh', '-c', whoAmI] }, { timeoutMs: deadlineMs });
    const took = `${Math.round(performance.now() - started)} ms`;
    if (result.kind !== 'exited' || result.code !== 0) {
      return failed(
        'ssh',
        `${shell.label} lets Ferryman in and then runs no command.`,
        'Look at the login shell and the forced commands of its user.',
      );
    }
    const [uid, sudo] = result.stdout.trim().split('\n');
    if (uid === '0' || sudo === 'sudo') return ok('ssh', `${shell.label} answers (${took}).`);
    return warning(
      'ssh',
      `${shell.label} answers (${took}), but its user is not root and may not use sudo -n: firewall, sockets' owners and journal stay unread.`,
      `Allow it: echo '${way.user} ALL=(root) NOPASSWD: ALL' > /etc/sudoers.d/ferryman`,
    );
  } finally {
    await shell.close();
  }
}
