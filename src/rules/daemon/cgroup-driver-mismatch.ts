import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after `native.cgroupdriver` was set, mostly following a guide for Kubernetes.
 * Why: there are two drivers, `cgroupfs` and `systemd`; anything else is refused.
 * Not seen: a kubelet that wants the other one than Docker has; that is said in the kubelet's log alone.
 */
export const cgroupDriverMismatch = defineStartFailure({
  id: 'cgroup-driver-mismatch',
  title: say`Docker is told to use a cgroup driver that does not exist`,
  says: [
    /native\.cgroupdriver option (\S+) not supported/,
    /(systemd) cgroup (?:driver )?(?:flag passed, but|.*not supported)/,
  ],
  tell: ({ words, groups: [driver = ''], daemonSetup }) => {
    const flag = daemonSetup?.flags.find(
      ({ name, value }) => name === 'exec-opts' && value.includes('cgroupdriver'),
    );
    const place = flag?.writtenIn ?? daemonSetup?.filePath ?? '/etc/docker/daemon.json';
    return {
      title: say`there is no cgroup driver ${driver}`,
      subject: { kind: 'setting', name: 'native.cgroupdriver' },
      explanation: say`${place} sets native.cgroupdriver=${driver}. Docker has \`cgroupfs\` and \`systemd\`. It said: ${words}.`,
      evidence: [
        {
          source: `cat ${place}`,
          lines: [
            flag === undefined
              ? `"exec-opts": ["native.cgroupdriver=${driver}"]`
              : `${flag.written} ${flag.value}`,
          ],
        },
      ],
      falsifier: say`${place} names systemd or cgroupfs`,
      fix: {
        summary: say`Name \`systemd\` (what Kubernetes wants on a host with systemd) or \`cgroupfs\`.`,
        commands: [`cp -a ${place} ${place}.bak`, say`# native.cgroupdriver=systemd in ${place}`],
      },
    };
  },
});
