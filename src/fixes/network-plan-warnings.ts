import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Container } from '../model/containers.ts';
import { ParsedFacts } from '../model/parsed-facts.ts';
import { mayEnd, running } from './affected.ts';
import { list, say, type Text } from '../text/say.ts';
import type { PlanInput } from './plan-input.ts';
import type { Obstacle } from './refusal.ts';

export function networkWarnings(
  { snapshot, version, views }: PlanInput,
  network: DockerNetwork,
  members: readonly Container[],
  touched: readonly Container[],
): readonly Text[] {
  const ranges = network.subnets.flatMap(({ subnet }) => foreignRules(snapshot, subnet));
  const cutOff = new Set(touched.map(({ id }) => id));
  const mayEndNow = running(views.containers).filter(mayEnd);
  const [jobs, cutOffJobs] = [
    mayEndNow.filter(({ id }) => !cutOff.has(id)),
    mayEndNow.filter(({ id }) => cutOff.has(id)),
  ];
  return [
    say`Connections that are open in this network end, and applications have to make them anew.`,
    ...(ranges.length === 0 ? [] : [say`The old range is named by ${rules(ranges)}.`]),
    ...(members.length > 0
      ? [
          say`Inside the containers the card has another name (eth1 in place of eth0, for example) until they are restarted.`,
        ]
      : []),
    ...(jobs.length > 0
      ? [
          say`No restart policy starts ${list(
            jobs.map(({ name }) => name),
            'and',
          )} again. Should one end meanwhile without an error (exit code 0), its work counts as done and it is not started again; after an error it is.`,
        ]
      : []),
    ...(cutOffJobs.length > 0
      ? [
          say`No restart policy starts ${list(
            cutOffJobs.map(({ name }) => name),
            'and',
          )} again, and nobody can tell whether one of them ends because its connections were cut: whatever ends after that is started again, even a job that was done.`,
        ]
      : []),
    ...(Number.parseInt(version, 10) >= 28 && members.length > 0
      ? [
          say`A MAC address that somebody asked for (mac_address) cannot be told from one that Docker drew, and would be drawn anew.`,
        ]
      : []),
  ];
}

/** A bridge without a name of its own is named after the network's id, which the new one does not share: such a rule would let through, or keep out, nothing any more. */
export function ruleObstacles({ snapshot, bridge }: PlanInput, network: DockerNetwork): Obstacle[] {
  if (network.options.bridgeName !== undefined) return [];
  const named = foreignRules(snapshot, bridge.device);
  if (named.length === 0) return [];
  return [
    {
      because: say`The bridge is called ${bridge.device} after the network's id and would get another name, which ${rules(named)} would not match.`,
      next: say`Move the network by hand, and these rules with it.`,
    },
  ];
}

const rules = (texts: readonly string[]) =>
  say`the firewall's ${list(
    texts.slice(0, 3).map((text) => `"${text}"`),
    'and',
  )}`;

/** Docker's own are made anew with the network. */
function foreignRules(snapshot: PlanInput['snapshot'], what: string): string[] {
  const facts = new ParsedFacts(snapshot);
  return (['iptables', 'iptables-legacy'] as const).flatMap((id) => {
    const read = facts.get(id);
    if (read.kind === 'unknown') return [];
    return read.value.tables.flatMap(({ chains }) =>
      chains
        .filter(({ name }) => name === 'DOCKER-USER' || !name.startsWith('DOCKER'))
        .flatMap((chain) => chain.rules.map(({ text }) => text))
        .filter((text) => text.split(/\s+/).includes(what) && !isDockers(text)),
    );
  });
}

/** In FORWARD, POSTROUTING and PREROUTING Docker has rules of its own. */
function isDockers(text: string): boolean {
  return (
    /-j DOCKER/.test(text) ||
    /^-A POSTROUTING .*-j MASQUERADE$/.test(text) ||
    /^-A FORWARD (-i \S+ (! )?-o \S+ -j ACCEPT|-o \S+ -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT)$/.test(
      text,
    )
  );
}
