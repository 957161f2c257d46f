import type { JournalLine } from '../../facts/docker-journal.ts';
import { say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start, or only after minutes of waiting, after an update or after containerd was removed or stopped.
 * Why: dockerd needs containerd, as a program of its own or as a service whose socket it dials, and that is not there,
 * does not run, or is of another version than this Docker can talk to.
 * Not seen: a containerd that runs and has no room to write; that is told by its own words and is another cause.
 */
export const containerdOrRuncMismatch = defineStartFailure({
  id: 'containerd-or-runc-mismatch',
  title: say`Docker's containerd or runc is missing, does not run or does not fit`,
  says: [
    /failed to start containerd: exec: "?(\S+?)"?: executable file not found/,
    /failed to (?:start|dial|connect to) ?"?(\S*containerd\S*?)"?:.*(?:context deadline exceeded|connection refused|no such file|timeout)/,
    /(?:failed to start|timeout waiting for|error creating) containerd/,
    /failed to start containerd: (.+)/,
    /(docker-runc|runc|docker-containerd\S*) (?:is )?not installed on system/,
    /(?:exec: "?)?(docker-runc|runc|docker-init|docker-containerd\S*)"?: executable file not found/,
    /No status provided on response/,
    /unknown service containerd\.\S+: not implemented/,
    /Dependency failed for Docker|Dependency failed for docker|Job docker\.service\/start failed with result 'dependency'/,
  ],
  tell: ({ words, groups: [what = 'containerd'], containerdJournal = [], complaints, dockerData }) => {
    if (
      /storage-setup/.test(words) ||
      complaints.concat(textsOf(containerdJournal)).some((line) => FULL.test(line))
    )
      return undefined;
    const dependency = /Dependency failed|'dependency'/.test(words);
    if (dependency && !containerdJournal.some(({ text }) => /containerd.*(Failed|failed|exited)/.test(text)))
      return undefined;
    const last = containerdJournal.filter(({ level }) => level !== 'info').slice(-3);
    const missing = /executable file not found|not installed/.test(words);
    const old = containerdJournal.findLast(({ message }) => /^(Stopped|Started|Failed)/.test(message));
    return {
      title: missing ? say`it does not find ${what}` : say`it gets no answer from containerd`,
      subject: { kind: 'service', name: 'containerd' },
      explanation: missing
        ? say`dockerd hands its containers to another program, ${what}, and that is not in its search path: removed, or of another family of packages than this Docker. It said: ${words}.`
        : sentences(
            old === undefined
              ? say`dockerd hands its containers to containerd, over a socket. Nobody answers there.`
              : say`dockerd hands its containers to containerd, over a socket. Nobody answers there; containerd's own journal says "${old.message}".`,
            say`It said: ${words}.`,
          ),
      evidence: [
        ...(last.length > 0
          ? [{ source: 'journalctl -u containerd', lines: last.map(({ text }) => text) }]
          : []),
        ...(dockerData !== undefined && dockerData.packages.length > 0
          ? [{ source: say`installed packages`, lines: [...dockerData.packages] }]
          : []),
      ],
      falsifier: missing
        ? say`\`command -v ${what}\` finds it`
        : say`\`systemctl is-active containerd\` says active and \`ctr version\` answers`,
      fix: {
        summary: missing
          ? say`Install ${what} from the same source as Docker.`
          : say`Start containerd, or install the version that belongs to this Docker.`,
        commands: missing
          ? [
              `command -v ${what} dockerd containerd runc`,
              say`# install containerd and runc from the source that Docker is from`,
            ]
          : [
              'systemctl status containerd -l',
              'systemctl unmask containerd',
              'systemctl enable --now containerd',
            ],
      },
    };
  },
});

const FULL = /no space left on device/;
const textsOf = (lines: readonly JournalLine[]): string[] =>
  lines.slice(-40).map(({ message, error = '' }) => `${message} ${error}`);
