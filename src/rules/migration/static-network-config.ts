import type { ConfigLine } from '../../facts/config-lines.ts';
import { addressIn } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

/** Settings by hand, and the cause that each brings about. */
const KINDS = [
  {
    what: 'gateway',
    pattern: /^(?:GATEWAY=|gateway4: |gateway |- to: default|via: |Gateway=)/,
    fronts: ['wrong-gateway-or-gateway-arp-dead', 'missing-default-route'],
  },
  {
    what: 'nameservers',
    pattern: /^(?:DNS\d=|dns-nameservers |nameservers:|DNS=|addresses: \[)/,
    fronts: ['resolv-conf-of-old-region'],
  },
] as const;

type Setting = (typeof KINDS)[number]['what'];

/**
 * Seen: no way out, or names that do not resolve, after an image copy; it comes back with each restart of the network.
 * Why: the network was set up by hand (BOOTPROTO=static, GATEWAY=, DNS1=, netplan with addresses) for the old network, instead of by the
 * cloud's DHCP, and the files came along.
 * Not seen: settings that are right here. It stands behind the cause that it brings about, and says nothing by itself.
 */
export const staticNetworkConfig = defineRule({
  id: 'static-network-config',
  title: say`The network is set up by hand for another network`,
  needs: ['network', 'configLines'],
  wants: ['resolvConf'],
  evaluate: (views) =>
    KINDS.flatMap(({ what, pattern, fronts }) => {
      const lines = views.configLines.filter(({ path, text }) => isOfNetwork(path) && pattern.test(text));
      const foreign = lines
        .flatMap((line) => addressesIn(line).map((address) => ({ line, address })))
        .filter(({ address }) => isForeign(address, what, views));
      const [first] = foreign;
      return first === undefined ? [] : fronts.map((behind) => finding(what, foreign, behind));
    }),
});

function isOfNetwork(path: string): boolean {
  return /ifcfg-|network\/interfaces|netplan|systemd\/network/.test(path);
}

function addressesIn({ text }: ConfigLine): string[] {
  return [...text.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].map(([address]) => address);
}

/** A gateway that is in no network of the host; a nameserver that is in use. */
function isForeign(
  address: string,
  what: Setting,
  { network, resolvConf }: Pick<Views, 'network'> & Partial<Pick<Views, 'resolvConf'>>,
): boolean {
  if (what === 'nameservers') return resolvConf?.nameservers.includes(address) === true;
  const inUse = network.routes.some(
    ({ gateway, destination }) => gateway === address && destination === '0.0.0.0/0',
  );
  return inUse || !network.hostSubnets.some(({ prefix }) => addressIn(address, prefix));
}

function finding(
  what: Setting,
  lines: readonly { readonly line: ConfigLine; readonly address: string }[],
  behind: string,
): Finding {
  const [first] = lines;
  const addresses = list([...new Set(lines.map(({ address }) => address))]);
  const path = first?.line.path ?? '';
  return {
    severity: 'critical',
    certainty: 'likely',
    subject: { kind: 'file', name: path },
    title:
      what === 'gateway'
        ? say`${path} sets a gateway by hand: ${addresses}`
        : say`${path} sets nameservers by hand: ${addresses}`,
    explanation: sentences(
      what === 'gateway'
        ? say`The network of this host is set up by hand, with a gateway of another network: that of the place where the disk image was made.`
        : say`The network of this host is set up by hand, with nameservers of another network: that of the place where the disk image was made.`,
      say`Whatever is corrected by a command is undone by the next restart of the network or the host, until the file is corrected.`,
    ),
    evidence: [
      { source: path, lines: lines.slice(0, 4).map(({ line }) => `${line.path}:${line.line}: ${line.text}`) },
    ],
    falsifier: say`wrong if those addresses belong to this network and answer`,
    fix: {
      summary: say`Let the cloud's DHCP set the network up, or put in the addresses of this network.`,
      commands: [
        `cp -a ${path} ${path}.bak`,
        say`# ${path}: BOOTPROTO=dhcp (dhcp4: true), without GATEWAY and DNS lines`,
      ],
      risk: say`A mistake in this file cuts the host off at the next restart of the network: have the console of the cloud open.`,
    },
    explains: [],
    behind,
  };
}
