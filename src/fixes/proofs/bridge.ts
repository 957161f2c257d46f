import type { Known } from '../../model/known.ts';
import type { BridgeSubnet } from '../../model/network.ts';
import { members } from '../../rules/routing/bridge-overlap.ts';
import { list, say, together, type Sayable } from '../../text/say.ts';
import type { Compared } from '../prove.ts';
import type { UntoldProof } from '../untold.ts';
import { bringsBack } from './moved.ts';

/** The bridge has its new address by the kernel's own word, and the kernel sends packets for its containers into it. */
export function proveBridge({ plan, before, after }: Compared): readonly UntoldProof[] {
  const { network } = plan.bridge;
  const then = heldBy(before.bridges, network);
  const now = heldBy(after.bridges, network);
  const device = deviceOf(after.bridges, network) ?? plan.bridge.device;
  return [
    { what: say`address of ${device}`, before: then, after: now, ok: now === plan.to },
    ...(bringsBack(plan) ? [] : proveRoutes({ plan, before, after })),
  ];
}

function heldBy(bridges: Known<readonly BridgeSubnet[]>, network: string): Sayable {
  if (bridges.kind === 'unknown') return say`unknown: ${bridges.fact}: ${bridges.because}`;
  const held = bridges.value.filter((bridge) => bridge.network === network);
  if (held.length === 0) return say`none`;
  const [first = '', ...more] = held.map(({ address = '', prefix }) => `${address}/${prefix.length}`);
  return more.length === 0 ? first : list([first, ...more]);
}

function deviceOf(bridges: Known<readonly BridgeSubnet[]>, network: string): string | undefined {
  return bridges.kind === 'known'
    ? bridges.value.find((bridge) => bridge.network === network)?.device
    : undefined;
}

/** After an undo packets go wherever they went before, which need not be the bridge. */
function proveRoutes({ plan, before, after }: Omit<Compared, 'taken'>): readonly UntoldProof[] {
  const was = routesTo(before, plan.bridge.network);
  return routesTo(after, plan.bridge.network).map(({ container, address, device, bridge, because }) => {
    const old = was.find((one) => one.container === container);
    const wanted = plan.method === 'revert' ? old?.device : bridge;
    return {
      what: say`ip route get for ${container}`,
      before:
        old === undefined
          ? say`not on this bridge`
          : together(`${old.address} dev `, old.device ?? old.because),
      after: together(`${address} dev `, device ?? because),
      ok: device !== undefined && (device === wanted || (plan.method === 'revert' && old === undefined)),
    };
  });
}

interface Way {
  readonly container: string;
  readonly address: string;
  readonly bridge: string;
  readonly device: string | undefined;
  /** Where there is no device. */
  readonly because: Sayable;
}

function routesTo({ bridges, containers, routeAnswers }: Compared['after'], network: string): readonly Way[] {
  if (bridges.kind === 'unknown' || containers.kind === 'unknown') return [];
  const [bridge] = bridges.value.filter((one) => one.network === network);
  if (bridge === undefined) return [];
  return members(bridge, containers.value)
    .filter(({ container }) => container.running)
    .map(({ container, ipv4 }) => {
      const answer = routeAnswers.kind === 'known' ? routeAnswers.value.to(ipv4) : undefined;
      return {
        container: container.name,
        address: ipv4,
        bridge: bridge.device,
        device: answer?.device,
        because: answer?.refused ?? say`unknown`,
      };
    });
}
