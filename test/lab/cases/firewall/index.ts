import type { LabCase } from '../../case.ts';

import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';
import { dockerChainMissing, noUserlandProxyHairpin } from './lost-chain.ts';
import { egressCases } from './egress.ts';
import { stopCases } from './stops.ts';

export const firewallLab: readonly LabCase[] = [
  forwardDropWithoutDockerRules,
  ...stopCases,
  ...egressCases,
  dockerChainMissing,
  noUserlandProxyHairpin,
];
