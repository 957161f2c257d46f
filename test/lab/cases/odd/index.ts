import type { LabCase } from '../../case.ts';
import type { Flavour } from '../../install.ts';

import { containersLab } from '../containers/index.ts';
import { daemonJsonInvalid, daemonJsonInvalidSince23 } from '../daemon/daemon-json-invalid.ts';
import { firewallLab } from '../firewall/index.ts';
import { healthyLab } from '../healthy/index.ts';
import { perimeterLab } from '../perimeter/index.ts';
import { routingLab } from '../routing/index.ts';
import { socketsLab } from '../sockets/index.ts';
import { storyLab } from '../story/index.ts';
import { withNetToolsAlone } from './net-tools-only.ts';
import { podmanCases } from './podman.ts';

const REGULAR = [
  ...storyLab,
  ...routingLab,
  ...firewallLab,
  ...perimeterLab,
  ...socketsLab,
  ...containersLab,
  ...healthyLab,
];

/** What must be the same on every Debian and every Docker. */
const EVERYWHERE = [
  'the-story',
  'bridge-subnet-equals-host-subnet',
  'ip-forward-off',
  'forward-drop-without-docker-rules',
  'docker-user-reject',
  'security-group',
  'app-not-listening',
  'loopback-only-inside-container',
  'dotnet-2.1',
  'oom-killed-main',
  'exit-137-not-oom',
  'healthy-plain',
  'healthy-input-rules',
  'healthy-own-pools',
  'healthy-internal-network',
].map(regular);

const FLAVOURS: readonly Flavour[] = ['debian-11', 'debian-13', 'docker-28'];

/** Older and newer hosts; each flavour has a base of its own to be built, so only recordings and `npm run accuracy` play them. */
export const oddLab: readonly LabCase[] = [
  ...FLAVOURS.flatMap((flavour) => EVERYWHERE.map((labCase) => on(flavour, labCase))),
  on('debian-11', daemonJsonInvalid),
  on('debian-13', daemonJsonInvalidSince23),
  on('docker-28', daemonJsonInvalidSince23),
  ...[...EVERYWHERE, daemonJsonInvalid].map((labCase) =>
    withNetToolsAlone(on('debian-12-net-tools', labCase, 'net-tools')),
  ),
  ...podmanCases,
];

function regular(wanted: string): LabCase {
  const found = REGULAR.find(({ id }) => id === wanted);
  if (!found) throw new Error(`no case ${wanted}`);
  return found;
}

function on(flavour: Flavour, labCase: LabCase, prefix: string = flavour): LabCase {
  return {
    ...labCase,
    id: `${prefix}-${labCase.id}`,
    title: `${labCase.title} (${flavour})`,
    flavour,
    draw(random) {
      const scene = labCase.draw(random);
      return { ...scene, boot: { ...scene.boot, flavour } };
    },
  };
}
