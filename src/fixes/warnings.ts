import { list } from '../rules/evidence.ts';
import { fixLine } from '../rules/routing/move-bridge.ts';
import { addressIn, formatPrefix, parsePrefix } from '../model/prefix.ts';
import { isLooping } from '../model/runs.ts';
import { affectedBy, running } from './affected.ts';
import type { Overlapping } from './overlapping.ts';
import type { PlanInput } from './plan-input.ts';

/** What somebody should know before approving, whatever the method. */
export function commonWarnings(input: PlanInput, others: readonly Overlapping[]): string[] {
  const { views, host, surroundings, bridge } = input;
  const unresolved = views.question.needs
    .filter(({ resolved }) => resolved.every((one) => parsePrefix(one) === undefined))
    .map(({ name }) => name);
  const restarting = views.containers.filter((container) => isLooping(container, views.question.now));
  return [
    ...(surroundings.access.kind === 'recorded'
      ? ['This host is a recording: the plan shows what would be done, and cannot be applied.']
      : []),
    ...namedAddresses(input),
    ...(unresolved.length > 0
      ? [
          `${list(unresolved)} did not resolve on the host, so nobody knows whether the new subnet covers ${unresolved.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(restarting.length > 0
      ? [
          `${list(restarting.map(({ name }) => name))} ${restarting.length === 1 ? 'restarts' : 'restart'} over and over already; the change is not judged by ${restarting.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...others
      .filter((other) => other.bridge.device !== bridge.device)
      .map(
        (other) =>
          `${other.bridge.device} (Docker network ${other.bridge.network}, ${formatPrefix(other.bridge.prefix)}) overlaps too. Afterwards: ${fixLine(host, other.bridge.network)}`,
      ),
  ];
}

/** Who names an address that is somebody else's afterwards: links, host entries and firewall rules of the administrator. */
function namedAddresses({ views, bridge, snapshot, redact }: PlanInput): string[] {
  const moved = running(views.containers).filter((container) => affectedBy(container, bridge).newAddress);
  if (moved.length === 0) return [];
  const names = moved.map(({ name }) => name);
  const linked = views.containers.filter(({ inspect }) => inspect.hostConfig.links.length > 0);
  const pinned = views.containers.filter(({ inspect }) =>
    inspect.hostConfig.extraHosts.some((entry) =>
      (entry.match(/\d+\.\d+\.\d+\.\d+/g) ?? []).some((address) => addressIn(address, bridge.prefix)),
    ),
  );
  const rules = ['iptables', 'iptables-legacy']
    .flatMap((id) => {
      const reading = snapshot.readings[id];
      return reading?.status === 'ok' ? reading.stdout.split('\n') : [];
    })
    .filter((line) => /^-A (?!POSTROUTING|DOCKER(?!-USER))/.test(line))
    .filter((line) =>
      (line.match(/\d+\.\d+\.\d+\.\d+(?:\/\d+)?/g) ?? []).some((range) => {
        const prefix = parsePrefix(range);
        return (
          prefix !== undefined && prefix.length >= bridge.prefix.length && addressIn(range, bridge.prefix)
        );
      }),
    );
  return [
    `${list(names)} ${names.length === 1 ? 'gets a new address' : 'get new addresses'} in the new subnet; whoever wrote an old one down (a proxy, a firewall, a monitor) has to change it.`,
    ...(linked.length > 0
      ? [`${list(linked.map(({ name }) => name))}: links (--link) are made anew as the containers start.`]
      : []),
    ...(pinned.length > 0
      ? [
          `${list(pinned.map(({ name }) => name))} ${pinned.length === 1 ? 'has' : 'have'} an address of the old subnet in extra_hosts, which will lead nowhere.`,
        ]
      : []),
    ...(rules.length > 0
      ? [
          `${rules.length} ${rules.length === 1 ? 'firewall rule names' : 'firewall rules name'} an address of the old subnet and will match nothing: ${redact(rules.slice(0, 3).join('; '))}`,
        ]
      : []),
  ];
}
