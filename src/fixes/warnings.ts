import { list, say, type Text } from '../text/say.ts';
import { fixLine } from '../rules/routing/move-bridge.ts';
import { addressIn, formatPrefix, parsePrefix } from '../model/prefix.ts';
import { isLooping } from '../model/runs.ts';
import { affectedBy, running } from './affected.ts';
import type { Overlapping } from './overlapping.ts';
import type { PlanInput } from './plan-input.ts';

/** What somebody should know before approving, whatever the method. */
export function commonWarnings(input: PlanInput, others: readonly Overlapping[]): readonly Text[] {
  const { views, host, surroundings, bridge } = input;
  const unresolved = views.question.needs
    .filter(({ resolved }) => resolved.every((one) => parsePrefix(one) === undefined))
    .map(({ name }) => name);
  const restarting = views.containers.filter((container) => isLooping(container, views.question.now));
  return [
    ...(surroundings.access.kind === 'recorded'
      ? [say`This host is a recording: the plan shows what would be done, and cannot be applied.`]
      : []),
    ...namedAddresses(input),
    ...(unresolved.length > 0
      ? [
          unresolved.length === 1
            ? say`${list(unresolved)} did not resolve on the host, so nobody knows whether the new subnet covers it.`
            : say`${list(unresolved, 'and')} did not resolve on the host, so nobody knows whether the new subnet covers them.`,
        ]
      : []),
    ...restartingAlready(restarting.map(({ name }) => name)),
    ...others
      .filter((other) => other.bridge.device !== bridge.device)
      .map(
        (other) =>
          say`${other.bridge.device} (Docker network ${other.bridge.network}, ${formatPrefix(other.bridge.prefix)}) overlaps too. Afterwards: ${fixLine(host, other.bridge.network)}`,
      ),
  ];
}

function restartingAlready(names: readonly string[]): readonly Text[] {
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? say`${list(names)} restarts over and over already; the change is not judged by it.`
      : say`${list(names, 'and')} restart over and over already; the change is not judged by them.`,
  ];
}

/** Who names an address that is somebody else's afterwards: links, host entries and firewall rules of the administrator. */
function namedAddresses({ views, bridge, snapshot, redact }: PlanInput): readonly Text[] {
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
    names.length === 1
      ? say`${list(names)} gets a new address in the new subnet; whoever wrote an old one down (a proxy, a firewall, a monitor) has to change it.`
      : say`${list(names, 'and')} get new addresses in the new subnet; whoever wrote an old one down (a proxy, a firewall, a monitor) has to change it.`,
    ...(linked.length > 0
      ? [say`${namesOf(linked)}: links (--link) are made anew as the containers start.`]
      : []),
    ...(pinned.length > 0
      ? [
          pinned.length === 1
            ? say`${namesOf(pinned)} has an address of the old subnet in extra_hosts, which will lead nowhere.`
            : say`${namesOf(pinned)} have an address of the old subnet in extra_hosts, which will lead nowhere.`,
        ]
      : []),
    ...(rules.length > 0 ? [rulesNaming(rules.length, redact(rules.slice(0, 3).join('; ')))] : []),
  ];
}

function rulesNaming(count: number, shown: string): Text {
  return count === 1
    ? say`${count} firewall rule names an address of the old subnet and will match nothing: ${shown}`
    : say`${count} firewall rules name an address of the old subnet and will match nothing: ${shown}`;
}

function namesOf(containers: readonly { readonly name: string }[]): Text {
  return list(
    containers.map(({ name }) => name),
    'and',
  );
}
