import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after a reboot, on a host where somebody had once made a bridge by hand.
 * Why: `bridge` in Docker's configuration names a device that Docker uses and never makes. `ip link add` and `brctl addbr`
 * last until the next boot.
 * Not seen: who made it.
 */
export const customBridgeMissingAfterReboot = defineStartFailure({
  id: 'custom-bridge-missing-after-reboot',
  title: say`The bridge that Docker is told to use does not exist`,
  says: [/bridge device with non default name (\S+) must be created manually/],
  tell: ({ groups: [bridge = ''], daemonSetup, network }) => {
    const flag = daemonSetup?.flags.find(({ name }) => name === 'bridge');
    const place = flag?.writtenIn ?? daemonSetup?.filePath ?? '/etc/docker/daemon.json';
    const devices = network?.links.map(({ name }) => name) ?? [];
    return {
      title: say`the bridge ${bridge} that it is told to use does not exist`,
      subject: { kind: 'interface', name: bridge },
      explanation: say`${place} tells Docker to use the bridge ${bridge} instead of docker0. Docker makes no bridge but docker0 itself, and ${bridge} is not there: a bridge made with \`ip\` or \`brctl\` is gone after a reboot.`,
      evidence: [
        {
          source: `cat ${place}`,
          lines: [flag === undefined ? `"bridge": "${bridge}"` : `${flag.written} ${flag.value}`],
        },
        ...(devices.length > 0
          ? [{ source: 'ip link', lines: devices.filter((name) => !name.startsWith('veth')) }]
          : []),
      ],
      falsifier: say`\`ip link show ${bridge}\` shows the bridge`,
      fix: {
        summary: say`Let Docker make docker0 with an address of your choice ("bip") instead of "bridge"; or make ${bridge} in the network configuration, so that it is there before Docker.`,
        commands: [
          `cp -a ${place} ${place}.bak`,
          say`# replace "bridge": "${bridge}" in ${place} by "bip": "<free address>/24"`,
        ],
        risk: say`With bip containers get addresses of another network. Making the bridge by hand once more only lasts until the next boot.`,
      },
    };
  },
});
