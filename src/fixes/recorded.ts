import type { DaemonJson } from '../facts/daemon-json.ts';
import type { Surroundings } from './surroundings.ts';

/** What a recording tells of a host's surroundings: its configuration file, with masks in place of secrets, and no more. */
export function recordedSurroundings(
  json: DaemonJson | undefined,
  path: string,
  programs: Readonly<Record<string, string>>,
): Surroundings {
  const { kind } = json?.content ?? { kind: 'denied' };
  return {
    access: { kind: 'recorded' },
    programs,
    validates: false,
    file: {
      path,
      target: path,
      kind: kind === 'denied' ? 'unreadable' : kind === 'missing' ? 'missing' : 'file',
      ...(kind !== 'denied' && kind !== 'missing' && { bytes: Buffer.from(json?.text ?? '') }),
      immutable: false,
      readOnly: false,
      beside: [],
    },
    folders: [],
    needsDaemonReload: false,
    boundUnits: [],
    tunnelled: [],
    orchestrators: [],
    processes: {},
    unread: [],
  };
}
