import type { DaemonJson } from '../../facts/daemon-json.ts';
import type { JournalLine } from '../../facts/docker-journal.ts';
import { inWords } from '../../facts/reasons.ts';
import { say, type Said, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { fallout } from './fallout.ts';

/** dockerd's own words for a file that it cannot take; an unknown key or a clash with a flag reads differently. */
const REFUSED =
  /unable to configure the Docker daemon with file (?!.*(don't match any configuration|specified both as a flag|invalid mirror|insecure registry|address pool|cgroupdriver))/s;

/**
 * Seen: Docker does not start, systemd gives up after three attempts.
 * Why: daemon.json is no valid JSON: a trailing or missing comma, “smart” quotes, a byte order mark, an empty file, a value
 * of the wrong type.
 * Not seen: valid JSON with an unknown key, or one that is given as a flag too; those are other causes.
 */
export const daemonJsonInvalid = defineRule({
  id: 'daemon-json-invalid',
  title: say`Docker's configuration file is no valid JSON`,
  needs: ['dockerService', 'daemonJson'],
  wants: ['daemonStart', 'dockerInfo', 'dockerData', 'symptoms'],
  evaluate: ({ dockerService, daemonJson, daemonStart, dockerInfo, dockerData, symptoms = [] }) => {
    const { content, path, text } = daemonJson;
    if (dockerService.state === 'not-installed' || content.kind === 'missing' || content.kind === 'denied')
      return [];
    const up = dockerService.state === 'up';
    const last = daemonStart?.kind === 'failed' ? daemonStart.last : undefined;
    const refusal = last !== undefined && isRefusal(last) ? last : undefined;
    // An empty file is refused by some versions only, and a wrong type is valid JSON: there the journal decides.
    if (content.kind !== 'invalid' && refusal === undefined) return [];
    // It came past its file and died, or was stopped, later: some versions take what is no JSON in the strict sense.
    if (refusal === undefined && (last !== undefined || isTolerated(daemonJson, dockerInfo?.serverVersion)))
      return [];
    const said = refusal === undefined ? '' : sayingOf(refusal);
    return [
      {
        severity: up ? ('notice' as const) : ('critical' as const),
        certainty: refusal !== undefined || up ? ('proven' as const) : ('likely' as const),
        subject: { kind: 'file', name: path },
        title: up
          ? say`${path} is broken; Docker will not start the next time`
          : say`Docker does not start: ${path} is no valid configuration`,
        explanation: sentences(
          mistakeIn(daemonJson, refusal),
          said !== '' && say`Docker says: ${said}.`,
          up
            ? say`The daemon still runs with what it read before.`
            : dockerService.unit !== undefined && say`systemd tried a few times and gave up.`,
        ),
        evidence: [
          ...(refusal === undefined ? [] : [{ source: 'journalctl -u docker', lines: [refusal.text] }]),
          { source: `cat ${path}`, lines: shownLines(text, content.kind === 'invalid' ? content.line : 1) },
        ],
        falsifier: say`wrong if \`python3 -m json.tool ${path}\` accepts the file and \`journalctl -u docker\` does not name it`,
        fix: {
          summary: say`Correct ${path}, check it, then start Docker.`,
          commands: [
            `cp -a ${path} ${path}.bak`,
            say`# edit ${path}`,
            `python3 -m json.tool ${path}`,
            'systemctl reset-failed docker docker.socket',
            'systemctl start docker',
          ],
          risk: say`Docker is down already. Other mistakes may show once the JSON is valid: read the last journal line again.`,
        },
        explains: up ? [] : fallout(symptoms, dockerData),
      },
    ];
  },
});

function mistakeIn({ path, content }: DaemonJson, refusal: JournalLine | undefined): Said {
  if (content.kind === 'empty')
    return say`${path} is empty, which is no JSON (an empty configuration is \`{}\`).`;
  if (content.kind === 'invalid')
    return say`${path} is no valid JSON (line ${content.line}, column ${content.column}: ${inWords(content.message)}).`;
  const words = refusal?.text ?? '';
  if (/cannot unmarshal/.test(words)) return say`${path} is JSON, but a value in it has the wrong type.`;
  if (/validation.*failed/.test(words)) return say`${path} is JSON, but a value in it cannot be right.`;
  return say`${path} is in order now; Docker was last started before it was corrected.`;
}

/**
 * A byte order mark is taken by Docker 23 and later, text behind the object by those before.
 * Source: getConflictFreeConfiguration in moby's daemon/config, with json.Decoder before 23 and BOMOverride since.
 */
function isTolerated({ text, content }: DaemonJson, version: string | undefined): boolean {
  const major = Number(/^\d+/.exec(version ?? '')?.[0]);
  if (content.kind !== 'invalid' || Number.isNaN(major)) return false;
  return major >= 23 ? text.startsWith('\uFEFF') : content.message.includes('after top-level value');
}

function isRefusal({ message, error, text }: JournalLine): boolean {
  return [message, error ?? '', text].some((words) => REFUSED.test(words));
}

function sayingOf({ message, error }: JournalLine): string {
  return (error ?? message)
    .replace(/^.*unable to configure the Docker daemon with file \S+ ?/, '')
    .replace(/\.$/, '');
}

/** The line of the mistake with its neighbours, numbered. */
function shownLines(text: string, line: number): string[] {
  const lines = text.split('\n');
  return lines.map((content, index) => `${index + 1}: ${content}`).slice(Math.max(0, line - 3), line + 1);
}
