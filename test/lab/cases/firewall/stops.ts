import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

interface Place {
  readonly port: number;
  /** The port inside the container. */
  readonly inner: number;
  /** Whom the host sees when somebody comes from outside. */
  readonly client: string;
  readonly host: LabHost;
}

interface StopCase {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
  /** What somebody did to the firewall, as a script; the text before it names the way. */
  readonly ways: readonly [string, ...string[]];
  readonly seen?: 'times out' | 'refused' | 'unreachable';
  readonly script: (way: string, place: Place) => string;
  readonly mentions?: readonly (string | RegExp)[];
}

/** A container that answers until somebody writes a line into the firewall. */
function stop({ id, cause, title, ways, script, seen = 'times out', mentions = [] }: StopCase): LabCase {
  return {
    id,
    cause,
    title,
    draw(random: Random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerringBeside(random, port);
      const way = random.pick(ways);
      const inner = random.pick([80, 5000, 8080, 9000]);
      return {
        drawn: `${way}, ${name} on ${port}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          await serve(host, { name, listen: inner, publish: [`${port}:${inner}`] });
          await expectOutside(host, port, 'answers');
          await herring.lay(host);
          await host.sh(script(way, { port, inner, client: host.cloud.outside, host }));
        },
        async prove(host) {
          await expectOutside(host, port, seen);
          // A rule in raw meets what the host sends to itself as well.
          if (!way.includes('raw')) await expectOnHost(host, port, 'answers');
        },
        questions: [
          { target: String(port), verdict: 'faulty', cause, mentions: [String(port), ...mentions] },
          { verdict: 'faulty', cause },
        ],
      };
    },
  };
}

const script = (scripts: Readonly<Record<string, string>>, way: string): string => scripts[way] ?? '';

export const stopCases: readonly LabCase[] = [
  stop({
    id: 'docker-user-drop',
    cause: 'docker-user-drop',
    title: 'a whitelist in DOCKER-USER without the one who asks',
    ways: ['a whitelist', 'one port dropped', 'the original port dropped', 'everything from outside'],
    script: (way, { port, inner }) =>
      script(
        {
          'a whitelist': 'iptables -I DOCKER-USER -i eth0 ! -s 203.0.113.0/24 -j DROP',
          'one port dropped': `iptables -I DOCKER-USER -i eth0 -p tcp --dport ${inner} -j DROP`,
          'the original port dropped': `iptables -I DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport ${port} -j DROP`,
          'everything from outside': `iptables -N office
            iptables -A office -s 203.0.113.0/24 -j RETURN
            iptables -A office -j DROP
            iptables -I DOCKER-USER -i eth0 -m conntrack --ctstate NEW -j office`,
        },
        way,
      ),
  }),
  stop({
    id: 'docker-user-reject',
    cause: 'docker-user-drop',
    title: 'a rule in DOCKER-USER that rejects',
    ways: ['with a reset', 'as unreachable'],
    seen: 'refused',
    script: (way) =>
      script(
        {
          'with a reset': 'iptables -I DOCKER-USER -i eth0 -p tcp -j REJECT --reject-with tcp-reset',
          'as unreachable': 'iptables -I DOCKER-USER -i eth0 -p tcp -j REJECT',
        },
        way,
      ),
  }),
  stop({
    id: 'drop-in-raw-or-mangle',
    cause: 'drop-in-raw-or-mangle',
    title: 'a rule in a table that nobody lists',
    ways: ['raw', 'mangle', 'mangle, by source', 'mangle FORWARD', 'a chain of its own in raw'],
    script: (way, { port, inner, client }) =>
      script(
        {
          raw: `iptables -t raw -A PREROUTING -p tcp --dport ${port} -j DROP`,
          mangle: `iptables -t mangle -A PREROUTING -i eth0 -p tcp -m multiport --dports ${port},65000 -j DROP`,
          'mangle, by source': `iptables -t mangle -A PREROUTING -s ${client}/26 -p tcp ! --dport 22 -j DROP`,
          'mangle FORWARD': `iptables -t mangle -A FORWARD -o docker0 -p tcp --dport ${inner} -j DROP`,
          'a chain of its own in raw': `iptables -t raw -N ddos
            iptables -t raw -A ddos -p tcp --dport ${port} -j DROP
            iptables -t raw -A PREROUTING -i eth0 -j ddos`,
        },
        way,
      ),
  }),
  stop({
    id: 'iptables-legacy-nft-mix',
    cause: 'iptables-legacy-nft-mix',
    title: 'old tables beside those that iptables shows',
    ways: ['a policy', 'a rule'],
    mentions: ['iptables-legacy'],
    script: (way, { inner }) =>
      script(
        {
          'a policy': 'iptables-legacy -P FORWARD DROP',
          'a rule': `iptables-legacy -A FORWARD -p tcp --dport ${inner} -j DROP`,
        },
        way,
      ),
  }),
  stop({
    id: 'ufw-forward-drop',
    cause: 'ufw-bypass-or-ufw-forward-drop',
    title: 'ufw drops what is forwarded, and nothing of Docker comes before it',
    ways: ['by policy', 'by a rule of its own'],
    mentions: ['ufw'],
    // What `ufw enable` leaves behind: its chains in front, its policies.
    script: (way) => `
      for chain in before after reject track user; do
        iptables -N ufw-$chain-input; iptables -N ufw-$chain-forward; iptables -A INPUT -j ufw-$chain-input
      done
      iptables -A ufw-before-input -i lo -j ACCEPT
      iptables -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      iptables -A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT
      iptables -A ufw-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      iptables -F FORWARD
      for chain in before after reject track user; do iptables -A FORWARD -j ufw-$chain-forward; done
      mkdir -p /etc/default; echo 'DEFAULT_FORWARD_POLICY="DROP"' >/etc/default/ufw
      ${way === 'by policy' ? 'iptables -P FORWARD DROP' : 'iptables -A ufw-user-forward -j DROP'}`,
  }),
  stop({
    id: 'dynamic-ban',
    cause: 'dynamic-ban',
    title: 'the one who asks was banned',
    ways: ['fail2ban in DOCKER-USER', 'fail2ban in FORWARD', 'an agent'],
    script: (way, { client }) =>
      script(
        {
          'fail2ban in DOCKER-USER': `iptables -N f2b-nginx
            iptables -A f2b-nginx -s 203.0.113.9/32 -j DROP
            iptables -A f2b-nginx -s ${client}/32 -j DROP
            iptables -A f2b-nginx -j RETURN
            iptables -I DOCKER-USER -p tcp -j f2b-nginx`,
          'fail2ban in FORWARD': `iptables -N f2b-web
            iptables -A f2b-web -s ${client}/32 -j DROP
            iptables -A f2b-web -j RETURN
            iptables -I FORWARD -p tcp -j f2b-web`,
          'an agent': `iptables -I FORWARD -s ${client}/32 -j DROP`,
        },
        way,
      ),
  }),
];
