import { say, type Sayable, type Said, sentences } from '../../text/say.ts';
import { addressOf, prefixOf } from './daemon-network.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after `bip` was set, or after its network state was copied or damaged.
 * Why: the default network cannot be made: `bip` is the address of the network itself, or has no mask, or stands beside
 * `bridge`; a gateway lies outside; the stored state has a second network of the same name.
 * Not seen: an interface that appears only at that moment.
 */
export const defaultBridgeCreationFailed = defineStartFailure({
  id: 'default-bridge-creation-failed',
  title: say`Docker's default network cannot be made`,
  says: [
    /[Ee]rror creating default "bridge" network: (?!bridge device with non default name)(?!.*(?:iptables|Iptables|NAT chain|Invalid Address Pool))(.+)/,
    /(You specified -b & --bip, mutually exclusive options.*)/,
    /Error initializing network controller: (invalid (?:CIDR address|-*bip).*)/,
    /(bridge and bip.*mutually exclusive.*|--bip.*mutually exclusive.*)/i,
    /(cannot create network .* \(docker0\): conflicts with network .*)/,
    /configuration validation.*(invalid (?:bip|CIDR).*)/,
  ],
  tell: ({ words, groups: [reason = words], daemonSetup, network }) => {
    const bip = settingOf(daemonSetup, 'bip');
    const held = network?.addresses.find(
      ({ address }) => bip !== undefined && address === addressOf(bip.text),
    );
    return {
      title: say`its default network cannot be made: ${shortly(reason, bip?.text)}`,
      subject: { kind: 'setting', name: bip === undefined ? 'docker0' : 'bip' },
      explanation: sentences(
        explain(reason, bip?.text),
        say`Docker said: ${words}.`,
        held !== undefined && say`${held.address} is also an address of ${held.device}.`,
      ),
      evidence: bip === undefined ? [] : [{ source: `cat ${bip.writtenIn}`, lines: [`bip: ${bip.text}`] }],
      falsifier: say`bip names a free address inside its network (192.168.64.1/24, not 192.168.64.0/24) and Docker still says this`,
      fix: /same bridge name|conflicts with network/.test(reason)
        ? {
            summary: say`Put the stored network state aside; Docker makes its networks anew.`,
            commands: ['mv /var/lib/docker/network/files/local-kv.db /root/local-kv.db.bak'],
            risk: say`User-defined networks are gone until \`docker compose up\` or \`docker network create\` makes them again; their containers do not start before.`,
          }
        : {
            summary:
              bip === undefined
                ? say`Correct the network settings: the bridge's own address with its mask.`
                : say`Correct bip in ${bip.writtenIn}: the bridge's own address with its mask.`,
            commands: [
              say`# for example ${`"bip": "${suggested(bip?.text)}"`} in ${bip?.writtenIn ?? '/etc/docker/daemon.json'}`,
            ],
          },
    };
  },
  foresee: ({ daemonSetup }) => {
    const bip = settingOf(daemonSetup, 'bip');
    const bridge = settingOf(daemonSetup, 'bridge');
    if (bip === undefined) return undefined;
    const prefix = prefixOf(bip.text);
    const mistake =
      bridge !== undefined && bridge.text !== ''
        ? 'You specified -b & --bip, mutually exclusive options'
        : prefix === undefined
          ? `invalid CIDR address: ${bip.text}`
          : prefix.isNetwork
            ? `failed to allocate gateway (${addressOf(bip.text)}): Address already in use`
            : undefined;
    if (mistake === undefined) return undefined;
    return {
      title: say`its default network cannot be made: ${shortly(mistake, bip.text)}`,
      explanation: explain(mistake, bip.text),
      evidence: [{ source: `cat ${bip.writtenIn}`, lines: [`bip: ${bip.text}`] }],
      falsifier: say`bip is the bridge's own address with its mask, and \`bridge\` is not set`,
      fix: {
        summary: say`Correct bip in ${bip.writtenIn}.`,
        commands: [say`# for example ${`"bip": "${suggested(bip.text)}"`}`],
      },
    };
  },
});

function settingOf(
  setup: Parameters<Parameters<typeof defineStartFailure>[0]['tell']>[0]['daemonSetup'],
  name: string,
): { text: string; writtenIn: string } | undefined {
  const flag = setup?.flags.find((one) => one.name === name);
  if (flag !== undefined) return { text: flag.value, writtenIn: flag.writtenIn };
  const held = setup?.file?.[name];
  return typeof held === 'string' ? { text: held, writtenIn: setup?.filePath ?? '' } : undefined;
}

function shortly(reason: string, bip: string | undefined): Sayable {
  if (/failed to allocate gateway/.test(reason) && bip !== undefined)
    return say`bip ${bip} is not an address that the bridge can have`;
  if (/invalid CIDR/.test(reason)) return say`bip ${bip ?? ''} has no mask`;
  if (/mutually exclusive/.test(reason)) return say`both bip and bridge are set`;
  if (/conflicts with network|same bridge name/.test(reason))
    return say`its stored state holds a second network for docker0`;
  return reason;
}

function explain(reason: string, bip: string | undefined): Said {
  if (/failed to allocate gateway/.test(reason))
    return bip === undefined
      ? say`bip is the address that the bridge itself gets, with the mask behind it. The one that is set is the address of a whole network (or taken), which no device can have; the bridge needs one inside it.`
      : say`bip is the address that the bridge itself gets, with the mask behind it. ${bip} is the address of a whole network (or taken), which no device can have; the bridge needs one inside it.`;
  if (/invalid CIDR/.test(reason)) return say`bip needs a mask behind the address, as in 192.168.64.1/24.`;
  if (/mutually exclusive/.test(reason))
    return say`\`bridge\` hands Docker a bridge that somebody else has made, \`bip\` asks it to make docker0 with that address. Only one of them can be.`;
  if (/conflicts with network|same bridge name/.test(reason))
    return say`Docker keeps its networks in /var/lib/docker/network/files/local-kv.db, and finds two for docker0 there. That comes from a state file that was copied or damaged.`;
  return say`Docker makes docker0 when it starts, and ends where it cannot.`;
}

function suggested(bip: string | undefined): string {
  const [, net, mask = '24'] = /^(\d+\.\d+\.\d+)\.\d+(?:\/(\d+))?$/.exec(bip ?? '') ?? [];
  return net === undefined ? '192.168.64.1/24' : `${net}.1/${mask}`;
}
