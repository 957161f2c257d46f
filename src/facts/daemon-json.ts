import { z } from 'zod';
import { jsonOf } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { deniedByHead, filesOfHead, headFiles } from './head-files.ts';
import { findJsonMistake } from './json-mistake.ts';
import { unreadable, value } from './parsed.ts';

/** Docker's configuration file. */
export interface DaemonJson {
  /** The file that was read; /etc/docker/daemon.json where none exists. */
  readonly path: string;
  /** Empty where the file is missing. */
  readonly text: string;
  readonly content:
    | { readonly kind: 'missing' }
    | { readonly kind: 'denied' }
    /** No byte but white space: dockerd 17.x and later refuse it with `EOF`. */
    | { readonly kind: 'empty' }
    /** With the place: 1-based. */
    | { readonly kind: 'invalid'; readonly message: string; readonly line: number; readonly column: number }
    | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> };
}

const PATHS = ['/etc/docker/daemon.json', '/var/snap/docker/current/config/daemon.json'] as const;

export const daemonJson: Fact<'daemon-json', DaemonJson> = {
  id: 'daemon-json',
  title: "Docker's configuration file",
  read: { kind: 'command', privileged: 'where-possible', candidates: [headFiles(PATHS)] },
  parse: (raw) => {
    const files = filesOfHead(raw.stdout, PATHS);
    const path = PATHS.find((candidate) => files.has(candidate));
    if (path !== undefined) {
      const text = files.get(path) ?? '';
      return value({ path, text, content: judge(text) });
    }
    const [denied] = deniedByHead(raw.stderr, PATHS);
    if (denied !== undefined) return value({ path: denied, text: '', content: { kind: 'denied' } });
    // nothing was read and nothing was missed: head itself did not work
    if (!raw.stderr.includes('No such file')) return unreadable(raw.stderr.trim() || 'no output');
    return value({ path: PATHS[0], text: '', content: { kind: 'missing' } });
  },
};

function judge(text: string): DaemonJson['content'] {
  if (text.trim() === '') return { kind: 'empty' };
  const mistake = findJsonMistake(text);
  if (mistake !== undefined) return { kind: 'invalid', ...mistake };
  const parsed = z.record(z.string(), z.unknown()).safeParse(jsonOf(text));
  if (parsed.success) return { kind: 'object', value: parsed.data };
  return { kind: 'invalid', message: 'the whole file has to be one object, { … }', line: 1, column: 1 };
}
