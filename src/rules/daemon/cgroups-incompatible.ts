import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after the distribution was upgraded (Fedora 31, Debian 11, Ubuntu 21.10 and later), or in a chroot.
 * Why: those mount the unified cgroup v2 hierarchy, and Docker before 20.10 looks for the controllers of version 1.
 * Not seen: a single controller that the kernel was told to leave out.
 */
export const cgroupsIncompatible = defineStartFailure({
  id: 'cgroups-incompatible',
  title: "The host's cgroups are not of the kind that this Docker knows",
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
        ? 'the host has cgroup v2, which this Docker is too old for'
        : 'the host has no cgroups that Docker can use',
      subject: { kind: 'cgroups', name: kind ?? '/sys/fs/cgroup' },
      explanation: `Docker counts and limits its containers by cgroups. ${unified ? '/sys/fs/cgroup is the unified version 2, which Docker understands from 20.10 on.' : 'The controllers of version 1 are not mounted under /sys/fs/cgroup.'} It said: ${reason}.`,
      evidence: kind === undefined ? [] : [{ source: 'stat -f -c %T /sys/fs/cgroup', lines: [kind] }],
      falsifier:
        '`grep devices /proc/self/cgroup` names a controller that is mounted, or Docker is 20.10 or later',
      fix: unified
        ? {
            summary: 'Update Docker to 20.10 or later; or boot with the old hierarchy until then.',
            commands: [
              'dockerd --version',
              "# until then: systemd.unified_cgroup_hierarchy=0 on the kernel's command line, update-grub, reboot",
            ],
            risk: 'A reboot interrupts everything on the host.',
          }
        : {
            summary: 'Mount the cgroup hierarchies, as systemd does it at boot.',
            commands: ['findmnt -t cgroup,cgroup2', 'mount | grep cgroup'],
          },
    };
  },
});
