import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { preparedFor, storyAt, surroundingsWith } from '../../test/support/planning.ts';
import { parseSnapshot } from '../flows/snapshot-file.ts';
import { list, say } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { planBip } from './bip-plan.ts';
import { planBridge } from './bridge-plan.ts';
import { planNetwork } from './network-plan.ts';
import type { Planner } from './plan-input.ts';

/** A compose network in the card's subnet, recorded in the lab: Docker 20.10.24. */
function composeNetwork() {
  const path = fileURLToPath(
    new URL('../../test/hosts/bridge-subnet-equals-host-subnet/snapshot.json', import.meta.url),
  );
  return parseSnapshot(readFileSync(path, 'utf8'), path);
}

test.each<[string, ReturnType<typeof storyAt>, Planner, string]>([
  ['bip', storyAt('before'), planBip, 'on that bridge says dev docker0.'],
  ['bridge', storyAt('before'), planBridge, 'on that bridge says dev br-ferryman.'],
  ['network', composeNetwork(), planNetwork, "in that network names the network's own bridge."],
])(
  'a plan (%s) names the device behind which containers are found afterwards',
  (_, snapshot, planner, end) => {
    const { plan } = preparedFor({ snapshot, surroundings: surroundingsWith(undefined) }, planner);
    expect(plan.proof).toContain(`\`ip route get\` of each container's address ${end}`);
  },
);

test('what is promised of every port is promised of every one in Chinese too', () => {
  const ports = list(['5000', '9000'], 'and');
  for (const promise of [
    say`Every port that answers now answers then, from the same places: ${ports}.`,
    say`Every port that answers now answers then, from the same places, those of containers on that bridge aside: ${ports}.`,
  ]) {
    expect(tell(promise, 'zh-CN')).toMatch(/^当前可连通的每个端口.*：5000 和 9000。$/);
  }
});
