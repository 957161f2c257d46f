import type { ConfigLine } from '../../facts/config-lines.ts';
import type { Link } from '../../facts/links.ts';
import { failed } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { say } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

const MAC = /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/i;

/** A file that ties a card's name to a hardware address. */
interface Tie {
  readonly name: string;
  readonly mac: string;
  readonly at: ConfigLine;
}

/**
 * Seen: after an image copy a network card has no address, or has another name than the configuration expects.
 * Why: files that came along tie the name to the old card's hardware address (HWADDR in ifcfg, 70-persistent-net.rules, netplan's
 * macaddress). The new card has another one, gets the next name, and for that name nobody configured anything.
 * Not seen: why a card without any such file has no address. A leftover tie of a card that is gone, beside cards that all have their
 * addresses, hurts nobody.
 */
export const nicRenamed = defineRule({
  id: 'nic-renamed',
  title: say`Configuration ties a network card to the old machine's hardware address`,
  needs: ['network', 'configLines'],
  wants: ['attempts', 'question'],
  evaluate: (views) => {
    const { links } = views.network;
    const macs = new Set(links.map(({ mac }) => mac?.toLowerCase()));
    const stale = tiesIn(views.configLines)
      .filter(({ mac }) => !macs.has(mac))
      // A card of that name has got its address all the same.
      .filter(({ name }) => !links.some((link) => link.name === name && hasAddress(link, views)));
    const bare = links.filter((link) => isCard(link) && !hasAddress(link, views));
    const [card] = bare.filter((link) => !isSetUp(link, views.configLines, stale));
    const [tie] = [...stale].toSorted(
      (one, other) => Number(other.name === card?.name) - Number(one.name === card?.name),
    );
    return card === undefined || tie === undefined ? [] : [finding(card, tie, views)];
  },
});

type Seen = Pick<Views, 'network' | 'configLines'> & Partial<Pick<Views, 'attempts' | 'question'>>;

/** HWADDR of ifcfg, ATTR{address} of udev, macaddress of netplan, MACAddress of networkd. */
function tiesIn(lines: readonly ConfigLine[]): readonly Tie[] {
  return lines.flatMap((at) => {
    const mac = MAC.exec(at.text)?.[0]?.toLowerCase();
    if (mac === undefined || !/HWADDR|ATTRS?\{address\}|macaddress|MACAddress/.test(at.text)) return [];
    const inFile = lines.filter(({ path }) => path === at.path);
    const name =
      /NAME="([^"]+)"/.exec(at.text)?.[1] ??
      /\/ifcfg-([\w.-]+)$/.exec(at.path)?.[1] ??
      inFile
        .map(({ text }) => /set-name: *"?([\w.-]+)|^Name=([\w.-]+)/.exec(text))
        .find((found) => found !== null)?.[1] ??
      '';
    return name === '' ? [] : [{ name, mac, at }];
  });
}

/** A plugged card of the host: no bridge, no cable of a container, no tunnel. */
function isCard({ name, kind, flags, master }: Link): boolean {
  if (name === 'lo' || master !== undefined || flags.includes('NO-CARRIER')) return false;
  if (/^(?:docker|br-|veth|virbr|tun|tap|wg|cni|flannel|cali|dummy|ifb|gre|sit|ip6tnl|tunl)/.test(name))
    return false;
  // In a host that is a container itself the card is one end of a veth.
  return kind === undefined || (kind === 'veth' && /^(?:eth|en)/.test(name));
}

function hasAddress({ name }: Link, { network }: Seen): boolean {
  return network.addresses.some(
    ({ device, scope }) => device === name && scope !== 'link' && scope !== 'host',
  );
}

/** Somebody configured this very name, and not for another card. */
function isSetUp({ name }: Link, lines: readonly ConfigLine[], stale: readonly Tie[]): boolean {
  if (stale.some((tie) => tie.name === name)) return false;
  return lines.some(
    ({ path, text }) =>
      path.endsWith(`/ifcfg-${name}`) ||
      new RegExp(String.raw`^(?:iface|auto)\s+${name}\b|^${name}:$|^Name=${name}$`).test(text),
  );
}

function finding(card: Link, { name, mac, at }: Tie, { network, attempts, question }: Seen): Finding {
  const needs = (question?.needs ?? []).filter(({ name: need }) => failed(attempts?.toNeed(need)));
  return {
    severity: needs.length > 0 ? 'critical' : 'warning',
    certainty: 'proven',
    subject: { kind: 'device', name: card.name },
    title: say`Network card ${card.name} has no address: the configuration of ${name} is tied to another card`,
    explanation: say`${at.path} ties the name ${name} to the hardware address ${mac}, and no card of this host has that one. ${card.name} (${card.mac ?? say`no hardware address known`}) is plugged in and has no address, because no configuration fits it. That is what a copied image brings along: each new machine has cards with hardware addresses of their own.`,
    evidence: [
      { source: at.path, lines: [`${at.line}: ${at.text}`] },
      {
        source: 'ip link',
        lines: network.links.filter(isCard).map((link) => `${link.name} ${link.mac ?? '-'} ${link.state}`),
      },
      { source: `ip -4 addr show ${card.name}`, lines: [say`no address`] },
    ],
    falsifier: say`wrong if \`ip link\` shows a card with ${mac}, or \`ip addr show ${card.name}\` an address`,
    fix: {
      summary: say`Remove the tie, let ${card.name} be configured under the name that it has, and restart the network.`,
      commands: [
        `cp -a ${at.path} ${at.path}.bak`,
        say`# ${at.path}: remove the line with ${mac}, or put ${card.mac ?? say`the new address`} there`,
        say`mv /etc/udev/rules.d/70-persistent-net.rules /root/   # if it is there; udev makes it anew`,
        `ifup ${card.name} || networkctl reconfigure ${card.name} || netplan apply`,
      ],
      risk: say`Restarting the network may cut SSH off: have the console of the cloud open.`,
    },
    explains: needs.map(({ name: need }) => `need:${need}`),
  };
}
