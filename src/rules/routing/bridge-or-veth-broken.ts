import { connected, containerNeedKeys, failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import { list, say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';
import { brokenCable } from './broken-cable.ts';
import { describeLink, pathsOf, type BridgeSeen, type Broken } from './broken-link.ts';

/**
 * Seen: containers of one network cannot be reached by anybody, on the host neither; routes and firewall look right.
 * Why: Docker's bridge is switched off, lost its address or is gone, or a container's cable (veth) is pulled out of it or
 * down. NetworkManager, a restart of the network or a person took it over.
 * Not seen: a bridge without containers is down by nature (NO-CARRIER). Docker without root keeps its bridges elsewhere.
 */
export const bridgeOrVethBroken = defineRule({
  id: 'bridge-or-veth-broken',
  title: say`Docker's bridge, or a container's cable into it, is broken`,
  needs: ['network', 'containers', 'question'],
  wants: ['attempts', 'neighbours', 'routeAnswers', 'bridgePorts'],
  evaluate: (views) => {
    // One that restarts over and over has a cable by moments only; one whose namespace is gone died while we looked.
    const running = views.containers.filter(
      (container) =>
        container.running && container.listeners !== undefined && !isLooping(container, views.question.now),
    );
    const bridges = [
      ...new Set(running.flatMap(({ attachments }) => attachments.map(({ bridge }) => bridge))),
    ];
    return bridges.flatMap((bridge) => {
      if (bridge === undefined) return [];
      const members = running.filter(({ attachments }) => attachments.some((at) => at.bridge === bridge));
      const broken = brokenBridge(bridge, members, views) ?? brokenCable(bridge, members, views);
      return broken === undefined ? [] : [findingFor(broken, views)];
    });
  },
});

function brokenBridge(bridge: string, members: readonly Container[], views: BridgeSeen): Broken | undefined {
  const { links, addresses } = views.network;
  const link = links.find(({ name }) => name === bridge);
  const paths = pathsOf(members, bridge, views);
  // Somebody outside gets through: whatever it looks like, packets take it.
  if (paths.some(({ outcomes }) => connected(outcomes.outside) && !failed(outcomes.container)))
    return undefined;
  const show = `ip -d link show ${bridge}`;
  const base = { bridge, members, repair: [say`systemctl restart docker   # makes its bridges anew`] };
  if (link === undefined) {
    // Docker without root has its bridges in a namespace of its own.
    if (!paths.some(({ outcomes }) => failed(outcomes.outside) && outcomes.outside?.kind !== 'refused'))
      return undefined;
    return {
      ...base,
      what: say`${bridge} is gone`,
      why: say`Docker's network still names the device ${bridge}, and the host has none of that name.`,
      evidence: [{ source: show, lines: [`Device "${bridge}" does not exist.`] }],
      falsifier: say`wrong if \`${show}\` prints a device`,
    };
  }
  if (!link.flags.includes('UP')) {
    return {
      ...base,
      what: say`${bridge} is switched off`,
      why: say`A bridge that containers are attached to carries packets only while it is up; somebody or something set it down, and its routes went with that.`,
      evidence: [{ source: show, lines: [describeLink(link)] }],
      falsifier: say`wrong if \`${show}\` shows UP between < and >`,
      repair: [
        `ip link set ${bridge} up`,
        say`nmcli device set ${bridge} managed no   # where NetworkManager took it over`,
      ],
    };
  }
  const held = addresses.some(({ device, family }) => device === bridge && family === 4);
  const members4 = members.flatMap(({ attachments }) =>
    attachments.flatMap((at) => (at.bridge === bridge && at.ipv4 !== undefined ? [at.ipv4] : [])),
  );
  const astray = members4.some((address) => views.routeAnswers?.to(address)?.device !== bridge);
  if (held || !astray) return undefined;
  return {
    ...base,
    what: say`${bridge} has lost its address`,
    why: say`The address of a bridge is the containers' gateway, and brings the route to them; without it the host looks for them elsewhere.`,
    evidence: [
      { source: `ip -4 addr show dev ${bridge}`, lines: [say`no inet address`] },
      ...members4.slice(0, 1).flatMap((address) => {
        const route = views.routeAnswers?.to(address);
        return route === undefined
          ? []
          : [{ source: route.evidence.source, lines: [...route.evidence.lines] }];
      }),
    ],
    falsifier: say`wrong if \`ip -4 addr show dev ${bridge}\` shows an inet address`,
  };
}

function findingFor(broken: Broken, views: BridgeSeen): Finding {
  const { bridge, members, what, why, repair } = broken;
  const paths = pathsOf(members, bridge, views);
  const names = members.map(({ name }) => name);
  const whom = list(names.slice(0, 6), 'and');
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'bridge', name: bridge },
    title: say`Containers cannot be reached: ${what}`,
    explanation: sentences(
      why,
      names.length === 1
        ? say`Nobody, the host included, reaches ${whom}, and it reaches nobody.`
        : say`Nobody, the host included, reaches ${whom}, and they reach nobody.`,
      say`An application that merely does not listen would refuse; here there is no answer at all.`,
    ),
    evidence: [
      ...broken.evidence,
      ...paths
        .slice(0, 2)
        .map(({ outcomes, container }) => attemptEvidence(outcomes, container))
        .filter(({ lines }) => lines.length > 0),
    ],
    falsifier: broken.falsifier,
    fix: {
      summary: say`Put ${bridge} back in order; restarting the container or Docker does it as well.`,
      commands: [...repair],
      risk: say`A restart of Docker restarts every container unless live-restore is on. If it comes back, something on the host manages the device: NetworkManager (\`nmcli dev\`), a network script.`,
    },
    explains: [
      ...paths.map(({ port }) => `port:${port.hostPort}`),
      ...views.question.needs.flatMap(({ name }) =>
        views.attempts === undefined
          ? []
          : containerNeedKeys(views.attempts, name).filter((key) =>
              names.some((one) => key.endsWith(`:${one}`)),
            ),
      ),
    ],
  };
}
