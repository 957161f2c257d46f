import type { BridgeSubnet } from '../../model/network.ts';
import type { Views } from '../../model/views.ts';
import { STATE_FILE } from '../../facts/docker-network-state.ts';
import { covers, equals, harmOf, overlapsOf, type OverlapViews } from './bridge-overlap.ts';
import { bridgeAt, gatewaysOf, shadowOver } from './shadow.ts';

/** What rules look at that tell how Docker came to a range. */
export const PICKED_NEEDS = [
  'network',
  'bridges',
  'containers',
  'routeAnswers',
  'question',
  'networkState',
] as const;

export const PICKED_WANTS = [
  'attempts',
  'neighbours',
  'halfOpen',
  'daemonJson',
  'dockerService',
  'daemonSetup',
  'bootTime',
] as const;

export type PickedViews = Pick<Views, (typeof PICKED_NEEDS)[number]> &
  Partial<Pick<Views, (typeof PICKED_WANTS)[number]>>;

/** A bridge in whose way of getting its range the reason for an overlap lies. */
export interface OverlappingBridge {
  readonly bridge: BridgeSubnet;
  /** Id of the cause that the overlap is reported as. */
  readonly cause: string;
}

/** Overlaps that somebody suffers from, by bridge. */
export function overlappingBridges(
  views: OverlapViews & Partial<Pick<Views, 'halfOpen'>>,
): readonly OverlappingBridge[] {
  const found: OverlappingBridge[] = [];
  for (const gateway of gatewaysOf(views)) {
    const bridge = bridgeAt(gateway, views);
    if (bridge !== undefined) found.push({ bridge, cause: 'bridge-owns-gateway-or-peer-address' });
  }
  const relations = [
    { relation: covers, cause: 'bridge-subnet-contains-host-subnet' },
    { relation: equals, cause: 'bridge-subnet-equals-host-subnet' },
  ];
  for (const { relation, cause } of relations) {
    for (const overlap of overlapsOf(views, relation)) {
      const { lost, swallowed, inside } = harmOf(overlap, views);
      if (lost.length + swallowed.length + inside.length > 0) found.push({ bridge: overlap.bridge, cause });
    }
  }
  for (const address of views.question.needs.flatMap(({ resolved }) => resolved)) {
    const shadow = shadowOver(address, views);
    if (shadow !== undefined)
      found.push({ bridge: shadow.bridge, cause: 'bridge-subnet-shadows-remote-service' });
  }
  for (const { from } of views.halfOpen ?? []) {
    const shadow = shadowOver(from, views);
    if (shadow !== undefined)
      found.push({ bridge: shadow.bridge, cause: 'bridge-subnet-shadows-client-network' });
  }
  return found.filter(
    ({ bridge }, index) => found.findIndex((other) => other.bridge.device === bridge.device) === index,
  );
}

type Settings = Partial<Pick<Views, 'daemonJson' | 'dockerService'>>;

/** Nobody told Docker which range its default bridge has: neither the file nor the command line. */
export function isPickedByDocker(bridge: BridgeSubnet, { daemonJson, dockerService }: Settings): boolean {
  if (bridge.network !== 'bridge') return true;
  const content = daemonJson?.content;
  if (content === undefined || content.kind === 'denied' || content.kind === 'invalid') return false;
  const keys = content.kind === 'object' ? Object.keys(content.value) : [];
  const flags = dockerService?.argv ?? [];
  return (
    !keys.some((key) => ['bip', 'bridge', 'fixed-cidr', 'default-address-pools'].includes(key)) &&
    !flags.some((flag) => /^(--bip|--bridge|-b|--fixed-cidr|--default-address-pool)(=|$)/.test(flag))
  );
}

/** Seconds since 1970: when Docker first wrote down its networks, as far as the file tells. */
export function storedSince(files: Views['networkState']['files']): number | undefined {
  const file = files[STATE_FILE];
  return file === undefined ? undefined : Math.min(file.born ?? file.changed, file.changed);
}
