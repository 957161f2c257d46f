import { say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after the distribution was upgraded (Fedora 31, Debian 11, Ubuntu 21.10 and later), or in a chroot.
 * Why: those mount the unified cgroup v2 hierarchy, and Docker before 20.10 looks for the controllers of version 1.
 * Not seen: a single controller that the kernel was told to leave out.
 */
export const cgroupsIncompatible = defineStartFailure({
  id: 'cgroups-incompatible',
  title: say`The host's cgroups are not of the kind that this Docker knows`,
  says: [
    /(Devices cgroup isn't mounted)/,
    /(cgroups: cannot found cgroup mount destination.*)/,
    /(cgroup mountpoint does not exist.*)/,
  ],
  tell: ({ words, groups: [reason = words], dockerData }) => {
    const kind = dockerData?.cgroups;
    const unified = kind === 'cgroup2fs';
    return {
      title: unified
        ? say`the host has cgroup v2, which this Docker is too old for`
        : say`the host has no cgroups that Docker can use`,
      subject: { kind: 'cgroups', name: kind ?? '/sys/fs/cgroup' },
      explanation: sentences(
        say`Docker counts and limits its containers by cgroups.`,
        unified
          ? say`/sys/fs/cgroup is the unified version 2, which Docker understands from 20.10 on.`
          : say`The controllers of version 1 are not mounted under /sys/fs/cgroup.`,
        say`It said: ${reason}.`,
      ),
      evidence: kind === undefined ? [] : [{ source: 'stat -f -c %T /sys/fs/cgroup', lines: [kind] }],
      falsifier: say`\`grep devices /proc/self/cgroup\` names a controller that is mounted, or Docker is 20.10 or later`,
      fix: unified
        ? {
            summary: say`Update Docker to 20.10 or later; or boot with the old hierarchy until then.`,
            commands: [
              'dockerd --version',
              say`# until then: systemd.unified_cgroup_hierarchy=0 on the kernel's command line, update-grub, reboot`,
            ],
            risk: say`A reboot interrupts everything on the host.`,
          }
        : {
            summary: say`Mount the cgroup hierarchies, as systemd does it at boot.`,
            commands: ['findmnt -t cgroup,cgroup2', 'mount | grep cgroup'],
          },
    };
  },
});
