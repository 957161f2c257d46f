import { list, say, type Said, sentences } from '../../text/say.ts';
import type { Evidence } from '../rule.ts';
import { knownSince, meantBy, NESTED } from './daemon-json-keys.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start, often after a change "from the Internet", after an update or after going back to an older one.
 * Why: daemon.json holds a key that this dockerd does not know, and it refuses the whole file for it: a typing mistake, a
 * comment, a key of a newer Docker (`data-root` came with 17.05, `default-address-pools` with 18.09), an option of a log driver.
 * Not seen: which version first knew a key of a plugin.
 */
export const daemonJsonUnknownKey = defineStartFailure({
  id: 'daemon-json-unknown-key',
  title: say`Docker's configuration holds a key that Docker does not know`,
  says: [
    /unable to configure the Docker daemon with file (\S+?):? .*don't match any configuration options?: (.+?)\.?$/s,
    /failed to set log opts: (unknown log opt '([^']+)'.*)/,
  ],
  tell: ({ words, groups: [first, second = ''], daemonSetup, daemonJson }) => {
    const path =
      first?.startsWith('/') === true ? first : (daemonSetup?.filePath ?? '/etc/docker/daemon.json');
    const keys = second.split(',').map((key) => key.trim());
    const named = list(
      keys.map((key) => `\`${key}\``),
      'and',
    );
    return {
      title: say`${path} holds ${named}, which this Docker does not know`,
      subject: { kind: 'file', name: path },
      explanation: sentences(
        say`Docker refuses its whole configuration for a single key that it does not know.`,
        ...keys.map(whatOf),
        say`It said: ${words}.`,
      ),
      evidence: shown(path, daemonJson?.text ?? '', keys),
      falsifier: say`\`dockerd --validate --config-file ${path}\` (Docker 23 and later) accepts the file`,
      fix: {
        summary: say`Take ${named} out of ${path}, or correct the name.`,
        commands: [`cp -a ${path} ${path}.bak`, say`# edit ${path}`, `python3 -m json.tool ${path}`],
      },
    };
  },
  foresee: ({ daemonSetup }) => {
    const { file, filePath } = daemonSetup ?? {};
    const keys = Object.entries(file ?? {}).flatMap(([key, held]) =>
      isObject(held) && !NESTED.has(key) ? Object.keys(held) : [key],
    );
    const unknown = keys.filter((key) => knownSince(key) === undefined);
    if (unknown.length === 0 || filePath === undefined) return undefined;
    const named = list(
      unknown.map((key) => `\`${key}\``),
      'and',
    );
    return {
      title: say`${filePath} holds ${named}, which no Docker knows`,
      explanation: sentences(
        say`Docker refuses its whole configuration for a key that it does not know.`,
        ...unknown.map(whatOf),
      ),
      evidence: [{ source: `cat ${filePath}`, lines: unknown.map((key) => `"${key}": …`) }],
      falsifier: say`\`dockerd --validate --config-file ${filePath}\` accepts the file`,
      fix: {
        summary: say`Take ${named} out of ${filePath}.`,
        commands: [`cp -a ${filePath} ${filePath}.bak`, say`# edit ${filePath}`],
      },
    };
  },
});

function whatOf(key: string): Said {
  const since = knownSince(key);
  if (since !== undefined && since !== '1.12')
    return say`\`${key}\` is known from Docker ${since} on, so this one is older.`;
  const meant = meantBy(key);
  return meant === undefined || meant === key
    ? say`There is no setting \`${key}\`.`
    : say`There is no setting \`${key}\`; \`${meant}\` may be meant.`;
}

function shown(path: string, text: string, keys: readonly string[]): Evidence[] {
  const lines = text
    .split('\n')
    .map((line, index) => `${index + 1}: ${line}`)
    .filter((line) => keys.some((key) => line.includes(`"${key}"`)));
  return lines.length === 0 ? [] : [{ source: `cat -n ${path}`, lines: lines.slice(0, 5) }];
}

function isObject(held: unknown): held is Record<string, unknown> {
  return typeof held === 'object' && held !== null && !Array.isArray(held);
}
