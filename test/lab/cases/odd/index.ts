import type { LabCase } from '../../case.ts';
import type { Flavour } from '../../install.ts';

import { dotnetCases } from '../containers/dotnet-shared-framework-missing.ts';
import { oomKilledMain } from '../containers/oom-killed-main.ts';
import { daemonJsonInvalid } from '../daemon/daemon-json-invalid.ts';
import { forwardDropWithoutDockerRules } from '../firewall/forward-drop-without-docker-rules.ts';
import { healthyCases } from '../healthy/healthy.ts';
import { securityGroup } from '../perimeter/security-group.ts';
import { ipForwardOff } from '../routing/ip-forward-off.ts';
import { loopbackOnlyInsideContainer } from '../sockets/loopback-only-inside-container.ts';
import { story } from '../story/story.ts';
import { netToolsOnly } from './net-tools-only.ts';
import { podman } from './podman.ts';

const HEALTHY = new Set([
  'healthy-plain',
  'healthy-input-rules',
  'healthy-own-pools',
  'healthy-internal-network',
]);

/** What must be the same on every Debian and every Docker. */
const EVERYWHERE: readonly LabCase[] = [
  story,
  ipForwardOff,
  forwardDropWithoutDockerRules,
  securityGroup,
  loopbackOnlyInsideContainer,
  ...dotnetCases.slice(0, 1),
  oomKilledMain,
  daemonJsonInvalid,
  ...healthyCases.filter(({ id }) => HEALTHY.has(id)),
];

const FLAVOURS: readonly Flavour[] = ['debian-11', 'debian-13', 'docker-28'];

/** Older and newer hosts; each flavour has a base of its own to be built, so only recordings and `npm run accuracy` play them. */
export const oddLab: readonly LabCase[] = [
  ...FLAVOURS.flatMap((flavour) => EVERYWHERE.map((labCase) => on(flavour, labCase))),
  netToolsOnly,
  ...podman,
];

function on(flavour: Flavour, labCase: LabCase): LabCase {
  return {
    ...labCase,
    id: `${flavour}-${labCase.id}`,
    title: `${labCase.title} (${flavour})`,
    flavour,
    draw(random) {
      const scene = labCase.draw(random);
      return { ...scene, boot: { ...scene.boot, flavour } };
    },
  };
}
