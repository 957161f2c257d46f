import type { Fact } from './fact.ts';
import { filesOfHead, headFiles } from './head-files.ts';
import { linesOf, unreadable, value } from './parsed.ts';

export interface OsRelease {
  /** `centos`, `debian`, `ubuntu`, `alpine`, `alinux`… */
  readonly id: string;
  readonly idLike: readonly string[];
  /** `7`, `12`; empty for rolling ones. */
  readonly versionId: string;
  readonly prettyName: string;
}

const PATHS = ['/etc/os-release', '/usr/lib/os-release', '/etc/redhat-release'];

/**
 *     NAME="CentOS Linux"
 *     VERSION_ID="7"
 *     ID_LIKE="rhel fedora"
 */
export const osRelease: Fact<'os-release', OsRelease> = {
  id: 'os-release',
  title: 'operating system',
  read: { kind: 'command', candidates: [headFiles(PATHS)] },
  parse: (raw) => {
    const files = filesOfHead(raw.stdout, PATHS);
    const text = files.get('/etc/os-release') ?? files.get('/usr/lib/os-release');
    if (text !== undefined) return value(fromVariables(text));
    const redhat = files.get('/etc/redhat-release');
    if (redhat === undefined) return unreadable(linesOf(raw.stderr)[0] ?? 'no os-release');
    return value(fromRedhat(redhat.trim()));
  },
};

function fromVariables(text: string): OsRelease {
  const held = new Map(
    linesOf(text).map((line) => {
      const [, name = '', quoted = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return [name, quoted.replace(/^(["'])(.*)\1$/, '$2')];
    }),
  );
  const id = held.get('ID') ?? 'linux';
  return {
    id,
    idLike: (held.get('ID_LIKE') ?? '').split(' ').filter((like) => like !== ''),
    versionId: held.get('VERSION_ID') ?? '',
    prettyName: held.get('PRETTY_NAME') ?? held.get('NAME') ?? id,
  };
}

/** CentOS 6: `CentOS release 6.10 (Final)` */
function fromRedhat(prettyName: string): OsRelease {
  const [, name = '', versionId = ''] = /^(\S+).* release (\S+)/.exec(prettyName) ?? [];
  return { id: name.toLowerCase() || 'rhel', idLike: ['rhel'], versionId, prettyName };
}
