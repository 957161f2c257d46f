import { say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after a crash or a power cut, or while another daemon was started by hand.
 * Why: /var/run/docker.pid names a process that lives. After a crash the number may have been given to somebody else; a
 * number whose process is gone does no harm.
 * Not seen: a second daemon with a data root of its own.
 */
export const stalePidfile = defineStartFailure({
  id: 'stale-pidfile',
  title: say`Docker's pid file names another process that lives`,
  says: [
    /pid file found, ensure docker is not running or delete (\S+)/,
    /ensure docker is not running or delete (\S+?): process with PID (\d+) is still running/,
  ],
  tell: ({ words, groups: [path = '/var/run/docker.pid', named], dockerData }) => {
    const pid = dockerData?.pidFile?.pid ?? Number(named);
    const comm = dockerData?.pidFile?.comm;
    const other = comm?.startsWith('dockerd') === true;
    return {
      title: other
        ? say`another dockerd runs already (process ${pid})`
        : Number.isNaN(pid)
          ? say`${path} names the process and believes that it is Docker`
          : comm === undefined
            ? say`${path} names the process ${pid} and believes that it is Docker`
            : say`${path} names the process ${pid} (${comm}) and believes that it is Docker`,
      subject: { kind: 'file', name: path },
      explanation: other
        ? say`A dockerd that systemd does not know of runs as process ${pid}: somebody started it by hand. Two cannot share one data root.`
        : sentences(
            say`Docker writes the number of its process into ${path} and does not start while a process of that number lives.`,
            comm === undefined
              ? say`The one there now is another program: the file was left behind by a Docker that ended without tidying up, and the number has been given away since.`
              : say`The one there now is ${comm}: the file was left behind by a Docker that ended without tidying up, and the number has been given away since.`,
            say`It said: ${words}.`,
          ),
      evidence: Number.isNaN(pid)
        ? []
        : [
            { source: `cat ${path}`, lines: [String(pid)] },
            ...(comm === undefined ? [] : [{ source: `cat /proc/${pid}/comm`, lines: [comm] }]),
          ],
      falsifier: say`\`cat /proc/$(cat ${path})/comm\` says dockerd, or there is no such process`,
      fix: other
        ? {
            summary: say`End the daemon that was started by hand, then start the unit.`,
            commands: [`ps -o pid,lstart,args -p ${pid}`, `kill ${pid}`],
            risk: say`Its containers end with it unless live-restore is on.`,
          }
        : {
            summary: say`Remove ${path}.`,
            commands: [`cat /proc/$(cat ${path})/comm`, `rm ${path}`],
            risk: say`Only after the line above did not say dockerd. Do not kill that process: it is somebody else.`,
          },
    };
  },
});
