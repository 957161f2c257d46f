import type { Fact } from './fact.ts';
import { deniedByHead, filesOfHead, headFiles } from './head-files.ts';
import { linesOf, unreadable, value } from './parsed.ts';

/** A file of shell-like settings that a distribution's unit reads: /etc/sysconfig/docker*, /etc/default/docker. */
export interface SysconfigFile {
  readonly path: string;
  readonly text: string;
  /** Quotes removed, continuation lines joined. */
  readonly variables: Readonly<Record<string, string>>;
}

const PATHS = [
  '/etc/sysconfig/docker',
  '/etc/sysconfig/docker-network',
  '/etc/sysconfig/docker-storage',
  '/etc/sysconfig/docker-latest',
  '/etc/default/docker',
];

/**
 *     OPTIONS='--selinux-enabled --log-driver=journald --signature-verification=false'
 *     DOCKER_STORAGE_OPTIONS="--storage-driver overlay2 "
 */
export const dockerSysconfig: Fact<'docker-sysconfig', readonly SysconfigFile[]> = {
  id: 'docker-sysconfig',
  title: "settings that a distribution's unit of Docker reads",
  read: { kind: 'command', privileged: 'where-possible', candidates: [headFiles(PATHS)] },
  parse: (raw) => {
    const unread: string[] = [];
    const files = [...filesOfHead(raw.stdout, PATHS)].map(([path, text]) => ({
      path,
      text,
      variables: variablesOf(text, unread),
    }));
    const denied = deniedByHead(raw.stderr, PATHS);
    if (files.length === 0 && denied.length > 0) return unreadable(`${denied.join(', ')}: Permission denied`);
    return value(files, [...unread, ...denied.map((path) => `${path}: Permission denied`)]);
  },
};

function variablesOf(text: string, unread: string[]): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of linesOf(text.replaceAll(/\\\r?\n/g, ' '))) {
    if (line.trim().startsWith('#')) continue;
    const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|(\S*))\s*(?:#.*)?$/.exec(
      line,
    );
    if (assignment === null) unread.push(line);
    else variables[assignment[1] ?? ''] = assignment[2] ?? assignment[3] ?? assignment[4] ?? '';
  }
  return variables;
}
