import { equals, harmOf, overlapsOf } from './bridge-overlap.ts';
import { overlapFinding } from './overlap-finding.ts';
import { say } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

const TITLE = say`Docker's bridge holds the same subnet as the network card`;

/**
 * Seen: as with a bridge that contains the card's subnet; or the inverse, containers answer and the host loses its
 * database, its gateway, even SSH. It flips after a restart of the network, since of equal routes the first wins.
 * Why: two connected routes for one prefix on two devices.
 * Not seen: two cards in one subnet with policy routing are deliberate and no bridge is involved, so they never match.
 */
export const bridgeSubnetEqualsHostSubnet = defineRule({
  id: 'bridge-subnet-equals-host-subnet',
  title: TITLE,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['neighbours', 'attempts', 'daemonSetup'],
  evaluate: (views) =>
    overlapsOf(views, equals).map((overlap) => overlapFinding(overlap, harmOf(overlap, views), TITLE, views)),
});
