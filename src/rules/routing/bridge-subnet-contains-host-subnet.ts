import { covers, harmOf, overlapsOf } from './bridge-overlap.ts';
import { overlapFinding } from './overlap-finding.ts';
import { say } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

const TITLE = say`Docker's bridge covers the network card's subnet`;

/**
 * Seen: a published port times out from everywhere, on the host itself too, while ping, `docker ps`, the firewall and the
 * listening socket look well; containers in other networks answer.
 * Why: the bridge's range is wider than the network card's and contains it. For a container's address inside the card's
 * range the card's route is more specific and wins, so that the packets leave by the card.
 * Not seen: networks behind a router that overlap with the bridge and that the inventory does not name.
 */
export const bridgeSubnetContainsHostSubnet = defineRule({
  id: 'bridge-subnet-contains-host-subnet',
  title: TITLE,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['neighbours', 'attempts', 'daemonSetup'],
  evaluate: (views) =>
    overlapsOf(views, covers).map((overlap) => overlapFinding(overlap, harmOf(overlap, views), TITLE, views)),
});
