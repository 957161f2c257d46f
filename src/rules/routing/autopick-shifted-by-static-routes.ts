import { contains, formatPrefix, overlaps, parsePrefix, type Prefix } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Evidence, type Finding } from '../rule.ts';
import { dockerNetworkStateSurvivedImageCopy } from './docker-network-state-survived-image-copy.ts';
import { moveBridge } from './move-bridge.ts';
import {
  isPickedByDocker,
  overlappingBridges,
  PICKED_NEEDS,
  PICKED_WANTS,
  type PickedViews,
} from './picked-range.ts';
import { routeEvidence } from './route-evidence.ts';

type Seen = PickedViews & Partial<Pick<Views, 'networkFiles'>>;

/**
 * Seen: docker0 is not 172.17.0.0/16 although nobody configured it, and its range gets in the way.
 * Why: Docker passes over every range of its pools that the host has a direct route to. A route for 172.16.0.0/12, as images of
 * old cloud networks carry it, rules out all of 172.17 to 172.31, and Docker takes 192.168.0.0/20.
 * Not seen: a route that is gone by now; the order of Docker's pools still tells that there was one.
 */
export const autopickShiftedByStaticRoutes = defineRule({
  id: 'autopick-shifted-by-static-routes',
  title: say`A route made Docker pass over its usual ranges`,
  needs: PICKED_NEEDS,
  wants: [...PICKED_WANTS, 'networkFiles'],
  evaluate: (views) =>
    overlappingBridges(views)
      .filter(({ bridge }) => bridge.network === 'bridge' && isPickedByDocker(bridge, views))
      .flatMap(({ bridge, cause }) => {
        if (FIRST === undefined || LAST_POOL === undefined || overlaps(bridge.prefix, FIRST)) return [];
        const reason = shifting(bridge.prefix, views);
        const inLastPool = contains(LAST_POOL, bridge.prefix) && bridge.prefix.length === 20;
        if (reason === undefined && !inLastPool) return [];
        const range = formatPrefix(bridge.prefix);
        const host = views.network.hostSubnets.find(({ prefix }) => overlaps(prefix, bridge.prefix));
        const finding: Finding = {
          severity: 'warning',
          certainty: reason === undefined ? 'likely' : 'proven',
          subject: { kind: 'bridge', name: bridge.device },
          title: say`${bridge.device} is ${range} because a route kept Docker from its usual ranges`,
          explanation: sentences(
            say`Docker's own choice for ${bridge.device} is 172.17.0.0/16, then 172.18 to 172.31, and 192.168.0.0/20 only after those; it passes over each range that the host has a direct route to.`,
            reason === undefined
              ? say`That it came to ${range} means that all of 172.17 to 172.31 were taken when it chose, as they are where the image carries a route for 172.16.0.0/12 (old cloud networks do).`
              : say`Here that is ${reason.what}.`,
            say`Nobody chose ${range}.`,
          ),
          evidence: [
            {
              source: `ip -4 addr show dev ${bridge.device}`,
              lines: [`inet ${bridge.address ?? ''}/${bridge.prefix.length} ${bridge.device}`],
            },
            ...(reason === undefined ? [] : [reason.evidence]),
          ],
          falsifier: say`wrong if \`grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker\` shows ${range}`,
          fix: moveBridge({ bridge, ...(host !== undefined && { host }) }, views),
          explains: [],
          behind: isKept(views) ? dockerNetworkStateSurvivedImageCopy.id : cause,
        };
        return [finding];
      }),
});

/** Docker's first choice, and the pool that it comes to last. */
const FIRST = parsePrefix('172.17.0.0/16');
const LAST_POOL = parsePrefix('192.168.0.0/16');

function isKept(views: Seen): boolean {
  const verdict = dockerNetworkStateSurvivedImageCopy.evaluate(views);
  return !('kind' in verdict) && verdict.length > 0;
}

/** A route, or a line that makes one at the next boot, that covers Docker's first choice and is none of its own. */
function shifting(
  bridge: Prefix,
  { network, bridges, networkFiles = [] }: Seen,
): { readonly what: Text; readonly evidence: Evidence } | undefined {
  const ofDocker = new Set(bridges.map(({ device }) => device));
  const isInTheWay = (prefix: Prefix | undefined) =>
    prefix !== undefined &&
    FIRST !== undefined &&
    prefix.length > 1 &&
    overlaps(prefix, FIRST) &&
    !overlaps(prefix, bridge);
  const route = network.routes.find(
    ({ destination, device = '' }) => !ofDocker.has(device) && isInTheWay(parsePrefix(destination)),
  );
  if (route !== undefined) {
    return { what: say`the route "${route.text.trim()}"`, evidence: routeEvidence([route]) };
  }
  const line = networkFiles.find(({ text }) => prefixesIn(text).some(isInTheWay));
  if (line === undefined) return undefined;
  return {
    what: say`the route that ${line.path} makes ("${line.text}")`,
    evidence: { source: line.path, lines: [line.text] },
  };
}

/** `172.16.0.0/12`, and `172.16.0.0 netmask 255.240.0.0`. */
function prefixesIn(text: string): readonly (Prefix | undefined)[] {
  const short = [...text.matchAll(/\d+\.\d+\.\d+\.\d+\/\d+/g)].map(([match]) => parsePrefix(match));
  const [, address, mask = ''] =
    /(\d+\.\d+\.\d+\.\d+)\s+(?:netmask\s+)?(255\.\d+\.\d+\.\d+)/.exec(text) ?? [];
  if (address === undefined) return short;
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .replace(/0+$/, '');
  return bits.includes('0') ? short : [...short, parsePrefix(`${address}/${bits.length}`)];
}
