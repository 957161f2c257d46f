import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: an application does not start, or does not notice changed files: "No space left on device" although the disk has room, or
 * "the configured user limit on the number of inotify instances has been reached". .NET and Node applications use one each.
 * Why: the kernel limits how many files a user may watch, for all containers of that user together.
 * Not seen: who holds the watches.
 */
export const inotifyLimit = defineLogRule({
  id: 'inotify-limit',
  title: say`The kernel's limit on watched files is reached`,
  sentence:
    /inotify_add_watch.*no space left|inotify_init\d?.*(?:too many open files|EMFILE)|System limit for number of file watchers reached|configured user limit \(\d+\) on the number of inotify (?:instances|watches)|inotify.*(?:too many open files|no space left on device)|Failed to (?:add|allocate) .*(?:inotify|directory) watch/i,
  means: ({ container: { name }, match: [text] }) => {
    const watches = /add_watch|watchers|number of inotify watches|no space left/i.test(text);
    const setting = watches ? 'fs.inotify.max_user_watches' : 'fs.inotify.max_user_instances';
    return {
      title: say`${name} cannot watch any more files: the limit ${setting} is reached`,
      explanation: watches
        ? say`Programs let the kernel tell them when files change. How many files one user may have is limited by ${setting}, for all containers together that run as that user on this host. ${name} got no more. The message speaks of space on a device, and the disk and the open files are not the reason.`
        : say`Programs let the kernel tell them when files change. How many such watchers one user may have is limited by ${setting}, for all containers together that run as that user on this host. ${name} got no more. The message speaks of open files, and the disk and the open files are not the reason.`,
      falsifier: say`wrong if \`sysctl ${setting}\` is far above what \`find /proc/*/fd -lname anon_inode:inotify | wc -l\` counts`,
      fix: {
        summary: say`Raise the limit, for this boot and for the next ones.`,
        commands: [
          `sysctl ${setting}`,
          `sysctl -w ${setting}=${watches ? 524_288 : 1024}`,
          `echo '${setting} = ${watches ? 524_288 : 1024}' > /etc/sysctl.d/90-inotify.conf`,
        ],
        risk: say`Harmless: a watch takes about one kilobyte of kernel memory. The container has to be started again.`,
      },
    };
  },
});
