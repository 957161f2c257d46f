import { FerrymanError } from '../errors.ts';
import { list, say, type Sayable, type Text } from '../text/say.ts';
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
  return new FerrymanError(name, sentence, next, { cause });
}

/** Something answers on the port, and no SSH comes of it. */
export function noSsh(target: SshTarget, because: Sayable): FerrymanError {
  return new FerrymanError(...noSshWords(target, because));
}

type Words = readonly [code: string, sentence: Text, next: Text];

interface Failure {
  readonly message: string;
  readonly code: string;
  readonly level: string;
}

function networkWords(
  target: SshTarget,
  { message, code }: Failure,
  attempted: Attempted,
): Words | undefined {
  const { address, port } = target;
  const label = labelOf(target);
  // node-ssh gives the code ETIMEDOUT to a server that hangs up.
  if (
    /lost before handshake|no response from server/i.test(message) ||
    ['ECONNRESET', 'EPIPE'].includes(code)
  ) {
    return [
      'connection-closed',
      say`${label} closed the connection before anybody could log in (${message}).`,
      say`Look at sshd on the host: MaxStartups, hosts.deny, fail2ban; journalctl -u ssh -u sshd`,
    ];
  }
  if (/^(ENOTFOUND|EAI_)/.test(code)) {
    return [
      'dns-failed',
      say`${label} cannot be found: the name ${address} has no address here (${code}).`,
      say`Correct the address of the host, or look at the name service: getent hosts ${address}`,
    ];
  }
  if (code === 'ECONNREFUSED') {
    return [
      'connection-refused',
      say`${label} refuses connections to port ${port}: no sshd listens there, or a firewall rejects it.`,
      say`Look on the host: systemctl status sshd, ss -ltn; set \`port\` where sshd listens elsewhere.`,
    ];
  }
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'].includes(code)) {
    return [
      'no-route',
      say`${label} cannot be reached from here (${code}).`,
      say`Look at the route and the firewall of this machine: ip route get ${address}`,
    ];
  }
  if (code === 'ETIMEDOUT' || code === 'connect-timeout') {
    return [
      'connect-timeout',
      say`${label} did not answer on port ${port} within ${attempted.timeoutMs / 1000} s.`,
      say`Look whether the host is up, and whether its security group and firewall let this machine in on port ${port}.`,
    ];
  }
  return undefined;
}

function sshWords(target: SshTarget, { message, level }: Failure, attempted: Attempted): Words {
  const { address, port, user } = target;
  const label = labelOf(target);
  if (level === 'client-authentication' || /too many authentication failures/i.test(message)) {
    const { offered = [], skipped = [] } = attempted.credentials ?? {};
    return [
      'auth-failed',
      skipped.length > 0
        ? say`${label} accepted none of the keys offered: ${list(offered)}; not offered: ${list(skipped)}.`
        : say`${label} accepted none of the keys offered: ${list(offered)}.`,
      say`Put the public key into ~${user}/.ssh/authorized_keys on the host (ssh-copy-id), or name another identityFile or user.`,
    ];
  }
  if (/waiting for handshake/i.test(message)) {
    return [
      'handshake-timeout',
      say`${label} accepted the connection but did not finish the SSH handshake within ${attempted.timeoutMs / 1000} s.`,
      say`Look whether port ${port} is sshd's and whether the host is overloaded: nc ${address} ${port}`,
    ];
  }
  if (/no matching/i.test(message)) {
    return [
      'no-common-algorithm',
      say`${label} and Ferryman have no SSH algorithm in common: ${message}.`,
      say`See what the host offers: ssh -vv -p ${port} ${address}`,
    ];
  }
  return noSshWords(target, message);
}

function noSshWords(target: SshTarget, because: Sayable): Words {
  const { address, port, user } = target;
  return [
    'ssh-failed',
    say`${labelOf(target)} does not speak SSH with us: ${because}.`,
    say`Compare with: ssh -v -p ${port} ${user}@${address}`,
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
