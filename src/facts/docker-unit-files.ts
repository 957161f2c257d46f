import type { Fact } from './fact.ts';
import { type Draft, unlessFailed, value } from './parsed.ts';

/** A unit's file or one of its drop-ins, in the order in which systemd reads them. */
export interface UnitFile {
  readonly path: string;
  readonly text: string;
  readonly settings: readonly UnitSetting[];
}

export interface UnitSetting {
  /** Service, Unit, Socket… */
  readonly section: string;
  readonly key: string;
  /** Continuation lines joined with a space. An empty value resets a list such as ExecStart. */
  readonly value: string;
}

/**
 *     # /usr/lib/systemd/system/docker.service
 *     [Unit]
 *     Description=Docker Application Container Engine
 */
export const dockerUnitFiles: Fact<'docker-unit-files', readonly UnitFile[]> = {
  id: 'docker-unit-files',
  title: "files of Docker's units",
  read: {
    kind: 'command',
    candidates: [['systemctl', 'cat', '--no-pager', 'docker.service', 'docker.socket']],
  },
  parse: unlessFailed((raw) => {
    const files: { path: string; lines: string[] }[] = [];
    const unread: string[] = [];
    for (const line of raw.stdout.split('\n')) {
      const path = /^# (\/\S+\.(?:service|socket|conf))$/.exec(line)?.[1];
      if (path !== undefined) files.push({ path, lines: [] });
      else if (files.length > 0) files.at(-1)?.lines.push(line);
      else if (line.trim() !== '') unread.push(line);
    }
    return value(
      files.map(({ path, lines }) => ({
        path,
        text: lines.join('\n').trim(),
        settings: settingsOf(lines, unread),
      })),
      unread,
    );
  }),
};

function settingsOf(lines: readonly string[], unread: string[]): UnitSetting[] {
  const settings: UnitSetting[] = [];
  let section = '';
  let continued: Draft<UnitSetting> | undefined;
  for (const line of lines) {
    const text = line.trim();
    // comments inside a continued value are skipped by systemd as well
    if (text.startsWith('#') || text.startsWith(';')) continue;
    const part = text.endsWith('\\') ? text.slice(0, -1).trim() : text;
    const assignment = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/.exec(part);
    if (continued !== undefined) {
      continued.value = `${continued.value} ${part}`.trim();
      if (!text.endsWith('\\')) continued = undefined;
    } else if (/^\[.*\]$/.test(text)) {
      section = text.slice(1, -1);
    } else if (assignment !== null) {
      const setting: Draft<UnitSetting> = { section, key: assignment[1] ?? '', value: assignment[2] ?? '' };
      settings.push(setting);
      if (text.endsWith('\\')) continued = setting;
    } else if (text !== '') {
      unread.push(line);
    }
  }
  return settings;
}
