import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { failure, troubledContainers } from './trouble.ts';

const WORDING =
  /(?:failed to remove root filesystem|unable to remove filesystem|driver \S+ failed to remove).*(?:device or resource busy|device is busy)|Device is Busy/i;

/**
 * Seen: `docker rm` fails with "driver "overlay" failed to remove root filesystem … device or resource busy"; the container is
 * dead, and updates that recreate it fail.
 * Why: a service with a mount namespace of its own (PrivateTmp: ntpd, httpd) was started while the container ran and has a copy
 * of its mount; kernels without fs.may_detach_mounts cannot take it away there.
 * Not seen: which service; it stands in /proc/<pid>/mountinfo.
 */
export const mountLeakOnOldKernel = defineRule({
  id: 'mount-leak-on-old-kernel',
  title: say`A container cannot be removed because another process holds its mount`,
  needs: ['containers', 'question'],
  wants: ['dockerJournal', 'sysctls', 'kernel'],
  evaluate: (views) => {
    const { dockerJournal, sysctls, kernel } = views;
    const dead = troubledContainers(views).filter(
      ({ container: { inspect } }) => inspect.state.dead || /^(?:dead|removing)$/.test(inspect.state.status),
    );
    if (dead.length > 0 && dockerJournal === undefined) {
      return {
        kind: 'could-not-look',
        because: say`docker-journal: Docker's journal could not be read, and a container is dead`,
      };
    }
    return dead.flatMap((trouble): Finding[] => {
      const { container } = trouble;
      const line = dockerJournal?.findLast(
        ({ text }) =>
          WORDING.test(text) &&
          (text.includes(container.id) ||
            text.includes(container.id.slice(0, 12)) ||
            text.includes(container.name)),
      );
      if (line === undefined) return [];
      const setting = sysctls?.['fs.may_detach_mounts'];
      return [
        failure(trouble, {
          severity: 'warning',
          title: say`${container.name} cannot be removed: another process holds its mount`,
          explanation: sentences(
            say`Docker could not remove the files of container ${container.name} because its file system is still mounted for another process, one with a mount namespace of its own (services with PrivateTmp=yes, such as ntpd or httpd, that were started while the container ran).`,
            setting !== undefined &&
              say`fs.may_detach_mounts is ${setting}; 1 lets the kernel remove it all the same.`,
            say`It is dead meanwhile and its name stays taken.`,
          ),
          evidence: [
            { source: 'journalctl -u docker', lines: [line.text] },
            ...(kernel === undefined ? [] : [{ source: 'uname -r', lines: [kernel.release] }]),
          ],
          falsifier: say`wrong if \`grep -l ${container.id.slice(0, 12)} /proc/*/mountinfo\` names no process`,
          fix: {
            summary: say`Restart the service that holds the mount, then remove the container; set fs.may_detach_mounts=1 where the kernel has it (CentOS 7.4 and later).`,
            commands: [
              say`grep -l ${container.id.slice(0, 12)} /proc/*/mountinfo   # then: systemctl status <pid>`,
              `docker rm ${container.name}`,
              'sysctl fs.may_detach_mounts',
            ],
            risk: say`The service that holds the mount is interrupted for a moment. Never unmount or delete under /var/lib/docker by hand.`,
          },
        }),
      ];
    });
  },
});
