import { say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after packages, kernel or PATH changed.
 * Why: Docker publishes ports with iptables, and that is missing, or the kernel lacks what it asks for, or legacy and nft
 * variants do not fit.
 * Not seen: a firewall that takes the rules away afterwards; that is another cause.
 */
export const iptablesUnusable = defineStartFailure({
  id: 'iptables-unusable',
  title: say`Docker cannot use iptables`,
  says: [
    /failed to create (?:NAT|FILTER) chain \S+: (.*)/i,
    /(Iptables not found)/i,
    /(iptables(?: failed)?: .*(?:Table does not exist|can't initialize iptables table|No chain\/target\/match|Couldn't load (?:target|match)|Protocol not supported|command not found).*)/s,
    /Error (?:initializing network controller|creating default "bridge" network): .*?((?:Unable to enable|Failed to Setup IP tables|Failed to program|iptables).*)/s,
    /failed to register "bridge" driver: (.*iptables.*)/s,
  ],
  tell: ({ words, groups: [reason = words], complaints }) => {
    const missing = /not found/i.test(reason) && !/Table|chain\/target/.test(reason);
    const looked = complaints.find((line) => /executable file not found/.test(line));
    return {
      title: missing ? say`it does not find the program iptables` : say`iptables does not work on this host`,
      subject: { kind: 'program', name: 'iptables' },
      explanation: sentences(
        say`Docker publishes ports and separates networks by rules of iptables and ends where it cannot write them.`,
        missing
          ? looked === undefined
            ? say`The program is not in its search path.`
            : say`The program is not in its search path (${looked}).`
          : say`The program is there and the kernel refuses what it asks for: a missing module (a kernel that was updated and not booted), or the legacy variant on a host that uses nftables.`,
        say`It said: ${reason.split('\n')[0] ?? reason}`,
      ),
      falsifier: say`\`iptables -t nat -S\` prints rules, for root and with the PATH that systemd gives to services`,
      fix: missing
        ? {
            summary: say`Install iptables, or put it back into the search path.`,
            commands: [
              'command -v iptables',
              'apt-get install iptables   # CentOS: yum install iptables',
              'iptables -t nat -S',
            ],
          }
        : {
            summary: say`Make \`iptables -t nat -S\` work first.`,
            commands: [
              'iptables -t nat -S',
              'modprobe ip_tables iptable_nat',
              'update-alternatives --display iptables',
              'ls /lib/modules/$(uname -r)',
            ],
            risk: say`\`"iptables": false\` makes Docker start as well, and no published port works then: it is no repair.`,
          },
    };
  },
});
