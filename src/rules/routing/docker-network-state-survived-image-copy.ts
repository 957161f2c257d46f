import { STATE_FILE } from '../../facts/docker-network-state.ts';
import { formatPrefix, overlaps } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { defineRule, type Evidence, type Finding } from '../rule.ts';
import { moveBridge } from './move-bridge.ts';
import {
  isPickedByDocker,
  overlappingBridges,
  PICKED_NEEDS,
  PICKED_WANTS,
  storedSince,
  type OverlappingBridge,
  type PickedViews,
} from './picked-range.ts';

type Seen = PickedViews & Partial<Pick<Views, 'dockerJournal'>>;

/**
 * Seen: after a disk image was copied to another network, a range of Docker's overlaps there, although nobody ever set one.
 * Why: at its start Docker first brings back the networks that it has stored in local-kv.db, and only for new ones does it
 * look whether a range is free. It never picks one that the network card is in; so it picked this one elsewhere.
 * Not seen: where. A range that somebody configured is no choice of Docker's.
 */
export const dockerNetworkStateSurvivedImageCopy = defineRule({
  id: 'docker-network-state-survived-image-copy',
  title: say`Docker keeps a range that it picked in another network`,
  needs: PICKED_NEEDS,
  wants: [...PICKED_WANTS, 'dockerJournal'],
  evaluate: (views) =>
    overlappingBridges(views)
      .filter(({ bridge }) => isPickedByDocker(bridge, views))
      .flatMap((overlapping) => findingFor(overlapping, views)),
});

/** A daemon that starts for the first time writes the file while it starts. */
const START_SECONDS = 20;

function findingFor({ bridge, cause }: OverlappingBridge, views: Seen): Finding[] {
  const { files, stored } = views.networkState;
  const since = bridge.network === 'bridge' ? storedSince(files) : Date.parse(bridge.created ?? '') / 1000;
  if (since === undefined || Number.isNaN(since)) return [];
  const arrival = arrivalOf(views);
  const started = daemonStart(views);
  const beforeArrival = arrival !== undefined && since < arrival.at - 60;
  const beforeStart = started !== undefined && since < started - 1;
  // A network of one's own may have its range from a compose file, so only its age can tell.
  if (!beforeArrival && !(beforeStart && bridge.network === 'bridge')) return [];
  const range = formatPrefix(bridge.prefix);
  const host = views.network.hostSubnets.find(({ prefix }) => overlaps(prefix, bridge.prefix));
  return [
    {
      severity: 'warning',
      certainty: beforeArrival ? 'proven' : 'likely',
      subject: { kind: 'bridge', name: bridge.device },
      title: say`Docker picked ${range} before this host was in its present network, and kept it`,
      explanation: sentences(
        say`Nobody configured ${range}.`,
        beforeArrival
          ? say`Docker never picks a range that the host has a direct route to, so it picked this one while the network card was in another network, before this machine came to life here, and stored it in ${STATE_FILE}.`
          : say`Docker never picks a range that the host has a direct route to, so it picked this one while the network card was in another network, and stored it in ${STATE_FILE}.`,
        say`The file came along, as it does with a copied disk image, and at each start Docker brings the stored networks back without looking whether their ranges are free.`,
        say`Deleting ${bridge.device} or rebooting does not help: it comes back with the old range.`,
      ),
      evidence: [
        {
          source: `stat -c '%n %w %y' ${STATE_FILE}`,
          lines: [
            bridge.network === 'bridge'
              ? say`written since ${iso(since)}`
              : say`network ${bridge.network} created ${iso(since)}`,
          ],
        },
        ...(arrival === undefined ? [] : [arrival.evidence]),
        ...(started === undefined
          ? []
          : [
              {
                source: 'systemctl show docker -p ExecMainStartTimestamp',
                lines: [say`this run of Docker: ${iso(started)}`],
              },
            ]),
        ...(stored.length > 0
          ? [
              {
                source: `grep -ao '"AddressIPv4":"[^"]*"' ${STATE_FILE}`,
                lines: stored.slice(0, 4).map((one) => `"AddressIPv4":"${one}"`),
              },
            ]
          : []),
      ],
      falsifier: say`wrong if ${range} was set by somebody: \`grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker\``,
      fix: moveBridge({ bridge, ...(host !== undefined && { host }) }, views),
      explains: [],
      behind: cause,
    },
  ];
}

interface Arrival {
  /** Seconds since 1970. */
  readonly at: number;
  readonly evidence: Evidence;
}

/** When this machine came to life: cloud-init notes each new instance, and first boots write an id. */
function arrivalOf({ networkState: { files, instance } }: Seen): Arrival | undefined {
  const marks = ['/var/lib/cloud/data/instance-id', '/var/lib/cloud/instance', '/etc/machine-id'].flatMap(
    (path) => {
      const file = files[path];
      return file === undefined
        ? []
        : [{ path, at: path === '/etc/machine-id' ? file.changed : Math.max(file.changed, file.born ?? 0) }];
    },
  );
  const [latest] = marks.toSorted((one, other) => other.at - one.at);
  if (latest === undefined) return undefined;
  const text =
    instance === undefined
      ? say`${latest.path} is of ${iso(latest.at)}`
      : say`${latest.path} is of ${iso(latest.at)} (${instance})`;
  return { at: latest.at, evidence: { source: `stat -L -c '%n %y' ${latest.path}`, lines: [text] } };
}

/** Seconds since 1970. Where only the end of the start is known, the daemon may have written the file a while before it. */
function daemonStart({ dockerService, bootTime }: Seen): number | undefined {
  const { mainStartedSeconds, activeEnteredSeconds } = dockerService?.unit ?? {};
  if (bootTime === undefined) return undefined;
  if (mainStartedSeconds !== undefined) return bootTime + mainStartedSeconds;
  return activeEnteredSeconds === undefined ? undefined : bootTime + activeEnteredSeconds - START_SECONDS;
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
