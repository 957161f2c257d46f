import { list, say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after `yum update`, on CentOS or Red Hat 7.
 * Why: the updated Docker defaults to overlay2 with --selinux-enabled, and the kernel that still runs is older than
 * 3.10.0-693, which was the first to know SELinux labels on overlay. The new kernel may be installed and not booted.
 * Not seen: which kernel the boot loader will take.
 */
export const selinuxOverlay2OldKernel = defineStartFailure({
  id: 'selinux-overlay2-old-kernel',
  title: say`Docker with SELinux needs a newer kernel than the one that runs`,
  says: [/SELinux is not supported with the (\S+) graph driver on this kernel/],
  tell: ({ groups: [driver = 'overlay2'], kernel, dockerData, daemonSetup }) => {
    const running = kernel?.release ?? say`the running kernel`;
    const newer = (dockerData?.kernelsOnDisk ?? []).filter((release) => release !== running);
    const flag = daemonSetup?.flags.find(({ name }) => name === 'selinux-enabled');
    return {
      title: say`SELinux with ${driver} needs a newer kernel than ${running}`,
      subject: { kind: 'kernel', name: kernel?.release ?? 'the running kernel' },
      explanation: sentences(
        flag === undefined
          ? say`Docker is started with SELinux support on ${driver}, which the kernel ${running} cannot label; 3.10.0-693 was the first of CentOS 7 that can.`
          : say`Docker is started with SELinux support (--selinux-enabled in ${flag.writtenIn}) on ${driver}, which the kernel ${running} cannot label; 3.10.0-693 was the first of CentOS 7 that can.`,
        newer.length > 0 && say`Other kernels are installed (${list(newer, 'and')}) and not booted.`,
      ),
      evidence: [
        { source: 'uname -r', lines: [running] },
        ...(newer.length > 0 ? [{ source: 'ls /lib/modules', lines: [running, ...newer] }] : []),
        ...(flag === undefined ? [] : [{ source: `cat ${flag.writtenIn}`, lines: ['--selinux-enabled'] }]),
      ],
      falsifier: say`\`uname -r\` is 3.10.0-693 or newer`,
      fix: {
        summary: say`Boot the newer kernel. Where that has to wait, start Docker with --selinux-enabled=false.`,
        commands: ['rpm -q kernel', 'grubby --default-kernel', say`# reboot when it suits`],
        risk: say`A reboot interrupts everything on the host. Without SELinux containers are less separated from it.`,
      },
    };
  },
});
