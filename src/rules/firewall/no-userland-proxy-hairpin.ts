import { deviceSysctl } from '../../facts/sysctls.ts';
import { connected, failed } from '../../model/attempts.ts';
import { publishedPaths } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Evidence, type Finding } from '../rule.ts';

type Seen = Pick<Views, 'containers' | 'attempts' | 'sysctls' | 'daemonJson' | 'question'> &
  Partial<Pick<Views, 'dockerService' | 'bridgePorts' | 'network'>>;

/**
 * Seen: a published port answers from outside and not on the host's own 127.0.0.1; or a container does not reach its own
 * published port by the host's address.
 * Why: Docker runs without its proxy ("userland-proxy": false). Then the kernel alone takes such packets, which needs
 * route_localnet on the bridge and hairpin mode on the container's port of it. Something set one of them back.
 * Not seen: who did. Docker without its proxy works as long as both are on.
 */
export const noUserlandProxyHairpin = defineRule({
  id: 'no-userland-proxy-hairpin',
  title: say`Docker runs without its proxy, and the kernel was told not to stand in for it`,
  needs: ['containers', 'attempts', 'sysctls', 'daemonJson', 'question'],
  wants: ['dockerService', 'bridgePorts', 'network'],
  evaluate: (views) => {
    if (!isWithoutProxy(views)) return [];
    return [...fromLoopback(views), ...toItself(views)];
  },
});

function isWithoutProxy({ daemonJson, dockerService }: Seen): boolean {
  if (dockerService?.argv?.includes('--userland-proxy=false') === true) return true;
  return daemonJson.content.kind === 'object' && daemonJson.content.value['userland-proxy'] === false;
}

function fromLoopback(views: Seen): Finding[] {
  const { sysctls } = views;
  const dead = publishedPaths(views.containers, views.attempts).filter(({ bridge, outcomes }) => {
    return (
      failed(outcomes.loopback) &&
      (outcomes.ownAddress ?? '127.').startsWith('127.') &&
      !failed(outcomes.outside) &&
      connected(outcomes.container) &&
      sysctls[deviceSysctl(bridge, 'route_localnet')] === '0' &&
      sysctls[deviceSysctl('all', 'route_localnet')] === '0'
    );
  });
  const [first] = dead;
  if (first === undefined) return [];
  const ports = dead.map(({ port }) => String(port.hostPort));
  const key = deviceSysctl(first.bridge, 'route_localnet');
  return [
    {
      severity: 'warning',
      certainty: 'proven',
      subject: { kind: 'sysctl', name: key },
      title:
        ports.length > 1
          ? say`${list(ports, 'and')} do not answer on the host's own 127.0.0.1: the kernel drops what goes from loopback into Docker's bridge`
          : say`${list(ports, 'and')} does not answer on the host's own 127.0.0.1: the kernel drops what goes from loopback into Docker's bridge`,
      explanation: sentences(
        say`Docker runs without its proxy here ("userland-proxy": false), so nobody listens on the host itself: the kernel translates even what the host sends to 127.0.0.1.`,
        say`A packet from 127.0.0.1 may leave loopback only where route_localnet is on. Docker switches it on for its bridge; ${key} is 0, something set it back.`,
        ports.length > 1
          ? say`From outside the ports answer; health checks and reverse proxies on the host are cut off.`
          : say`From outside the port answers; health checks and reverse proxies on the host are cut off.`,
      ),
      evidence: [
        { source: `sysctl ${key}`, lines: [`${key} = 0`] },
        ...dead.slice(0, 2).map(({ outcomes, container }) => attemptEvidence(outcomes, container)),
      ],
      falsifier: say`wrong if \`sysctl ${key}\` says 1`,
      fix: {
        summary: say`Switch it on again, and take out of /etc/sysctl.d what sets it back.`,
        commands: [`sysctl -w ${key}=1`, `grep -rn route_localnet /etc/sysctl.conf /etc/sysctl.d`],
        risk: say`Machines of the same network could reach services bound to 127.0.0.1 by way of the bridge; Docker accepts that when it runs without its proxy.`,
      },
      explains: ports.map((port) => `port:${port}`),
    },
  ];
}

function toItself({ containers, attempts, question, bridgePorts = [], network }: Seen): Finding[] {
  return question.needs.flatMap(({ name, resolved, port }): Finding[] => {
    const own = network?.addresses.some(({ address }) => address === resolved[0]) === true;
    const publisher = containers.find(({ published }) =>
      published.some(({ hostPort, bound }) => bound && hostPort === port),
    );
    if (!own || publisher === undefined || port === undefined) return [];
    const self = attempts.toNeedInside(name).find(({ container }) => container === publisher.name);
    const bridge = publisher.attachments.find((place) => place.bridge !== undefined)?.bridge;
    const stuck = bridgePorts.filter((one) => one.bridge === bridge && !one.hairpin);
    if (!failed(self?.outcome) || stuck.length === 0) return [];
    const evidence: Evidence = {
      source: 'cat /sys/class/net/*/brport/hairpin_mode',
      lines: stuck.map(({ device }) => `${device} (${bridge ?? ''}): 0`),
    };
    return [
      {
        severity: 'warning',
        certainty: 'proven',
        subject: { kind: 'container', name: publisher.name },
        title: say`${publisher.name} cannot reach its own published port ${port}: its port of the bridge turns no packet round`,
        explanation: sentences(
          say`Docker runs without its proxy here ("userland-proxy": false).`,
          say`What ${publisher.name} sends to port ${port} of the host is translated back to ${publisher.name} itself and has to leave the bridge by the port that it came in by.`,
          say`A bridge does that in hairpin mode only, and it is off.`,
        ),
        evidence: [evidence],
        falsifier: say`wrong if \`cat /sys/class/net/*/brport/hairpin_mode\` says 1 for the port of that container`,
        fix: {
          summary: say`Switch hairpin mode on for that port; restarting the container does it too.`,
          commands: stuck.map(({ device }) => `echo 1 > /sys/class/net/${device}/brport/hairpin_mode`),
          risk: say`None.`,
        },
        explains: [`need:${name}:${publisher.name}`],
      },
    ];
  });
}
