import { FerrymanError } from '../errors.ts';
import type { Credentials } from './credentials.ts';
import { labelOf, type SshTarget } from './target.ts';

interface Attempted {
  readonly credentials?: Credentials;
  readonly timeoutMs: number;
}

/** Why no connection came about, in words that say what to do. */
export function connectError(target: SshTarget, cause: unknown, attempted: Attempted): FerrymanError {
  if (cause instanceof FerrymanError) return cause;
  const failure = partsOf(cause);
  const [name, sentence, next] =
    networkWords(target, failure, attempted) ?? sshWords(target, failure, attempted);
  return new FerrymanError(name, `${labelOf(target)} ${sentence}`, next, { cause });
}

type Words = readonly [code: string, sentence: string, next: string];

interface Failure {
  readonly message: string;
  readonly code: string;
  readonly level: string;
}

function networkWords(
  { address, port }: SshTarget,
  { message, code }: Failure,
  attempted: Attempted,
): Words | undefined {
  // node-ssh gives the code ETIMEDOUT to a server that hangs up.
  if (
    /lost before handshake|no response from server/i.test(message) ||
    ['ECONNRESET', 'EPIPE'].includes(code)
  ) {
    return [
      'connection-closed',
      `closed the connection before anybody could log in (${message}).`,
      'Look at sshd on the host: MaxStartups, hosts.deny, fail2ban; journalctl -u ssh -u sshd',
    ];
  }
  if (/^(ENOTFOUND|EAI_)/.test(code)) {
    return [
      'dns-failed',
      `cannot be found: the name ${address} has no address here (${code}).`,
      `Correct the address of the host, or look at the name service: getent hosts ${address}`,
    ];
  }
  if (code === 'ECONNREFUSED') {
    return [
      'connection-refused',
      `refuses connections to port ${port}: no sshd listens there, or a firewall rejects it.`,
      'Look on the host: systemctl status sshd, ss -ltn; set `port` where sshd listens elsewhere.',
    ];
  }
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'].includes(code)) {
    return [
      'no-route',
      `cannot be reached from here (${code}).`,
      `Look at the route and the firewall of this machine: ip route get ${address}`,
    ];
  }
  if (code === 'ETIMEDOUT' || code === 'connect-timeout') {
    return [
      'connect-timeout',
      `did not answer on port ${port} within ${attempted.timeoutMs / 1000} s.`,
      `Look whether the host is up, and whether its security group and firewall let this machine in on port ${port}.`,
    ];
  }
  return undefined;
}

function sshWords(target: SshTarget, { message, level }: Failure, attempted: Attempted): Words {
  const { address, port, user } = target;
  if (level === 'client-authentication' || /too many authentication failures/i.test(message)) {
    const { offered = [], skipped = [] } = attempted.credentials ?? {};
    const not = skipped.length > 0 ? `; not offered: ${skipped.join(', ')}` : '';
    return [
      'auth-failed',
      `accepted none of the keys offered: ${offered.join(', ')}${not}.`,
      `Put the public key into ~${user}/.ssh/authorized_keys on the host (ssh-copy-id), or name another identityFile or user.`,
    ];
  }
  if (/waiting for handshake/i.test(message)) {
    return [
      'handshake-timeout',
      `accepted the connection but did not finish the SSH handshake within ${attempted.timeoutMs / 1000} s.`,
      `Look whether port ${port} is sshd's and whether the host is overloaded: nc ${address} ${port}`,
    ];
  }
  if (/no matching/i.test(message)) {
    return [
      'no-common-algorithm',
      `and Ferryman have no SSH algorithm in common: ${message}.`,
      `See what the host offers: ssh -vv -p ${port} ${address}`,
    ];
  }
  return [
    'ssh-failed',
    `does not speak SSH with us: ${message}.`,
    `Compare with: ssh -v -p ${port} ${user}@${address}`,
  ];
}

function partsOf(cause: unknown): Failure {
  if (!(cause instanceof Error)) return { message: String(cause), code: '', level: '' };
  // Several addresses were tried; the first failure speaks for all.
  if (cause instanceof AggregateError && cause.errors.length > 0) return partsOf(cause.errors[0]);
  return {
    message: cause.message,
    code: 'code' in cause ? String(cause.code) : '',
    level: 'level' in cause ? String(cause.level) : '',
  };
}
